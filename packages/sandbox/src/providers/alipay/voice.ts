import type { Trade, TradeRefund } from '../books.ts'
import type { Said, Voice } from '../notices.ts'
import { contentOf, newKeys, type Params, rsa2 } from './sign.ts'
import { stamp, yuan } from './wire.ts'

const minute = 60
const hour = 60 * minute

/** Notices of trades: a form, signed, until the merchant answers `success`. */
export const alipayVoice: Voice = {
  waits: [4 * minute, 10 * minute, 10 * minute, hour, 2 * hour, 6 * hour, 15 * hour],
  say: (said) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams(signedNotice(said)).toString(),
  }),
  isHeard: (status, body) => status >= 200 && status < 300 && body === 'success',
}

function signedNotice(said: Said): Params {
  const { account, notice, trade, refund, at, more, forged } = said
  const key = forged ? newKeys().privateKey : (account.settings.alipayPrivateKey ?? '')
  const params: Params = {
    notify_id: notice.id,
    notify_time: stamp(at),
    notify_type: 'trade_status_sync',
    charset: 'utf-8',
    version: '1.0',
    app_id: account.app,
    auth_app_id: account.app,
    seller_id: account.settings.sellerId ?? '',
    ...tradeFields({ ...trade, amount: trade.amount + more }),
    ...(refund && refundFields(trade, refund)),
  }
  return { ...params, sign_type: 'RSA2', sign: rsa2(key, contentOf(params, [])) }
}

function tradeFields(trade: Trade): Params {
  return {
    out_trade_no: trade.outTradeNo,
    trade_no: trade.tradeNo,
    subject: trade.subject,
    trade_status: 'TRADE_SUCCESS',
    total_amount: yuan(trade.amount),
    receipt_amount: yuan(trade.amount),
    buyer_pay_amount: yuan(trade.amount),
    gmt_create: stamp(trade.createdAt + trade.ahead),
    gmt_payment: stamp((trade.paidAt ?? 0) + trade.ahead),
  }
}

/** `refund_fee` is the sum of all refunds, not this one. */
function refundFields(trade: Trade, refund: TradeRefund): Params {
  return {
    trade_status: trade.refunded === trade.amount ? 'TRADE_CLOSED' : 'TRADE_SUCCESS',
    refund_fee: yuan(trade.refunded),
    gmt_refund: `${stamp((refund.doneAt ?? 0) + trade.ahead)}.000`,
    out_biz_no: refund.outRefundNo,
  }
}
