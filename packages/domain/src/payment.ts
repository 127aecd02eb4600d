import * as v from 'valibot'
import type { Moves } from './transition.ts'

/** One attempt to collect the money of an order. */
export const PaymentState = v.picklist([
  'created',
  'prepared',
  'in_doubt',
  'succeeded',
  'duplicate',
  'closed',
  'late_success',
  'failed',
])
export type PaymentState = v.InferOutput<typeof PaymentState>

export type PaymentEvent = 'prepare' | 'doubt' | 'fail' | 'succeed' | 'succeed-again' | 'close'

/**
 * Success is only ever learned from the provider: a signed notice or our own query.
 *
 * `duplicate` is a second success for one order, `late_success` one for a closed order; both are
 * paid back, by design and not by exception. A failure to reach the provider is `in_doubt`.
 */
export const paymentMoves: Moves<PaymentState, PaymentEvent> = {
  created: {
    prepare: 'prepared',
    doubt: 'in_doubt',
    fail: 'failed',
    close: 'closed',
    succeed: 'succeeded',
    'succeed-again': 'duplicate',
  },
  prepared: {
    doubt: 'in_doubt',
    close: 'closed',
    succeed: 'succeeded',
    'succeed-again': 'duplicate',
  },
  in_doubt: {
    prepare: 'prepared',
    close: 'closed',
    fail: 'failed',
    succeed: 'succeeded',
    'succeed-again': 'duplicate',
  },
  succeeded: {},
  duplicate: {},
  closed: { succeed: 'late_success', 'succeed-again': 'late_success' },
  late_success: {},
  failed: { succeed: 'late_success', 'succeed-again': 'late_success' },
}

export const RefundState = v.picklist([
  'requested',
  'submitting',
  'processing',
  'succeeded',
  'abnormal',
])
export type RefundState = v.InferOutput<typeof RefundState>

export type RefundEvent = 'submit' | 'accept' | 'succeed' | 'fail' | 'record'

/**
 * Accepted is not returned: only the provider's word makes a refund succeed, or its seller's where she
 * made it herself (`record`).
 */
export const refundMoves: Moves<RefundState, RefundEvent> = {
  requested: { submit: 'submitting', record: 'succeeded' },
  submitting: {
    submit: 'submitting',
    accept: 'processing',
    succeed: 'succeeded',
    fail: 'abnormal',
    record: 'succeeded',
  },
  processing: { succeed: 'succeeded', fail: 'abnormal', record: 'succeeded' },
  succeeded: {},
  abnormal: { succeed: 'succeeded', record: 'succeeded' },
}
