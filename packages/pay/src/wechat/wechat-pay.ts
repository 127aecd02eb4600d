import type { PaymentProvider, PaymentStart } from '@xiaopu/domain'
import { inFen } from '../in-fen.ts'
import { orNothing } from '../or-nothing.ts'
import { wechatBill } from './bill.ts'
import { type WechatCalls, wechatCalls } from './call.ts'
import { paymentFact, refundFact } from './facts.ts'
import { busy } from './failure.ts'
import { wechatPayers } from './login.ts'
import { RefundAnswer, Trade } from './messages.ts'
import { openWechatAccount, type WechatPayOptions } from './open-account.ts'
import { prepay } from './prepay.ts'
import { readNotice } from './read-notice.ts'
import { wechatSharing } from './sharing.ts'
import { wechatShipping } from './shipping.ts'

/**
 * WeChat Pay, API v3, as a `PaymentProvider`: JSAPI, mini-programs, H5 and Native.
 *
 * @throws Error where a verifier is neither a public key nor the certificate that it is called
 */
export function wechatPay(options: WechatPayOptions): PaymentProvider {
  const account = openWechatAccount(options)
  const calls = wechatCalls(account)
  const { mchid } = account
  const trade = (outTradeNo: string) =>
    `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`
  return {
    name: 'wechat',
    merchant: mchid,
    payers: wechatPayers(account),
    shipping: wechatShipping(account),
    sharing: wechatSharing(calls),

    start: (start: PaymentStart) => prepay(calls, start),

    async query(outTradeNo) {
      const found = await orNothing(calls.ask('GET', `${trade(outTradeNo)}?mchid=${mchid}`, Trade))
      if (!found) return undefined
      const fact = paymentFact(found)
      if (!fact || found.mchid !== mchid || fact.outTradeNo !== outTradeNo)
        throw busy('other trade')
      return fact
    },

    close: (outTradeNo) => calls.tell(`${trade(outTradeNo)}/close`, { mchid }),

    async refund({ outTradeNo, outRefundNo, amount, total, reason, notifyUrl }) {
      const asked = {
        out_trade_no: outTradeNo,
        out_refund_no: outRefundNo,
        reason: reason.slice(0, 80),
        notify_url: notifyUrl,
        amount: { refund: inFen(amount), total: inFen(total), currency: 'CNY' },
      }
      const answer = await calls.ask('POST', '/v3/refund/domestic/refunds', RefundAnswer, asked)
      if (answer.out_refund_no !== outRefundNo) throw busy('other refund')
      return refundFact(answer)
    },

    bill: (date) => wechatBill(calls, date),
    queryRefund: ({ outRefundNo }) => queryRefund(calls, outRefundNo),
    readNotice: (headers, body) => readNotice(calls, headers, body),
    acknowledge: () => ({ type: 'application/json', body: '{"code":"SUCCESS"}' }),
  }
}

async function queryRefund(calls: WechatCalls, outRefundNo: string) {
  const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`
  const found = await orNothing(calls.ask('GET', path, RefundAnswer))
  if (!found) return undefined
  if (found.out_refund_no !== outRefundNo) throw busy('other refund')
  return refundFact(found)
}
