import {
  fen,
  type Money,
  type PaymentFact,
  type PaymentProvider,
  type PaymentStart,
  type PaymentStep,
  type RefundFact,
  type RefundNumbers,
  ShopError,
} from '@xiaopu/domain'
import { busy } from '../exchange.ts'
import { inFen } from '../in-fen.ts'
import { orNothing } from '../or-nothing.ts'
import { plainText } from '../plain-text.ts'
import { call, type DouyinAccount } from './call.ts'
import { CreatedOrder, CreatedRefund, FoundOrder, FoundRefund } from './messages.ts'
import { payersOf } from './payers.ts'
import { readNotice } from './read-notice.ts'

export interface DouyinOptions {
  /** Of the mini-program, `tt…`. */
  readonly appId: string
  readonly appSecret: string
  /** SALT of the pay settings. */
  readonly salt: string
  /** Token of the pay settings. */
  readonly token: string
  /** Douyin's own unless given. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Epoch ms. */
  readonly now?: () => number
}

/**
 * Douyin's 担保支付 as a `PaymentProvider`, for mini-programs that were admitted to it. E-commerce
 * categories are not: there the buyer is handed to goods of a 抖店, and no provider is needed.
 */
export function douyin(options: DouyinOptions): PaymentProvider {
  const account: DouyinAccount = {
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    baseUrl: 'https://developer.toutiao.com',
    ...options,
  }
  if (account.salt === '' || account.token === '')
    throw new TypeError('Douyin needs SALT and Token')
  return {
    name: 'douyin',
    merchant: account.appId,
    start: (start) => begin(account, start),
    query: (outTradeNo) => findOrder(account, outTradeNo),
    close: (outTradeNo) => close(account, outTradeNo),
    refund: (refund) => makeRefund(account, refund),
    queryRefund: (refund) => findRefund(account, refund),
    readNotice: async (_, body) => readNotice(account, body),
    acknowledge: () => ({
      type: 'application/json',
      body: JSON.stringify({ err_no: 0, err_tips: 'success' }),
    }),
    payers: payersOf(account),
  }
}

/** Seconds that an order may be open, as they allow. */
const [shortest, longest] = [300, 172_800]

async function begin(account: DouyinAccount, start: PaymentStart): Promise<PaymentStep> {
  if (start.way !== 'mini') throw new TypeError(`Douyin has no way ${start.way}`)
  const left = Math.floor((Date.parse(start.expiresAt) - account.now()) / 1000)
  const subject = plainText(start.subject, 128, 3)
  const { data } = await call(
    account,
    'create_order',
    {
      out_order_no: start.outTradeNo,
      total_amount: inFen(start.amount),
      subject,
      body: subject,
      valid_time: Math.min(longest, Math.max(shortest, left)),
      notify_url: start.notifyUrl,
    },
    CreatedOrder,
  )
  const orderInfo = { order_id: data.order_id, order_token: data.order_token }
  // 5: their own cashier.
  return { kind: 'bridge', bridge: 'douyin', params: { orderInfo, service: 5 } }
}

const states = {
  PROCESSING: 'notpay',
  SUCCESS: 'success',
  FAIL: 'closed',
  TIMEOUT: 'closed',
} as const

async function findOrder(
  account: DouyinAccount,
  outTradeNo: string,
): Promise<PaymentFact | undefined> {
  const asked = call(account, 'query_order', { out_order_no: outTradeNo }, FoundOrder)
  const found = await orNothing(asked)
  if (!found) return undefined
  if (found.out_order_no !== outTradeNo) throw busy('douyin', 'other number')
  const { total_fee, order_status } = found.payment_info
  const state = states[order_status]
  const transactionId = found.order_id
  return {
    ...{ outTradeNo, state, amount: fen(total_fee) },
    ...(state === 'success' && { transactionId }),
  }
}

/**
 * 担保支付 has no call that closes an order: it closes by itself when its time is over. Until then
 * nobody can promise that it will not be paid.
 */
async function close(account: DouyinAccount, outTradeNo: string): Promise<void> {
  const fact = await findOrder(account, outTradeNo)
  if (fact?.state === 'success') throw new ShopError('ORDER_ALREADY_PAID', { provider: 'douyin' })
  if (fact?.state === 'notpay') throw busy('douyin', 'closes by itself')
}

async function makeRefund(
  account: DouyinAccount,
  refund: RefundNumbers & { amount: Money; reason: string; notifyUrl: string },
): Promise<RefundFact> {
  const { outTradeNo, outRefundNo, amount, reason, notifyUrl } = refund
  const params = {
    out_order_no: outTradeNo,
    out_refund_no: outRefundNo,
    reason: plainText(reason, 100, 3),
    refund_amount: inFen(amount),
    cp_extra: outTradeNo,
    notify_url: notifyUrl,
  }
  const { refund_no } = await call(account, 'create_refund', params, CreatedRefund)
  return { outRefundNo, outTradeNo, state: 'processing', amount, refundId: refund_no }
}

const refundStates = {
  PROCESSING: 'processing',
  SUCCESS: 'success',
  FAIL: 'failed',
  TIMEOUT: 'failed',
} as const

async function findRefund(
  account: DouyinAccount,
  { outTradeNo, outRefundNo }: RefundNumbers,
): Promise<RefundFact | undefined> {
  const asked = call(account, 'query_refund', { out_refund_no: outRefundNo }, FoundRefund)
  const found = await orNothing(asked)
  if (!found) return undefined
  const { refund_no, refund_amount, refund_status } = found.refundInfo
  return {
    outRefundNo,
    outTradeNo,
    state: refundStates[refund_status],
    amount: fen(refund_amount),
    refundId: refund_no,
  }
}
