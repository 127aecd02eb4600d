import { day, hour, isShopError, newId } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import { applyPaymentFact } from '../payments/apply-payment.ts'
import { type PaymentRow, readPayment } from '../payments/payments.ts'
import { type RefundRow, readRefund } from '../payments/refunds.ts'
import { askAbnormal, submitRefund } from '../payments/submit-refund.ts'
import type { Look } from './look.ts'

/** An attempt that was closed may be paid by a notice that comes late; providers give up within a day. */
const lateMillis = 25 * hour

/** Ids tell when they were made: nothing older can still be open. */
const oldestMillis = 30 * day

const batch = 100

/**
 * Asks the cashier for every attempt that has not ended, and for those that were closed since a day and
 * an hour before the look before; what it says is applied like a notice.
 */
export async function reconcilePayments(look: Look): Promise<void> {
  const { deps, shopId, run } = look
  const now = deps.clock.now()
  // However long nobody looked: what was closed just before may have been paid meanwhile.
  const closedSince = new Date(run.period_from.getTime() - lateMillis)
  let after = newId('payment', Math.max(0, now - oldestMillis), new Uint8Array(16))
  for (;;) {
    const rows = await doubtful(deps.db, [shopId, after, closedSince, batch])
    for (const payment of rows) {
      await askFor(look, payment)
      await look.step('payments')
    }
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.payment_id
  }
}

const doubtful = statement<PaymentRow>(`
  select * from payments as payment
  where shop_id = $1 and payment_id > $2 and (
    state in ('created', 'prepared', 'in_doubt')
    or (state = 'closed' and exists (
      select from transitions as change
      where change.shop_id = payment.shop_id and change.order_id = payment.order_id
        and change.aggregate_id = payment.payment_id and change.to_state = 'closed'
        and change.at >= $3)))
  order by payment_id limit $4`)

/** Asks the provider what became of an attempt; its answer is evidence, and applied. */
export async function askFor(look: Look, payment: PaymentRow): Promise<void> {
  const { deps } = look
  const { shop_id: shopId, payment_id: subject } = payment
  const { provider } = payment
  const fact = await (await deps.payments.of(shopId, provider)).query(payment.out_trade_no)
  if (!fact || fact.state === 'notpay') return
  try {
    await applyPaymentFact(deps, fact, { provider, shopId })
  } catch (error) {
    // Noted already: a person has to look.
    if (isShopError(error) && error.code === 'PAYMENT_MISMATCH') return
    throw error
  }
  await look.agree('amount', subject)
  const after = await readPayment(deps.db, shopId, subject)
  if (after?.state !== payment.state) look.counts.repaired++
}

/** Asks for every refund that is on its way, or that the provider would not make. */
export async function reconcileRefunds(look: Look): Promise<void> {
  for (const refund of await underway(look.deps.db, [look.shopId])) {
    await askForRefund(look, refund)
    await look.step('refunds')
  }
}

/** Asks the provider what became of a refund, under the number that it was sent with. */
export async function askForRefund(
  { deps, shopId, counts }: Look,
  { refund_id: refundId, state }: Pick<RefundRow, 'refund_id' | 'state'>,
): Promise<void> {
  const refund = await readRefund(deps.db, shopId, refundId)
  if (refund?.state === 'abnormal') await askAbnormal(deps, refund)
  else await submitRefund(deps, { shopId, refundId })
  const after = await readRefund(deps.db, shopId, refundId)
  if (after?.state !== state) counts.repaired++
}

const underway = statement<Pick<RefundRow, 'refund_id' | 'state'>>(`
  select refund_id, state from refunds
  where shop_id = $1 and state in ('requested', 'submitting', 'processing', 'abnormal')
  order by refund_id`)
