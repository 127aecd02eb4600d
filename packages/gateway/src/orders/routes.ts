import { orders } from '@xiaopu/api'
import { type OrderView, type PaySurface, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { changeAddress } from '../fulfilment/change-address.ts'
import { retryHeld } from '../fulfilment/retry-held.ts'
import type { ShopContext } from '../http/caller.ts'
import type { Mount } from '../http/mount.ts'
import { checkPayment } from '../payments/follow-payment.ts'
import { payChoice, surfaceOf } from '../payments/pay-choice.ts'
import { startPayment } from '../payments/start-payment.ts'
import { readTimeline } from '../records/read-timeline.ts'
import { closeUnpaidOrder } from './close-order.ts'
import { hashToken, openOrder } from './order-token.ts'
import { orderView } from './order-view.ts'
import { placeOrder } from './place-order.ts'
import { receiveOrder } from './receive-order.ts'
import { readSellerOrder, readSellerOrders } from './seller-order.ts'
import { writeOrderTable } from './write-order-table.ts'

export function orderRoutes(mount: Mount, deps: Deps): void {
  const view = async (shopId: string, orderId: string, token: string) =>
    orderView(await openOrder(deps.db, shopId, orderId, token))
  const payable = (shop: ShopContext, surface: PaySurface, order: OrderView): OrderView =>
    order.state === 'pending_payment' ? { ...order, ...payChoice(deps, shop, surface) } : order

  mount(orders.placeOrder, ({ shop, body }) => placeOrder(deps, shop, body))
  mount(orders.readOrder, async ({ shop, params, orderToken, request }) =>
    payable(shop, surfaceOf(request), await view(shop.shopId, params.order, orderToken)),
  )
  mount(orders.startPayment, async ({ shop, params, body, orderToken, request }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    const surface = body.surface ?? surfaceOf(request)
    const paying = await startPayment(deps, shop, order, { ...body, surface })
    return payable(shop, surface, handedOver(orderView(paying), surface, orderToken))
  })
  mount(orders.checkPayment, async ({ shop, params, orderToken, request }) => {
    const own = { shopId: shop.shopId, orderId: params.order, tokenHash: hashToken(orderToken) }
    await checkPayment(deps, own)
    return payable(shop, surfaceOf(request), await view(shop.shopId, params.order, orderToken))
  })
  mount(orders.closeOrder, async ({ shop, params, orderToken }) => {
    const own = { shopId: shop.shopId, orderId: params.order, tokenHash: hashToken(orderToken) }
    await closeUnpaidOrder(deps, own)
    const after = await view(shop.shopId, params.order, orderToken)
    if (after.state !== 'closed') throw new ShopError('ORDER_ALREADY_PAID', { order: params.order })
    return after
  })
  mount(orders.receiveOrder, async ({ shop, params, orderToken }) => {
    const own = { shopId: shop.shopId, orderId: params.order, tokenHash: hashToken(orderToken) }
    await receiveOrder(deps, own)
    return view(shop.shopId, params.order, orderToken)
  })
  mount(orders.changeAddress, async ({ shop, params, body, orderToken, turn }) => {
    const own = { shopId: shop.shopId, orderId: params.order, tokenHash: hashToken(orderToken) }
    await changeAddress(deps, { ...own, ...body, actor: 'buyer', turn })
    return view(shop.shopId, params.order, orderToken)
  })
  sellerRoutes(mount, deps)
}

function sellerRoutes(mount: Mount, deps: Deps): void {
  mount(orders.listOwnOrders, ({ shop, query }) => {
    const { cursor, limit = 20, ...wanted } = query
    return readSellerOrders(deps, shop.shopId, { ...wanted, before: cursor, limit })
  })
  mount(orders.readOrderTable, ({ shop, query }) => writeOrderTable(deps, shop.shopId, query))
  mount(orders.readOwnOrder, ({ shop, params }) => readSellerOrder(deps, shop.shopId, params.order))
  mount(orders.readTimeline, ({ shop, params }) => readTimeline(deps, shop.shopId, params.order))
  mount(orders.changeOwnAddress, async ({ shop, params, body, actor, turn }) => {
    const own = { shopId: shop.shopId, orderId: params.order }
    await changeAddress(deps, { ...own, ...body, actor, turn })
    return readSellerOrder(deps, shop.shopId, params.order)
  })
  mount(orders.retryOwnOrder, async ({ shop, params }) => {
    await retryHeld(deps, { shopId: shop.shopId, orderId: params.order })
    return readSellerOrder(deps, shop.shopId, params.order)
  })
}

/**
 * A mini-program's own page needs what opens the order. It travels behind `#`, from the buyer's answer
 * to her own browser: the page that leads there never sees it, and nothing of it is kept.
 */
function handedOver(order: OrderView, surface: PaySurface, token: string): OrderView {
  const { payment } = order
  if (surface !== 'wechat-webview' || payment?.provider !== 'wechat' || !payment.cashierUrl)
    return order
  const cashierUrl = `${payment.cashierUrl}#order=${order.id}&token=${encodeURIComponent(token)}`
  return { ...order, payment: { ...payment, cashierUrl } }
}
