import { fen, isShopError, type Money, type RefundFact, type RefundNumbers } from '@xiaopu/domain'
import { busy } from '../exchange.ts'
import { orNothing } from '../or-nothing.ts'
import { yuanOf } from '../yuan.ts'
import type { AlipayAccount } from './account.ts'
import { FoundRefund, MadeRefund } from './answers.ts'
import { call } from './call.ts'

/** Alipay will not pay it back, however often it is asked: the seller must find another way. */
const hopeless = [
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.TRADE_NOT_ALLOW_REFUND',
  'ACQ.REASON_TRADE_BEEN_FREEZEN',
  'ACQ.TRADE_STATUS_ERROR',
]

/**
 * Gives money back; `out_request_no` makes it one refund however often it is sent. It is done, or
 * refused for good, or to be sent again: Alipay has no refund that is merely accepted.
 */
export async function makeRefund(
  account: AlipayAccount,
  refund: RefundNumbers & { readonly amount: Money; readonly reason: string },
): Promise<RefundFact> {
  const { outTradeNo, outRefundNo, amount, reason } = refund
  const content = {
    out_trade_no: outTradeNo,
    out_request_no: outRefundNo,
    refund_amount: yuanOf(amount),
    refund_reason: reason.slice(0, 256),
  }
  const asked = { method: 'alipay.trade.refund', content }
  try {
    const made = await call(account, asked, MadeRefund)
    if (made.fund_change === 'Y') return factOf(refund, amount)
  } catch (error) {
    const isHopeless = isShopError(error) && hopeless.includes(String(error.detail.reason))
    if (!isHopeless) throw error
    return { ...factOf(refund, amount), state: 'failed' }
  }
  // Nothing moved now: it had moved before, or has not yet.
  const found = await findRefund(account, refund)
  if (!found) throw busy('alipay', 'refund under way')
  return found
}

/** Undefined until it went through: Alipay says nothing of others. */
export async function findRefund(
  account: AlipayAccount,
  { outTradeNo, outRefundNo }: RefundNumbers,
): Promise<RefundFact | undefined> {
  const content = { out_trade_no: outTradeNo, out_request_no: outRefundNo }
  const asked = { method: 'alipay.trade.fastpay.refund.query', content }
  const found = await orNothing(call(account, asked, FoundRefund))
  const isDone = found?.refund_status === 'REFUND_SUCCESS' && found.out_request_no === outRefundNo
  if (!isDone || found.refund_amount === undefined) return undefined
  return factOf({ outTradeNo, outRefundNo }, fen(found.refund_amount))
}

function factOf({ outTradeNo, outRefundNo }: RefundNumbers, amount: Money): RefundFact {
  // Alipay knows a refund by our number alone.
  return { outRefundNo, outTradeNo, state: 'success', amount, refundId: outRefundNo }
}
