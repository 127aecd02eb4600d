import { fen, type PaymentFact, type RefundFact } from '@xiaopu/domain'
import type * as v from 'valibot'
import type { RefundAnswer, Trade } from './messages.ts'

/**
 * A payment as we know facts; undefined for a success that lacks what a success has. What the buyer
 * paid after WeChat's coupons is not looked at: the shop is given the total.
 */
export function paymentFact(trade: Trade): PaymentFact | undefined {
  const { out_trade_no: outTradeNo, trade_state, amount } = trade
  const known = amount && { amount: fen(amount.total) }
  // Money that went back had come in: refunds have facts of their own.
  if (trade_state === 'SUCCESS' || trade_state === 'REFUND') {
    const { transaction_id: transactionId, success_time } = trade
    if (!known || !transactionId || !success_time) return undefined
    const paidAt = new Date(success_time).toISOString()
    return { outTradeNo, state: 'success', ...known, transactionId, paidAt }
  }
  const isOver = trade_state === 'CLOSED' || trade_state === 'REVOKED'
  return { outTradeNo, state: isOver ? 'closed' : 'notpay', ...known }
}

/** `CLOSED` and `ABNORMAL` did not arrive: the seller must look. */
const refundStates = {
  SUCCESS: 'success',
  PROCESSING: 'processing',
  CLOSED: 'failed',
  ABNORMAL: 'failed',
} as const

export function refundFact(refund: v.InferOutput<typeof RefundAnswer>): RefundFact {
  return {
    outRefundNo: refund.out_refund_no,
    outTradeNo: refund.out_trade_no,
    state: refundStates[refund.status],
    amount: fen(refund.amount.refund),
    refundId: refund.refund_id,
  }
}
