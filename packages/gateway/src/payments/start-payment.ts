import {
  fen,
  type PaymentStep,
  type PaymentWay,
  type PaySurface,
  type ProviderName,
  ShopError,
  wayToPay,
} from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import type { OrderParts } from '../orders/order-parts.ts'
import { type OrderRow, readOrderRow } from '../orders/orders.ts'
import { closePayment } from './close-payment.ts'
import * as payments from './payments.ts'
import { notifyUrlOf } from './providers.ts'

/** How a buyer wants to pay. */
export interface PaymentWish {
  /** Where she comes back to; her order's page where it is absent. */
  readonly returnUrl?: string | undefined
  readonly surface: PaySurface
  readonly provider?: ProviderName | undefined
  readonly clientIp?: string | undefined
}

/**
 * Opens a way to pay for an order. While an attempt is open it is that attempt again: a double tap
 * pays once. One that was begun in another way is closed first. The row is committed before the
 * provider is called, so that no money can come in under a number we do not know.
 *
 * @returns the order with the attempt
 * @throws ShopError ORDER_ALREADY_PAID, ORDER_CLOSED, PAYMENT_NOT_HERE, PROVIDER_BUSY (ask again: same attempt)
 */
export async function startPayment<Order extends OrderRow & OrderParts>(
  deps: Deps,
  shop: ShopContext,
  order: Order,
  wish: PaymentWish,
): Promise<OrderRow & OrderParts> {
  const { surface } = wish
  const returnUrl = wish.returnUrl ?? `${deps.baseUrl}/shop/${shop.slug}/orders/${order.order_id}`
  checkReturnUrl(deps, shop, returnUrl)
  const way = wayToPay(surface, deps.payments.offered(shop), wish.provider)
  if (!way) throw new ShopError('PAYMENT_NOT_HERE', { surface })
  const payment = await attemptBy(deps, order, way, returnUrl)
  const opened = await begin(deps, shop, payment, wish)
  const others = order.payments.filter(({ payment_id }) => payment_id !== payment.payment_id)
  return { ...order, payments: [...others, opened] }
}

/** A new attempt, or the open one where it was begun in the same way. */
async function attemptBy(
  deps: Deps,
  order: OrderRow & OrderParts,
  way: PaymentWay,
  returnUrl: string,
): Promise<payments.PaymentRow> {
  const attempt = newAttempt(deps, order, way, returnUrl)
  const fresh = await payments.insertAttempt(deps, attempt, order.token_hash)
  if (fresh) return fresh
  const open = await openAttempt(deps, order)
  if (open.provider === way.provider && open.way === way.way) return open
  await closePayment(deps, open)
  return (await payments.insertAttempt(deps, attempt, order.token_hash)) ?? openAttempt(deps, order)
}

/** The next attempt; written only where the order still waits for one. */
function newAttempt(
  deps: Deps,
  order: OrderRow & OrderParts,
  { provider, way }: PaymentWay,
  returnUrl: string,
): payments.NewAttempt {
  const attempt = order.payments.length + 1
  return {
    shop_id: order.shop_id,
    payment_id: deps.newId('payment'),
    order_id: order.order_id,
    provider,
    way,
    attempt,
    out_trade_no: `${order.number}${String(attempt).padStart(2, '0')}`,
    amount: order.total,
    state: 'created',
    return_url: returnUrl,
    expires_at: order.pay_before,
    created_at: new Date(deps.clock.now()),
  }
}

/** Why there could be no new attempt: one is open, or the order takes no more money. */
async function openAttempt(
  deps: Deps,
  { shop_id, order_id, token_hash }: OrderRow,
): Promise<payments.PaymentRow> {
  const order = await readOrderRow(deps.db, shop_id, order_id, token_hash)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: order_id })
  if (order.state === 'closed' || order.pay_before.getTime() <= deps.clock.now()) {
    throw new ShopError('ORDER_CLOSED', { order: order_id })
  }
  if (order.state !== 'pending_payment')
    throw new ShopError('ORDER_ALREADY_PAID', { order: order_id })
  const [known] = await payments.readOpenPayments(deps.db, shop_id, order_id, token_hash)
  // An attempt that ended between the two questions: the buyer may ask again.
  if (!known) throw new ShopError('REQUEST_IN_FLIGHT')
  return known
}

/** Has the provider begin an attempt that is written down already. */
async function begin(
  deps: Deps,
  shop: Pick<ShopContext, 'name'>,
  payment: payments.PaymentRow,
  { clientIp }: Pick<PaymentWish, 'clientIp'>,
): Promise<payments.PaymentRow> {
  const provider = await deps.payments.of(payment.shop_id, payment.provider)
  try {
    const step = await provider.start({
      outTradeNo: payment.out_trade_no,
      amount: fen(payment.amount),
      subject: shop.name,
      expiresAt: payment.expires_at.toISOString(),
      notifyUrl: notifyUrlOf(deps, payment),
      returnUrl: payment.return_url,
      way: payment.way as PaymentWay['way'],
      ...(clientIp && { clientIp }),
    })
    const also = { cashier_url: urlOf(step), step: JSON.stringify(step) }
    await payments.movePayment(deps, deps.db, payment, 'prepare', also)
    return { ...payment, state: 'prepared', cashier_url: urlOf(step), step }
  } catch (error) {
    if (payment.state === 'created') await payments.movePayment(deps, deps.db, payment, 'doubt')
    throw error
  }
}

function urlOf(step: PaymentStep): string | null {
  return step.kind === 'redirect' ? step.url : null
}

/** The cashier sends the buyer back to us or to a page that may use the shop's key, nowhere else. */
function checkReturnUrl(deps: Deps, shop: ShopContext, returnUrl: string): void {
  const { origin, protocol } = new URL(returnUrl)
  const allowed =
    origin === new URL(deps.baseUrl).origin ||
    shop.allowedOrigins.includes(origin) ||
    (shop.allowedOrigins.length === 0 && /^https?:$/.test(protocol))
  if (!allowed) throw new ShopError('ORIGIN_NOT_ALLOWED', { origin })
}
