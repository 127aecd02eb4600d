import { fen, minute } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { applyRefundFact } from './apply-payment.ts'
import * as payments from './payments.ts'

/** Sends a refund to the provider, always under the same number, and asks until it is through. */
export async function submitRefund(
  deps: Deps,
  asked: { shopId: string; refundId: string },
): Promise<void> {
  const refund = await payments.readRefund(deps.db, asked.shopId, asked.refundId)
  if (!refund || refund.state === 'succeeded' || refund.state === 'abnormal') return
  const payment = await payments.readPayment(deps.db, asked.shopId, refund.payment_id)
  if (!payment) return
  if (refund.state !== 'processing') {
    await payments.moveRefund(deps, deps.db, refund, 'submit')
  }
  const fact =
    refund.state === 'processing'
      ? await deps.payments.queryRefund(refund.out_refund_no)
      : await deps.payments.refund({
          outTradeNo: payment.out_trade_no,
          outRefundNo: refund.out_refund_no,
          amount: fen(refund.amount),
          total: fen(payment.amount),
          reason: refund.reason,
        })
  if (fact) await applyRefundFact(deps, fact)
  if (fact?.state !== 'success') {
    const at = deps.clock.now() + 2 * minute
    await addJob(deps, deps.db, 'submit-refund', asked, { at, key: `refund:${asked.refundId}` })
  }
}
