import { orders } from '@xiaopu/api'
import { ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { retryHeld } from '../fulfilment/retry-held.ts'
import type { Mount } from '../http/mount.ts'
import { checkPayment, startPayment } from '../payments/start-payment.ts'
import { closeUnpaidOrder } from './close-order.ts'
import { openOrder } from './order-token.ts'
import { orderView, sellerOrder } from './order-view.ts'
import { listOrderRows, readOrderRow } from './orders.ts'
import { placeOrder } from './place-order.ts'
import { receiveOrder } from './receive-order.ts'

export function orderRoutes(mount: Mount, deps: Deps): void {
  const view = async (shopId: string, orderId: string) =>
    orderView(deps, await read(deps, shopId, orderId))

  mount(orders.placeOrder, async ({ shop, body }) => {
    const { orderId, token } = await placeOrder(deps, shop, body)
    return { order: await view(shop.shopId, orderId), token }
  })
  mount(orders.readOrder, async ({ shop, params, orderToken }) =>
    orderView(deps, await openOrder(deps.db, shop.shopId, params.order, orderToken)),
  )
  mount(orders.startPayment, async ({ shop, params, body, orderToken }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    await startPayment(deps, shop, order, body.returnUrl)
    return view(shop.shopId, params.order)
  })
  mount(orders.checkPayment, async ({ shop, params, orderToken }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    await checkPayment(deps, order)
    return view(shop.shopId, params.order)
  })
  mount(orders.closeOrder, async ({ shop, params, orderToken }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    await closeUnpaidOrder(deps, { shopId: shop.shopId, orderId: order.order_id })
    const after = await read(deps, shop.shopId, params.order)
    if (after.state !== 'closed') throw new ShopError('ORDER_ALREADY_PAID', { order: params.order })
    return orderView(deps, after)
  })
  mount(orders.receiveOrder, async ({ shop, params, orderToken }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    await receiveOrder(deps, { shopId: shop.shopId, orderId: order.order_id })
    return view(shop.shopId, params.order)
  })
  sellerRoutes(mount, deps)
}

function sellerRoutes(mount: Mount, deps: Deps): void {
  mount(orders.listOwnOrders, async ({ shop, query }) => {
    const limit = query?.limit ?? 20
    const rows = await listOrderRows(deps.db, shop.shopId, {
      state: query?.state,
      before: query?.cursor,
      limit: limit + 1,
    })
    const items = await Promise.all(rows.slice(0, limit).map((row) => sellerOrder(deps, row)))
    const last = rows[limit - 1]
    return { items, ...(rows.length > limit && last && { next: last.order_id }) }
  })
  mount(orders.readOwnOrder, async ({ shop, params }) =>
    sellerOrder(deps, await read(deps, shop.shopId, params.order)),
  )
  mount(orders.retryOwnOrder, async ({ shop, params }) => {
    await retryHeld(deps, { shopId: shop.shopId, orderId: params.order })
    return sellerOrder(deps, await read(deps, shop.shopId, params.order))
  })
}

async function read(deps: Deps, shopId: string, orderId: string) {
  const order = await readOrderRow(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  return order
}
