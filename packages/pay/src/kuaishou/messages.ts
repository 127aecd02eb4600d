import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Answers, by operation. Amounts are fen. */
export const CreatedOrder = v.object({
  order_info: v.object({ order_no: text, order_info_token: text }),
})

export const FoundOrder = v.object({
  payment_info: v.object({
    out_order_no: text,
    ks_order_no: v.optional(v.string(), ''),
    total_amount: amount,
    pay_status: v.picklist(['PROCESSING', 'SUCCESS', 'FAILED', 'TIMEOUT']),
  }),
})

export const AppliedRefund = v.object({ refund_no: text })

export const FoundRefund = v.object({
  refund_info: v.object({
    refund_amount: amount,
    refund_status: v.picklist(['REFUND_PROCESSING', 'REFUND_SUCCESS', 'REFUND_FAILED']),
    ks_refund_no: v.optional(v.string(), ''),
  }),
})

/** What every notice says. */
export const Notice = v.object({
  app_id: text,
  message_id: text,
  biz_type: text,
  timestamp: v.pipe(v.number(), v.minValue(0)),
  data: v.unknown(),
})

const status = v.picklist(['SUCCESS', 'FAILED', 'PROCESSING'])

export const PaymentData = v.object({
  out_order_no: text,
  ks_order_no: v.optional(v.string(), ''),
  order_amount: amount,
  status,
})

export const RefundData = v.object({
  out_refund_no: text,
  /** Ours, sent along and given back: the number of the payment. */
  attach: v.optional(v.string(), ''),
  ks_refund_no: v.optional(v.string(), ''),
  refund_amount: amount,
  status,
})
