import type { Fields } from './fields.ts'
import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { announce } from './notices.ts'
import { WechatRefusal } from './refusal.ts'
import type { Stamps, WechatRefund, WechatTrade } from './state.ts'
import { inChina, newNumber } from './trades.ts'

/** How long a refund takes. */
const underWay = 5_000

/** Takes a refund; the same number and amount again is the same one. */
export function beginRefund(house: House, body: Fields, stamps: Stamps): WechatRefund {
  if (house.takeFault('refund-refused')) throw new WechatRefusal('NO_AUTH', '商户无退款权限')
  const outTradeNo = body.text('out_trade_no', 32)
  const outRefundNo = body.text('out_refund_no', 64)
  const amount = body.fen('amount.refund')
  const trade = house.books.trades.get(outTradeNo)
  if (!trade?.transactionId) throw new WechatRefusal('RESOURCE_NOT_EXISTS', '订单不存在')
  const known = house.books.refunds.get(outRefundNo)
  if (known) {
    if (known.amount === amount && known.outTradeNo === outTradeNo) return known
    throw new WechatRefusal('INVALID_REQUEST', '请求参数与首次请求不一致')
  }
  const tooMuch = trade.refunded + amount > trade.total
  if (tooMuch || body.fen('amount.total') !== trade.total)
    throw new WechatRefusal('INVALID_REQUEST', '退款金额大于支付金额')
  const notifyUrl = body.optional('notify_url')
  const now = house.now()
  const refund: WechatRefund = {
    outRefundNo,
    outTradeNo,
    refundId: newNumber('5030', now),
    amount,
    state: 'PROCESSING',
    createdAt: now,
    ...(notifyUrl && { notifyUrl }),
  }
  house.write(() => {
    house.books.refunds.put(outRefundNo, refund)
    const { refunded } = trade
    // What comes of it is told by the clock that the merchant goes by now.
    const refunding = { refunded: refunded + amount, state: 'REFUND', stamps } as const
    house.books.trades.put(outTradeNo, { ...trade, ...refunding })
    house.later(now + underWay, { kind: 'refund', id: outRefundNo })
  })
  return refund
}

/** The money arrives, or does not, and the merchant is told. */
export function endRefund(house: House, outRefundNo: string): void {
  const refund = house.books.refunds.get(outRefundNo)
  const trade = refund && house.books.trades.get(refund.outTradeNo)
  if (!trade || refund?.state !== 'PROCESSING') return
  const state = house.takeFault('refund-abnormal') ? 'ABNORMAL' : 'SUCCESS'
  const done: WechatRefund = { ...refund, state, doneAt: house.now() }
  house.write(() => {
    house.books.refunds.put(outRefundNo, done)
    if (!done.notifyUrl) return
    announce(house, done.notifyUrl, trade.stamps, {
      type: `REFUND.${state}`,
      originalType: 'refund',
      fact: told(done, trade),
    })
  })
}

function told(refund: WechatRefund, trade: WechatTrade): Record<string, unknown> {
  return {
    mchid: wechatMerchant.mchid,
    out_trade_no: refund.outTradeNo,
    transaction_id: trade.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.state,
    ...(refund.doneAt !== undefined && { success_time: inChina(refund.doneAt) }),
    user_received_account: '支付用户零钱',
    amount: amounts(refund, trade),
  }
}

/** A refund in WeChat's words. */
export function wireRefund(house: House, refund: WechatRefund): Record<string, unknown> {
  const trade = house.books.trades.get(refund.outTradeNo)
  if (!trade) throw new WechatRefusal('RESOURCE_NOT_EXISTS', '退款单不存在')
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: trade.transactionId,
    out_trade_no: refund.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    status: refund.state,
    create_time: inChina(refund.createdAt),
    amount: { ...amounts(refund, trade), currency: 'CNY' },
  }
}

function amounts(refund: WechatRefund, trade: WechatTrade) {
  const { total, payerTotal = total } = trade
  return { total, refund: refund.amount, payer_total: payerTotal, payer_refund: refund.amount }
}
