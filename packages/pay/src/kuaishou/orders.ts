import {
  fen,
  type PaymentFact,
  type PaymentStart,
  type PaymentStep,
  ShopError,
} from '@xiaopu/domain'
import { busy } from '../exchange.ts'
import { inFen } from '../in-fen.ts'
import { plainText } from '../plain-text.ts'
import { type KuaishouAccount, type KuaishouCall, readAnswer } from './call.ts'
import { CreatedOrder, FoundOrder } from './messages.ts'

/** Seconds that an order may be open, as they allow. */
const [shortest, longest] = [300, 172_800]

/** Begins an order; the same number again is the same order. */
export async function createOrder(
  account: KuaishouAccount,
  call: KuaishouCall,
  start: PaymentStart,
): Promise<PaymentStep> {
  if (start.way !== 'mini') throw new TypeError(`Kuaishou has no way ${start.way}`)
  if (start.payer === undefined)
    throw new ShopError('LOGIN_REFUSED', { provider: 'kuaishou', reason: 'nobody is known' })
  const left = Math.floor((Date.parse(start.expiresAt) - account.now()) / 1000)
  const subject = plainText(start.subject, 128, 2)
  const answered = await call('create_order', {
    out_order_no: start.outTradeNo,
    open_id: start.payer,
    total_amount: inFen(start.amount),
    subject,
    detail: subject,
    type: account.category,
    expire_time: Math.min(longest, Math.max(shortest, left)),
    notify_url: start.notifyUrl,
  })
  const { order_no, order_info_token } = readAnswer(CreatedOrder, answered).order_info
  const orderInfo = { order_no, order_info_token }
  return { kind: 'bridge', bridge: 'kuaishou', params: { serviceId: '1', orderInfo } }
}

const states = {
  PROCESSING: 'notpay',
  SUCCESS: 'success',
  FAILED: 'closed',
  TIMEOUT: 'closed',
} as const

/**
 * What became of an order. Kuaishou's answer to a number that nobody used is not known: like every
 * refusal it leaves the question open.
 */
export async function findOrder(call: KuaishouCall, outTradeNo: string): Promise<PaymentFact> {
  const answered = await call('query_order', { out_order_no: outTradeNo })
  const found = readAnswer(FoundOrder, answered).payment_info
  if (found.out_order_no !== outTradeNo) throw busy('kuaishou', 'other number')
  const state = states[found.pay_status]
  const transactionId = found.ks_order_no
  return {
    ...{ outTradeNo, state, amount: fen(found.total_amount) },
    ...(state === 'success' && transactionId !== '' && { transactionId }),
  }
}

/**
 * 担保支付 has no call that closes an order: it closes by itself when its time is over. Until then
 * nobody can promise that it will not be paid.
 */
export async function closeOrder(call: KuaishouCall, outTradeNo: string): Promise<void> {
  const { state } = await findOrder(call, outTradeNo)
  if (state === 'success') throw new ShopError('ORDER_ALREADY_PAID', { provider: 'kuaishou' })
  if (state === 'notpay') throw busy('kuaishou', 'closes by itself')
}
