import {
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
import { isShared } from '../promoters/sharing.ts'
import { beginPayment } from './begin-payment.ts'
import { closePayment } from './close-payment.ts'
import { readLogin } from './logins.ts'
import { payUrlOf } from './pay-address.ts'
import { keepPayer, openPayer } from './payer.ts'
import * as payments from './payments.ts'

/** How a buyer wants to pay. */
export interface PaymentWish {
  /** Where she comes back to; her order's page where it is absent. */
  readonly returnUrl?: string | undefined
  readonly surface: PaySurface
  readonly provider?: ProviderName | undefined
  /** Who pays, sealed: what a login was changed for. */
  readonly login?: string | undefined
}

/**
 * Opens a way to pay for an order. While an attempt is open it is that attempt again: a double tap
 * pays once. One that was begun in another way is closed first. The row is committed before the
 * provider is called, so that no money can come in under a number we do not know.
 *
 * @returns the order with the attempt
 * @throws ShopError ORDER_ALREADY_PAID, ORDER_CLOSED, PAYMENT_NOT_HERE, LOGIN_REFUSED,
 * GROUP_DEAL_OVER (stopped meanwhile), PROVIDER_BUSY (ask again: same attempt)
 */
export async function startPayment<Order extends OrderRow & OrderParts>(
  deps: Deps,
  shop: ShopContext,
  order: Order,
  wish: PaymentWish,
): Promise<OrderRow & OrderParts> {
  const { surface } = wish
  const own = `${deps.baseUrl}/shop/${shop.slug}/orders/${order.order_id}`
  const returnUrl = readReturnUrl(deps, shop, wish.returnUrl ?? own)
  // All that could become of her money is that it goes back.
  if (order.state === 'pending_payment' && order.seat?.is_stopped)
    throw new ShopError('GROUP_DEAL_OVER', { deal: order.seat.deal_id })
  const way = wayToPay(surface, deps.payments.offered(shop), wish.provider)
  if (!way) throw new ShopError('PAYMENT_NOT_HERE', { surface })
  const payer = await payerOf(deps, shop, way, wish)
  const payment = await attemptBy(deps, order, { ...way, payer, returnUrl })
  const opened = await open(deps, shop, way, payment)
  const others = order.payments.filter(({ payment_id }) => payment_id !== payment.payment_id)
  return { ...order, payments: [...others, opened] }
}

/** Where an app's own window takes the money, who pays must be known before it can be begun. */
async function payerOf(
  deps: Deps,
  { shopId }: ShopContext,
  { provider, way, page }: PaymentWay,
  { surface, login }: PaymentWish,
): Promise<string | undefined> {
  if (page && way === 'mini') return undefined
  if (login !== undefined) return readLogin(deps, shopId, { surface, provider, login })
  if (way === 'mini') throw new ShopError('LOGIN_REFUSED', { reason: 'nobody is logged in' })
  return undefined
}

interface Wanted extends PaymentWay {
  readonly payer: string | undefined
  readonly returnUrl: string
}

/** A new attempt, or the open one where it was begun in the same way by the same person. */
async function attemptBy(
  deps: Deps,
  order: OrderRow & OrderParts,
  wanted: Wanted,
): Promise<payments.PaymentRow> {
  const shared = await isShared(deps.db, order, wanted.provider)
  const attempt = newAttempt(deps, order, { ...wanted, shared })
  const keep = (row: payments.PaymentRow) =>
    wanted.payer === undefined ? row : keepPayer(deps, row, wanted.payer)
  const insert = () => payments.insertAttempt(deps, attempt, order.token_hash)
  const fresh = await insert()
  if (fresh) return keep(fresh)
  const known = await openAttempt(deps, order)
  if (await isSame(deps, known, wanted)) return keep(known)
  await closePayment(deps, known)
  return keep((await insert()) ?? (await openAttempt(deps, order)))
}

async function isSame(
  deps: Deps,
  known: payments.PaymentRow,
  { provider, way, payer }: Wanted,
): Promise<boolean> {
  if (known.provider !== provider || known.way !== way) return false
  return payer === undefined || ((await openPayer(deps, known)) ?? payer) === payer
}

/** Begins an attempt, or says on which page of ours it begins. */
async function open(
  deps: Deps,
  { name: subject }: ShopContext,
  { page, way }: PaymentWay,
  payment: payments.PaymentRow,
): Promise<payments.PaymentRow> {
  // A mini-program's own page begins it; a web view is only led there, again too.
  if (page && (way === 'mini' || payment.payer === null)) return showPage(deps, payment)
  const isPageless = way === 'mini' || way === 'page' || way === 'wap'
  return beginPayment(deps, payment, {
    subject,
    returnUrl: payment.return_url,
    ...(!isPageless && { cashierUrl: await payUrlOf(deps, payment) }),
  })
}

async function showPage(deps: Deps, payment: payments.PaymentRow): Promise<payments.PaymentRow> {
  const url = await payUrlOf(deps, payment)
  if (payment.cashier_url !== url) await payments.showCashier(deps.db, payment, url)
  return { ...payment, cashier_url: url }
}

/** The next attempt; written only where the order still waits for one. */
function newAttempt(
  deps: Deps,
  order: OrderRow & OrderParts,
  { provider, way, returnUrl, shared }: Wanted & { readonly shared: boolean },
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
    shared,
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

/** As browsers read it. The cashier sends the buyer back to us or to a page that may use the shop's key, nowhere else. */
function readReturnUrl(deps: Deps, shop: ShopContext, returnUrl: string): string {
  const { origin, protocol, href } = new URL(returnUrl)
  const allowed =
    origin === new URL(deps.baseUrl).origin ||
    shop.allowedOrigins.includes(origin) ||
    (shop.allowedOrigins.length === 0 && /^https?:$/.test(protocol))
  if (!allowed) throw new ShopError('ORIGIN_NOT_ALLOWED', { origin })
  return href
}
