import {
  fen,
  type Money,
  type PaymentFact,
  type PaymentStart,
  type PaymentStep,
  ShopError,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { busy } from '../exchange.ts'
import { inFen } from '../in-fen.ts'
import type { XiaohongshuCall } from './call.ts'

/** What Xiaohongshu wants to know of an order besides its amount. */
export interface XiaohongshuOrder {
  /** The buyer in this mini-program. */
  readonly openId: string
  /** The order's page in the mini-program, from its `/` on. */
  readonly path: string
  /** RFC 3339 */
  readonly createdAt: string
  /** Products that were made known to Xiaohongshu before, with the sum of each. */
  readonly lines: readonly {
    readonly productId: string
    readonly skuId: string
    readonly quantity: number
    readonly sum: Money
  }[]
  readonly freight: Money
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(512))
const Upserted = v.object({ order_id: text, pay_token: text })
const Found = v.object({
  order_id: v.optional(v.string(), ''),
  pay_amount: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  order_status: v.number(),
  third_trade_no: v.optional(v.string(), ''),
})

const seconds = (time: string | number) => Math.floor(new Date(time).getTime() / 1000)

/** Begins an order, or changes the one of the same number; the client pays with its token. */
export async function upsertOrder(
  call: XiaohongshuCall,
  start: PaymentStart,
  order: XiaohongshuOrder,
  now: number,
): Promise<PaymentStep> {
  const { outTradeNo, amount, expiresAt } = start
  const lines = order.lines.map(({ productId, skuId, quantity, sum }) => ({
    out_product_id: productId,
    out_sku_id: skuId,
    num: quantity,
    sale_price: inFen(sum),
    real_price: inFen(sum),
  }))
  const total = lines.reduce((all, { real_price }) => all + real_price, inFen(order.freight))
  if (total !== inFen(amount))
    throw new TypeError(`lines and freight are ${total} fen, the payment is ${amount.amount}`)
  const { order_id, pay_token } = await call(
    'order/upsert',
    {
      out_order_id: outTradeNo,
      open_id: order.openId,
      path: order.path,
      biz_create_time: seconds(order.createdAt),
      biz_update_time: seconds(now),
      order_expired_time: seconds(expiresAt),
      product_infos: lines,
      price_info: { order_price: total, freight_price: inFen(order.freight), discount_price: 0 },
    },
    Upserted,
  )
  const orderInfo = { payToken: pay_token, orderId: order_id }
  return { kind: 'bridge', bridge: 'xiaohongshu', params: { orderInfo } }
}

/** `order_status`: 1 waits, 6 paid, 7 over and settled, 71 closed, 998 cancelled. */
const states: Readonly<Record<number, PaymentFact['state']>> = {
  1: 'notpay',
  6: 'success',
  7: 'success',
  71: 'closed',
  998: 'closed',
}

/** What became of an order; undefined for one that Xiaohongshu does not know. */
export async function findOrder(
  call: XiaohongshuCall,
  outTradeNo: string,
  { openId }: XiaohongshuOrder,
): Promise<PaymentFact | undefined> {
  const asked = { out_order_id: outTradeNo, open_id: openId, order_type: 1 }
  const found = await call('gpay_order/get', asked, Found)
  if (found.order_id === '') return undefined
  const state = states[found.order_status]
  if (state === undefined) throw busy('xiaohongshu', `status ${found.order_status}`)
  if (state !== 'success') return { outTradeNo, state }
  if (found.pay_amount === undefined) throw busy('xiaohongshu', 'shape')
  const transactionId = found.third_trade_no || found.order_id
  return { outTradeNo, state, amount: fen(found.pay_amount), transactionId }
}

const closed = 71

/** @throws ShopError ORDER_ALREADY_PAID */
export async function closeOrder(
  call: XiaohongshuCall,
  outTradeNo: string,
  order: XiaohongshuOrder,
  now: number,
): Promise<void> {
  const fact = await findOrder(call, outTradeNo, order)
  if (fact?.state === 'success')
    throw new ShopError('ORDER_ALREADY_PAID', { provider: 'xiaohongshu' })
  if (fact?.state !== 'notpay') return
  const said = { out_order_id: outTradeNo, open_id: order.openId, status: closed }
  await call('order/sync_status', { ...said, biz_update_time: seconds(now) }, v.unknown())
}
