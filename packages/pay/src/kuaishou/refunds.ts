import { fen, type Money, type RefundFact, type RefundNumbers } from '@xiaopu/domain'
import { inFen } from '../in-fen.ts'
import { plainText } from '../plain-text.ts'
import { type KuaishouCall, readAnswer } from './call.ts'
import { AppliedRefund, FoundRefund } from './messages.ts'

/** Said of a refund that was applied for before. */
const knownAlready = [10_000_687, 10_000_607]

export async function applyRefund(
  call: KuaishouCall,
  refund: RefundNumbers & { amount: Money; reason: string; notifyUrl: string },
): Promise<RefundFact> {
  const { outTradeNo, outRefundNo, amount, reason, notifyUrl } = refund
  const answered = await call('apply_refund', {
    out_order_no: outTradeNo,
    out_refund_no: outRefundNo,
    reason: plainText(reason, 128, 2),
    attach: outTradeNo,
    notify_url: notifyUrl,
    refund_amount: inFen(amount),
  })
  if (knownAlready.includes(answered.result)) return findRefund(call, refund)
  const { refund_no } = readAnswer(AppliedRefund, answered)
  return { outRefundNo, outTradeNo, state: 'processing', amount, refundId: refund_no }
}

const states = {
  REFUND_PROCESSING: 'processing',
  REFUND_SUCCESS: 'success',
  REFUND_FAILED: 'failed',
} as const

export async function findRefund(
  call: KuaishouCall,
  { outTradeNo, outRefundNo }: RefundNumbers,
): Promise<RefundFact> {
  const answered = await call('query_refund', { out_refund_no: outRefundNo })
  const found = readAnswer(FoundRefund, answered).refund_info
  return {
    outRefundNo,
    outTradeNo,
    state: states[found.refund_status],
    amount: fen(found.refund_amount),
    ...(found.ks_refund_no !== '' && { refundId: found.ks_refund_no }),
  }
}
