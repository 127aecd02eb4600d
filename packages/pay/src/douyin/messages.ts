import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const status = v.picklist(['PROCESSING', 'SUCCESS', 'FAIL', 'TIMEOUT'])

/** Answers, by operation. Amounts are fen, times epoch seconds. */
export const CreatedOrder = v.object({ data: v.object({ order_id: text, order_token: text }) })

export const FoundOrder = v.object({
  out_order_no: text,
  order_id: text,
  payment_info: v.object({ total_fee: amount, order_status: status }),
})

export const CreatedRefund = v.object({ refund_no: text })

export const FoundRefund = v.object({
  refundInfo: v.object({ refund_no: text, refund_amount: amount, refund_status: status }),
})

/** What carries a notice. Its `type` is not signed: the message itself must fit it. */
export const Envelope = v.object({
  timestamp: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d{1,12}$/)),
  nonce: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
  msg: v.pipe(v.string(), v.maxLength(16_384)),
  msg_signature: v.pipe(v.string(), v.regex(/^[\da-f]{40}$/)),
  type: v.pipe(v.string(), v.maxLength(64)),
})

export const PaymentMessage = v.object({
  appid: text,
  cp_orderno: text,
  /** Theirs; older notices have none. */
  order_id: v.optional(v.string(), ''),
  total_amount: amount,
  status,
  paid_at: v.optional(v.number()),
})

export const RefundMessage = v.object({
  appid: text,
  cp_refundno: text,
  /** Ours, sent along and given back: the number of the payment. */
  cp_extra: v.optional(v.string(), ''),
  refund_no: v.optional(v.string(), ''),
  refund_amount: amount,
  status,
})

export const AnyMessage = v.object({ appid: text })
