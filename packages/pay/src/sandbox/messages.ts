import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const currency = v.literal('CNY')
const instant = v.pipe(v.string(), v.isoTimestamp())

/** What the cashier answers, by operation. Amounts are fen. */
export const StartedPayment = v.object({
  outTradeNo: text,
  state: v.picklist(['notpay', 'success', 'closed', 'refund']),
  cashierUrl: v.pipe(v.string(), v.url(), v.regex(/^https?:/)),
})

export const FoundPayment = v.object({
  outTradeNo: text,
  state: v.picklist(['notpay', 'success', 'closed', 'refund']),
  amount,
  currency,
  transactionId: v.optional(text),
  paidAt: v.optional(instant),
})

export const ClosedPayment = v.object({ outTradeNo: text, state: v.literal('closed') })

export const StartedRefund = v.object({
  outRefundNo: text,
  state: v.picklist(['processing', 'success']),
  refundId: text,
})

export const FoundRefund = v.object({
  outRefundNo: text,
  outTradeNo: text,
  state: v.picklist(['processing', 'success']),
  amount,
  refundId: text,
  refundedAt: v.optional(instant),
})

const billed = { outTradeNo: text, transactionId: text, amount, at: instant }

/** A day's bill; without lines where that day is not over. */
export const Bill = v.object({
  date: text,
  lines: v.optional(
    v.array(
      v.variant('kind', [
        v.object({ kind: v.literal('payment'), ...billed }),
        v.object({ kind: v.literal('refund'), ...billed, outRefundNo: text, refundId: text }),
      ]),
    ),
  ),
})

/** Why the cashier refused. */
export const Refusal = v.object({
  code: v.picklist([
    'SIGN_ERROR',
    'PARAM_ERROR',
    'ORDER_NOT_EXIST',
    'ORDER_CLOSED',
    'ORDER_PAID',
    'AMOUNT_MISMATCH',
    'REFUND_EXCEEDS',
    'SYSTEM_BUSY',
  ]),
  message: v.string(),
})
export type RefusalCode = v.InferOutput<typeof Refusal>['code']

const told = {
  eventId: text,
  merchant: text,
  outTradeNo: text,
  transactionId: text,
  amount,
  currency,
  state: v.literal('success'),
  occurredAt: instant,
}

/** What the cashier tells by itself. */
export const Notice = v.variant('type', [
  v.object({ type: v.literal('payment.succeeded'), ...told }),
  v.object({ type: v.literal('refund.succeeded'), ...told, outRefundNo: text }),
])
