import { fen, hour, minute, type RefundFact, ShopError } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'
import { takeBackCommissions } from '../promoters/take-back.ts'
import { noteDifference, wasDifference } from '../reconciliation/differences.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { readPayment } from './payments.ts'
import { notifyUrlOf } from './providers.ts'
import { moveRefund, type RefundRow, readRefund, readRefundByNo } from './refunds.ts'

/** How long after a question about a refund the next one is asked. */
const askAgainMillis = 2 * minute

/** What was refused for good goes again by itself after this long: an account may have been mended. */
const refusedMillis = 6 * hour

/**
 * Sends a refund to the provider, always under the same number, and asks until it is through. One that
 * is refused for good is shown to the seller.
 */
export async function submitRefund(
  deps: Deps,
  asked: { shopId: string; refundId: string },
): Promise<void> {
  const refund = await readRefund(deps.db, asked.shopId, asked.refundId)
  if (!refund || refund.state === 'succeeded' || refund.state === 'abnormal') return
  let wait = askAgainMillis
  try {
    const fact =
      refund.state === 'processing' ? await query(deps, refund) : await send(deps, refund)
    if (fact) await applyRefundFact(deps, fact)
    if (fact?.state === 'success' || fact?.state === 'failed') return
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await noteRefused(deps, refund, reason)
    wait = refusedMillis
  }
  await comeBack(deps, deps.db, asked, wait)
}

function comeBack(
  deps: Deps,
  db: Database | Tx,
  { shopId, refundId }: { readonly shopId: string; readonly refundId: string },
  wait: number,
): Promise<void> {
  const options = { at: deps.clock.now() + wait, key: `refund:${refundId}` }
  return addJob(deps, db, 'submit-refund', { shopId, refundId }, options)
}

async function noteRefused(deps: Deps, refund: RefundRow, reason: string): Promise<void> {
  const { shop_id: shopId, order_id: orderId, refund_id: subject, amount } = refund
  deps.log({ level: 'error', event: 'refund.refused', refund: subject, reason })
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const now = await readRefund(tx, shopId, subject)
    // A notice may have come meanwhile.
    if (!now || now.state === 'succeeded' || now.state === 'abnormal') return
    await noteRefusal(deps, tx, { shopId, orderId, deed: 'refund', subject, reason, amount })
  })
}

/** Has a refused refund sent again now. */
export async function refundAgain(
  deps: Deps,
  tx: Tx,
  { shopId, subject: refundId }: { readonly shopId: string; readonly subject: string },
): Promise<void> {
  await comeBack(deps, tx, { shopId, refundId }, 0)
}

/** A refund that the provider would not make may have been made by hand since. */
export async function askAbnormal(deps: Deps, refund: RefundRow): Promise<void> {
  const fact = await query(deps, refund)
  if (fact?.state === 'success') await applyRefundFact(deps, fact)
}

async function query(deps: Deps, refund: RefundRow): Promise<RefundFact | undefined> {
  const payment = await readPayment(deps.db, refund.shop_id, refund.payment_id)
  if (!payment) return undefined
  const provider = await deps.payments.of(payment.shop_id, payment.provider)
  return provider.queryRefund({
    outTradeNo: payment.out_trade_no,
    outRefundNo: refund.out_refund_no,
  })
}

async function send(deps: Deps, refund: RefundRow): Promise<RefundFact | undefined> {
  const payment = await readPayment(deps.db, refund.shop_id, refund.payment_id)
  if (!payment) return undefined
  const provider = await deps.payments.of(payment.shop_id, payment.provider)
  if (!(await takeBackCommissions(deps, payment, refund))) return undefined
  await moveRefund(deps, deps.db, refund, 'submit')
  // Commissions take their time to come back, and the seller may have paid by other means meanwhile.
  const now = await readRefund(deps.db, refund.shop_id, refund.refund_id)
  if (now?.state !== 'submitting') return undefined
  return provider.refund({
    outTradeNo: payment.out_trade_no,
    outRefundNo: refund.out_refund_no,
    amount: fen(refund.amount),
    total: fen(payment.amount),
    reason: refund.reason,
    notifyUrl: notifyUrlOf(deps, payment),
  })
}

/** @throws ShopError PAYMENT_NOT_FOUND for a refund we never asked for, PAYMENT_MISMATCH for another amount */
export async function applyRefundFact(deps: Deps, fact: RefundFact): Promise<void> {
  const refund = await readRefundByNo(deps.db, fact.outRefundNo)
  if (!refund) throw new ShopError('PAYMENT_NOT_FOUND', { refund: fact.outRefundNo })
  if (fact.amount.amount !== refund.amount) {
    throw new ShopError('PAYMENT_MISMATCH', { expected: refund.amount, got: fact.amount.amount })
  }
  const events = { processing: 'accept', success: 'succeed', failed: 'fail' } as const
  const also = { provider_refund_id: fact.refundId ?? null }
  const event = events[fact.state]
  if (fact.state === 'processing') {
    await moveRefund(deps, deps.db, refund, event, also)
    return
  }
  // What the provider will not pay back by itself the seller must, until it has gone back after all.
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, refund.shop_id, refund.order_id)
    // As it is now: it may have been accepted, or recorded by hand, since it was read.
    const now = (await readRefund(tx, refund.shop_id, refund.refund_id)) ?? refund
    if (!(await moveRefund(deps, tx, now, event, also))) return noteTwice(deps, tx, refund, fact)
    await settleRefusal(deps, tx, { shopId: refund.shop_id, subject: refund.refund_id })
    await refreshAttention(tx, refund.shop_id, refund.order_id)
  })
}

/** The provider made after all what its seller had given back herself: her buyer has it twice. */
async function noteTwice(
  deps: Deps,
  tx: Tx,
  { shop_id: shopId, refund_id: subject }: RefundRow,
  fact: RefundFact,
): Promise<void> {
  const now = await readRefund(tx, shopId, subject)
  if (!now || now.means === null || fact.state !== 'success') return
  // It is the one that she made.
  if (fact.refundId !== undefined && fact.refundId === now.provider_refund_id) return
  const { order_id: orderId, amount, out_refund_no: refund } = now
  const found = { shopId, kind: 'state', subject, orderId } as const
  if (await wasDifference(tx, found)) return
  const detail = { refund, here: 'by hand', there: 'refunded', amount }
  await noteDifference({ ...deps, db: tx }, { ...found, detail })
}
