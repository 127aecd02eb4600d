import {
  fen,
  type MoneyFact,
  orderMoves,
  type PaymentFact,
  type PaymentState,
  paymentMoves,
  ShopError,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { ask, type Values, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { paySeat } from '../group-buys/fill-group.ts'
import { addJob, droppingJobs, writingJob } from '../jobs/jobs.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder, moveOrder, type OrderRow, subjectOf } from '../orders/orders.ts'
import { pathOf, writingHistory } from '../orders/transitions.ts'
import { isAbout, noteMismatch } from './bind-fact.ts'
import * as payments from './payments.ts'
import { isTellers, type Teller } from './providers.ts'
import { insertRefund } from './refunds.ts'

export type Success = Extract<PaymentFact, { state: 'success' }>

/**
 * The only way an order becomes paid: a fact from the provider, by notice or by our own question.
 * The order, its purchases' jobs and the payment change in one transaction. Applying a fact again
 * changes nothing. Money that came twice or too late is paid back.
 *
 * @param teller - who says so; about the payment of another it counts for nothing
 * @throws ShopError PAYMENT_NOT_FOUND, PAYMENT_MISMATCH (other amount or currency; the order is flagged)
 */
export async function applyPaymentFact(
  deps: Deps,
  fact: PaymentFact,
  teller: Teller,
): Promise<void> {
  if (fact.state === 'notpay') return
  const known = await payments.readPaymentByTradeNo(deps.db, fact.outTradeNo)
  if (!known || !isTellers(teller, known))
    throw new ShopError('PAYMENT_NOT_FOUND', { payment: fact.outTradeNo })
  if (fact.state === 'success' && (await pay(deps, known, fact))) return
  // Told before, by the notice or by the provider's answer: the second of them finds it done.
  if (payments.isSettled(known)) return
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, known.shop_id, known.order_id)
    const payment = await payments.lockPayment(tx, fact.outTradeNo)
    if (!order || !payment) return
    if (fact.state === 'closed') await payments.movePayment(deps, tx, payment, 'close')
    else await applySuccess(deps, tx, order, { ...known, ...payment }, fact)
  })
}

/**
 * What nearly every payment is: the first one, of an open attempt, for an order that waits for
 * nothing else. One statement that does all of it or nothing.
 *
 * @returns false where something is unusual, or was applied before
 * @throws ShopError PAYMENT_MISMATCH
 */
async function pay(deps: Deps, payment: payments.KnownPayment, fact: Success): Promise<boolean> {
  await checkAmount(deps, payment, fact)
  if (!payments.isOpen(payment)) return false
  const v = values()
  const { parts, job } = payingParts(deps, v, payment, fact)
  const rows = await ask(deps.db, `with ${parts} select ${job} from moved`, v)
  return rows.length > 0
}

/** Parts of a statement: an open attempt and its order become paid, with a row in `moved`, or neither does. */
export function payingParts(
  deps: Pick<Deps, 'clock'>,
  v: Values,
  payment: payments.KnownPayment,
  fact: Success,
): {
  readonly parts: string
  /** Writes the job that buys; to be selected from `moved`. */
  readonly job: string
} {
  const { shop_id: shopId, order_id: orderId } = payment
  const [shop, order] = [v.add(shopId), v.add(orderId)]
  const paidAt = v.add(new Date(fact.paidAt ?? deps.clock.now()))
  const succeed = pathOf(paymentMoves, payment.state as PaymentState, ['succeed'])
  const path = pathOf(orderMoves, 'pending_payment', ['pay'])
  const waiting = [`check:${payment.payment_id}`, `close:${orderId}`]
  const waits = `shop_id = ${shop} and order_id = ${order} and state = ${v.add(path[0]?.from)}`
  const parts = `waiting as (select from orders where ${waits} and not awaits_group for update),
    paid as (
      update payments set state = ${v.add(succeed[0]?.to)}, paid_at = ${paidAt},
        transaction_id = ${v.add(fact.transactionId)}
      where shop_id = ${shop} and payment_id = ${v.add(payment.payment_id)}
        and state = ${v.add(payment.state)} and exists (select from waiting)
      returning 1),
    moved as (
      update orders set state = ${v.add(path[0]?.to)}, paid_at = ${paidAt}
      where ${waits} and exists (select from paid)
      returning 1),
    ${writingHistory(deps, v, payments.paymentSubject(payment), succeed, 'paid')},
    ${writingHistory(deps, v, subjectOf(payment), path, 'moved')},
    ${writingEntries(deps, v, { shopId, orderId }, moneyOf(payment, 'paid'), 'moved')},
    spared as (${droppingJobs(`select key from moved, unnest(${v.add(waiting)}::text[]) as key`)})`
  return { parts, job: writingJob(deps, v, buyingJob(deps, payment)) }
}

/** Buys, after the time that the shop leaves its buyers to think better of it. */
function buyingJob(
  deps: Pick<Deps, 'clock'>,
  { shop_id: shopId, order_id: orderId, place_delay }: payments.KnownPayment,
) {
  const at = deps.clock.now() + place_delay
  return { name: 'buy-order', payload: { shopId, orderId }, at, key: `buy:${orderId}` } as const
}

function moneyOf(payment: payments.PaymentRow, kind: 'paid' | 'paid_in_vain'): MoneyFact {
  return { kind, ref: payment.payment_id, amount: fen(payment.amount) }
}

async function checkAmount(deps: Deps, payment: payments.PaymentRow, fact: Success): Promise<void> {
  if (isAbout(payment, fact)) return
  deps.log({
    level: 'error',
    event: 'payment.mismatch',
    payment: payment.payment_id,
    expected: payment.amount,
    got: fact.amount.amount,
  })
  const { amount, transactionId: number } = fact
  await noteMismatch(deps, { ...payment, subject: payment.payment_id }, { amount, number })
  throw new ShopError('PAYMENT_MISMATCH', { expected: payment.amount, got: fact.amount.amount })
}

async function applySuccess(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  payment: payments.KnownPayment,
  fact: PaymentFact,
): Promise<void> {
  const paidAt = new Date(fact.paidAt ?? deps.clock.now())
  const also = { transaction_id: fact.transactionId ?? null, paid_at: paidAt }
  const ours = { facts: [moneyOf(payment, 'paid')] }
  const stray = { facts: [moneyOf(payment, 'paid_in_vain')] }
  // A payment whose own attempt was closed is late even while the order still waits.
  const isOver = payment.state === 'closed' || payment.state === 'failed'
  if (order.state === 'pending_payment' && !isOver) {
    if (!(await payments.movePayment(deps, tx, payment, 'succeed', also, ours))) return
    await moveOrder(deps, tx, order, 'pay', { paid_at: paidAt })
    if (order.awaits_group) return paySeat(deps, tx, order)
    const { name, payload, at, key } = buyingJob(deps, payment)
    return addJob(deps, tx, name, payload, { at, key })
  }
  if (isOver || isUnpaidClosed(order)) {
    // The attempt may still count as open (closed order, provider slow to hear): it is late all the same.
    if (!isOver) await payments.movePayment(deps, tx, payment, 'close')
    const late = isOver ? payment : { ...payment, state: 'closed' }
    if (await payments.movePayment(deps, tx, late, 'succeed', also, stray))
      await payBack(deps, tx, payment, 'late_payment')
    return
  }
  if (await payments.movePayment(deps, tx, payment, 'succeed-again', also, stray)) {
    await payBack(deps, tx, payment, 'duplicate_payment')
  }
}

/** Closed because nobody paid; an order of which everything went back was paid once. */
function isUnpaidClosed(order: OrderRow): boolean {
  return order.state === 'closed' && order.paid_at === null
}

async function payBack(
  deps: Deps,
  tx: Tx,
  payment: payments.PaymentRow,
  reason: string,
): Promise<void> {
  const refundId = deps.newId('refund')
  await insertRefund(deps, tx, {
    shop_id: payment.shop_id,
    refund_id: refundId,
    order_id: payment.order_id,
    payment_id: payment.payment_id,
    out_refund_no: refundId.slice(4),
    amount: payment.amount,
    reason,
    state: 'requested',
    parts: { lines: [], freights: [] },
    after_sale_id: null,
    note: null,
    created_at: new Date(deps.clock.now()),
  })
}
