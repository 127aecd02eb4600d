import { fen, type PaymentNotice } from '@xiaopu/domain'
import * as v from 'valibot'
import { readChinaTime } from '../china-time.ts'
import { notGenuine } from '../exchange.ts'
import { fenOf } from '../yuan.ts'
import type { AlipayAccount } from './account.ts'
import { readForm } from './form.ts'
import { isSignedRsa2, noticeText, type Params } from './sign.ts'
import { stateOf } from './trades.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const time = v.pipe(
  text,
  v.check((value) => readChinaTime(value) !== undefined, 'a time'),
  v.transform((value) => readChinaTime(value) ?? 0),
)

const Any = v.object({
  app_id: text,
  notify_id: text,
  notify_time: time,
  notify_type: text,
  charset: v.pipe(text, v.toLowerCase(), v.literal('utf-8')),
})

const Trade = v.object({
  out_trade_no: text,
  trade_no: text,
  seller_id: text,
  trade_status: v.picklist(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  total_amount: v.pipe(
    text,
    v.check((value) => fenOf(value) !== undefined, 'yuan with at most two decimals'),
    v.transform((value) => fenOf(value) ?? 0),
  ),
  gmt_payment: v.optional(time),
  /** Present once something of it went back. */
  gmt_refund: v.optional(time),
})

const hour = 3_600_000
/** They tell for the last time after some 25 hours; what is older was kept by somebody else. */
const oldest = 26 * hour
const aheadAtMost = 300_000

/**
 * A notice, verified over its raw bytes before anything in it is believed: signed by Alipay with
 * RSA2, sent within 26 hours, for this app and this seller. Whether it is new, and whether its number
 * and amount are ours, is the caller's to check.
 *
 * Money that went back had come in: a notice of a refund is one of the payment, because it names the
 * sum of all refunds and not this one.
 *
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: shape, signature, timestamp, app or seller
 */
export function readNotice(account: AlipayAccount, body: Uint8Array): PaymentNotice {
  const params = readForm(body)
  if (!params) throw notGenuine('alipay', 'shape')
  if (!isGenuine(account, params)) throw notGenuine('alipay', 'signature')
  const told = read(Any, params)
  const age = account.now() - told.notify_time
  if (age > oldest || age < -aheadAtMost) throw notGenuine('alipay', 'timestamp')
  if (told.app_id !== account.appId) throw notGenuine('alipay', 'app')
  const noticed = { eventId: told.notify_id, merchant: account.appId }
  if (told.notify_type !== 'trade_status_sync')
    return { kind: 'other', ...noticed, about: told.notify_type }
  const trade = read(Trade, params)
  if (trade.seller_id !== account.sellerId) throw notGenuine('alipay', 'seller')
  if (trade.trade_status === 'WAIT_BUYER_PAY')
    return { kind: 'other', ...noticed, about: trade.trade_status }
  const paidAt = trade.gmt_payment
  return {
    kind: 'payment',
    ...noticed,
    fact: {
      outTradeNo: trade.out_trade_no,
      state: stateOf(trade.trade_status, trade.gmt_refund !== undefined),
      amount: fen(trade.total_amount),
      transactionId: trade.trade_no,
      ...(paidAt !== undefined && { paidAt: new Date(paidAt).toISOString() }),
    },
  }
}

/** RSA2 and nothing weaker, whatever the notice asks for. */
function isGenuine({ alipayKey }: AlipayAccount, params: Params): boolean {
  const { sign = '', sign_type } = params
  if (sign_type !== 'RSA2') return false
  return (['full', 'without-empty'] as const).some((how) =>
    isSignedRsa2(alipayKey, noticeText(params, how), sign),
  )
}

function read<S extends v.GenericSchema>(schema: S, params: Params): v.InferOutput<S> {
  const said = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''))
  const parsed = v.safeParse(schema, said)
  if (!parsed.success) throw notGenuine('alipay', 'shape')
  return parsed.output
}
