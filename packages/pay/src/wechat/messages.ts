import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** RFC 3339, with the offset of China. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const currency = v.optional(v.literal('CNY'), 'CNY')

export const Prepaid = v.object({ prepay_id: text })
export const Wap = v.object({ h5_url: v.pipe(v.string(), v.url(), v.regex(/^https?:/)) })
export const Native = v.object({ code_url: text })

const tradeStates = [
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
] as const

/** One payment, by a query or inside a notice. Amounts are fen; `total` is what the shop asked for. */
export const Trade = v.object({
  mchid: text,
  appid: v.optional(text),
  out_trade_no: text,
  transaction_id: v.optional(text),
  trade_state: v.picklist(tradeStates),
  success_time: v.optional(instant),
  amount: v.optional(v.object({ total: amount, currency })),
})
export type Trade = v.InferOutput<typeof Trade>

/** Answer to a refund, asked for or asked about. */
export const RefundAnswer = v.object({
  refund_id: text,
  out_refund_no: text,
  out_trade_no: text,
  status: v.picklist(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']),
  amount: v.object({ refund: amount, total: amount, currency }),
})

/** A refund inside a notice. */
export const RefundTold = v.object({
  mchid: text,
  out_trade_no: text,
  out_refund_no: text,
  refund_id: text,
  refund_status: v.picklist(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  amount: v.object({ refund: amount, total: amount, currency }),
})

export const Bill = v.object({
  hash_type: v.literal('SHA1'),
  hash_value: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/i)),
  download_url: v.pipe(v.string(), v.url()),
})

/** A share, asked for or asked about; finished is not yet paid: each receiver has a result. */
export const ShareAnswer = v.object({
  transaction_id: text,
  out_order_no: text,
  state: v.picklist(['PROCESSING', 'FINISHED']),
  receivers: v.optional(
    v.array(
      v.object({
        type: v.picklist(['MERCHANT_ID', 'PERSONAL_OPENID']),
        account: text,
        amount,
        result: v.picklist(['PENDING', 'SUCCESS', 'CLOSED']),
        fail_reason: v.optional(v.string()),
      }),
    ),
    [],
  ),
})
export type ShareAnswer = v.InferOutput<typeof ShareAnswer>

export const ShareReturnAnswer = v.object({
  out_order_no: text,
  out_return_no: text,
  amount,
  result: v.picklist(['PROCESSING', 'SUCCESS', 'FAILED']),
  fail_reason: v.optional(v.string()),
})
export type ShareReturnAnswer = v.InferOutput<typeof ShareReturnAnswer>

export const Unshared = v.object({ transaction_id: text, unsplit_amount: amount })
