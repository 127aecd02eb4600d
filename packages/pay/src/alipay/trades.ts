import { fen, isShopError, type PaymentFact, type PaymentStart, ShopError } from '@xiaopu/domain'
import { chinaTime, readChinaTime } from '../china-time.ts'
import { orNothing } from '../or-nothing.ts'
import { plainText } from '../plain-text.ts'
import { yuanOf } from '../yuan.ts'
import type { AlipayAccount } from './account.ts'
import { ClosedTrade, CreatedTrade, FoundTrade } from './answers.ts'
import { call } from './call.ts'
import { pageUrl } from './request.ts'

const longestSubject = 128

/** What every product wants to know of a trade. */
function trade(start: PaymentStart): Record<string, string> {
  return {
    out_trade_no: start.outTradeNo,
    total_amount: yuanOf(start.amount),
    // They refuse these three in a subject.
    subject: plainText(start.subject.replaceAll(/[/=&]/g, ' '), longestSubject),
    time_expire: chinaTime(Date.parse(start.expiresAt)),
  }
}

/** The page of 电脑网站支付: a QR code and a login. */
export function pagePay(account: AlipayAccount, start: PaymentStart): string {
  return pageUrl(account, {
    method: 'alipay.trade.page.pay',
    content: { ...trade(start), product_code: 'FAST_INSTANT_TRADE_PAY' },
    notifyUrl: start.notifyUrl,
    returnUrl: start.returnUrl,
  })
}

/** The page of 手机网站支付, which opens the app where there is one. */
export function wapPay(account: AlipayAccount, start: PaymentStart): string {
  return pageUrl(account, {
    method: 'alipay.trade.wap.pay',
    content: { ...trade(start), product_code: 'QUICK_WAP_WAY', quit_url: start.returnUrl },
    notifyUrl: start.notifyUrl,
    returnUrl: start.returnUrl,
  })
}

/** A trade for a known buyer inside Alipay; answers the number that `my.tradePay` takes. */
export async function createTrade(account: AlipayAccount, start: PaymentStart): Promise<string> {
  const { payer } = start
  if (payer === undefined)
    throw new ShopError('LOGIN_REFUSED', { provider: 'alipay', reason: 'nobody is known' })
  const created = await call(
    account,
    {
      method: 'alipay.trade.create',
      content: {
        ...trade(start),
        product_code: 'JSAPI_PAY',
        op_app_id: account.appId,
        // Apps of before know buyers by their account's number.
        ...(/^2088\d{12}$/.test(payer) ? { buyer_id: payer } : { buyer_open_id: payer }),
      },
      notifyUrl: start.notifyUrl,
    },
    CreatedTrade,
  )
  return created.trade_no
}

/**
 * A trade that its buyer has not opened yet is unknown to Alipay: its page makes it. One that was
 * closed after it was paid counts as paid: refunds have facts of their own.
 */
export async function findTrade(
  account: AlipayAccount,
  outTradeNo: string,
): Promise<PaymentFact | undefined> {
  const asked = { method: 'alipay.trade.query', content: { out_trade_no: outTradeNo } }
  const found = await orNothing(call(account, asked, FoundTrade))
  if (!found) return undefined
  const paidAt = readChinaTime(found.send_pay_date ?? '')
  const state = stateOf(found.trade_status, paidAt !== undefined)
  return {
    outTradeNo,
    state,
    amount: fen(found.total_amount),
    ...(state === 'success' && { transactionId: found.trade_no }),
    ...(paidAt !== undefined && { paidAt: new Date(paidAt).toISOString() }),
  }
}

/** `TRADE_CLOSED` is either: never paid, or paid and given back whole. */
export function stateOf(
  status: 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED',
  wasPaid: boolean,
): PaymentFact['state'] {
  if (status === 'WAIT_BUYER_PAY') return 'notpay'
  return status === 'TRADE_CLOSED' && !wasPaid ? 'closed' : 'success'
}

/** Said of a trade that no longer waits for its buyer. */
const notWaiting = [
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.REASON_TRADE_STATUS_INVALID',
  'ACQ.REASON_ILLEGAL_STATUS',
]

/**
 * Closes a trade that waits. One that Alipay has never heard of has nothing to close: its page takes
 * no money after `time_expire`.
 *
 * @throws ShopError ORDER_ALREADY_PAID
 */
export async function closeTrade(account: AlipayAccount, outTradeNo: string): Promise<void> {
  const asked = { method: 'alipay.trade.close', content: { out_trade_no: outTradeNo } }
  try {
    await call(account, asked, ClosedTrade)
  } catch (error) {
    if (!isShopError(error)) throw error
    if (error.code === 'PAYMENT_NOT_FOUND' || error.code === 'ORDER_CLOSED') return
    if (!notWaiting.includes(String(error.detail.reason))) throw error
    const fact = await findTrade(account, outTradeNo)
    if (fact?.state === 'success')
      throw new ShopError('ORDER_ALREADY_PAID', { provider: 'alipay' }, { cause: error })
    if (fact?.state !== 'closed') throw error
  }
}
