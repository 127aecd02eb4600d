import { fen, isShopError, minute, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import { addJob } from '../jobs/jobs.ts'
import type { OrderParts } from '../orders/order-parts.ts'
import { type OrderRow, readOrderRow } from '../orders/orders.ts'
import { applyPaymentFact } from './apply-payment.ts'
import * as payments from './payments.ts'

/**
 * Opens the cashier for an order. While an attempt is open it is that attempt again: a double tap
 * pays once. The row is committed before the provider is called, so that no money can come in
 * under a number we do not know.
 *
 * @returns the order with the attempt
 * @throws ShopError ORDER_ALREADY_PAID, ORDER_CLOSED, PROVIDER_BUSY (ask again: same attempt)
 */
export async function startPayment<Order extends OrderRow & OrderParts>(
  deps: Deps,
  shop: ShopContext,
  order: Order,
  returnUrl: string,
): Promise<OrderRow & OrderParts> {
  checkReturnUrl(deps, shop, returnUrl)
  const payment =
    (await payments.insertAttempt(deps, newAttempt(deps, order, returnUrl))) ??
    (await openAttempt(deps, order))
  try {
    const { cashierUrl } = await deps.payments.start({
      outTradeNo: payment.out_trade_no,
      amount: fen(payment.amount),
      subject: shop.name,
      expiresAt: payment.expires_at.toISOString(),
      notifyUrl: `${deps.baseUrl}/v1/callbacks/payments/${deps.payments.name}`,
      returnUrl: payment.return_url,
    })
    await payments.movePayment(deps, deps.db, payment, 'prepare', { cashier_url: cashierUrl })
    const others = order.payments.filter(({ payment_id }) => payment_id !== payment.payment_id)
    const opened = { ...payment, state: 'prepared', cashier_url: cashierUrl }
    return { ...order, payments: [...others, opened] }
  } catch (error) {
    if (payment.state === 'created') await payments.movePayment(deps, deps.db, payment, 'doubt')
    throw error
  }
}

/** The next attempt; written only where the order still waits for one. */
function newAttempt(
  deps: Deps,
  order: OrderRow & OrderParts,
  returnUrl: string,
): payments.NewAttempt {
  const attempt = order.payments.length + 1
  return {
    shop_id: order.shop_id,
    payment_id: deps.newId('payment'),
    order_id: order.order_id,
    provider: deps.payments.name,
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
  { shop_id, order_id }: OrderRow,
): Promise<payments.PaymentRow> {
  const order = await readOrderRow(deps.db, shop_id, order_id)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: order_id })
  if (order.state === 'closed' || order.pay_before.getTime() <= deps.clock.now()) {
    throw new ShopError('ORDER_CLOSED', { order: order_id })
  }
  if (order.state !== 'pending_payment')
    throw new ShopError('ORDER_ALREADY_PAID', { order: order_id })
  const [known] = await payments.readOpenPayments(deps.db, shop_id, order_id)
  // An attempt that ended between the two questions: the buyer may ask again.
  if (!known) throw new ShopError('REQUEST_IN_FLIGHT')
  return known
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

/**
 * The buyer is back from the cashier and does not want to wait for the notice.
 *
 * @returns whether the provider was asked, so that the order may have changed
 */
export async function checkPayment(deps: Deps, order: OrderRow & OrderParts): Promise<boolean> {
  if (!order.payments.some(payments.isOpen)) return false
  for (const payment of await payments.readOpenPayments(deps.db, order.shop_id, order.order_id)) {
    await askProvider(deps, payment)
  }
  return true
}

async function askProvider(deps: Deps, payment: payments.PaymentRow): Promise<void> {
  const fact = await deps.payments.query(payment.out_trade_no)
  if (fact && fact.state !== 'notpay') await applyPaymentFact(deps, fact)
}

/**
 * A notice may never come: asks at 30 s, then every two minutes until the pay timer closes the
 * order. What the provider cannot tell now is asked again.
 */
export async function followPayment(
  deps: Deps,
  asked: { shopId: string; paymentId: string },
): Promise<void> {
  const payment = await payments.readPayment(deps.db, asked.shopId, asked.paymentId)
  if (!payment || !['created', 'prepared', 'in_doubt'].includes(payment.state)) return
  try {
    await askProvider(deps, payment)
  } catch (error) {
    if (!isShopError(error) || !error.retry) throw error
  }
  const at = deps.clock.now() + 2 * minute
  if (at < payment.expires_at.getTime() + 10 * minute) {
    await addJob(deps, deps.db, 'check-payment', asked, { at, key: `check:${asked.paymentId}` })
  }
}
