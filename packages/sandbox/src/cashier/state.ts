/**
 * What the cashier remembers, as plain JSON: rows by id, never changed in place. Times are epoch ms
 * on the sandbox's clock, money is fen.
 */
export interface CashierState {
  /** By `merchant/outTradeNo`. */
  readonly payments: Readonly<Record<string, CashierPayment>>
  /** By `merchant/outRefundNo`. */
  readonly refunds: Readonly<Record<string, CashierRefund>>
  /** By event id. */
  readonly notices: Readonly<Record<string, Notice>>
  /** By id, in the order they were asked for. */
  readonly faults: Readonly<Record<string, CashierFault>>
}
export type CashierTable = keyof CashierState

/** One row put, or removed where `row` is null. */
export type CashierChange = readonly [table: CashierTable, id: string, row: unknown]

export interface CashierPayment {
  readonly merchant: string
  readonly outTradeNo: string
  /** Unguessable part of the page's address. */
  readonly token: string
  readonly amount: number
  readonly currency: 'CNY'
  readonly subject: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly notifyUrl: string
  readonly returnUrl: string
  /** `notpay` that has expired reads as `closed`. */
  readonly state: PaymentState
  readonly transactionId?: string
  readonly paidAt?: number
  /** The sum of refunds that were accepted. */
  readonly refunded: number
  /** Which clock the merchant stamps with: the sandbox's own after it was turned. */
  readonly stamps: Stamps
}
export type PaymentState = 'notpay' | 'success' | 'closed' | 'refund'
export type Stamps = 'real' | 'sandbox'

export interface CashierRefund {
  readonly merchant: string
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly amount: number
  readonly reason: string
  readonly refundId: string
  readonly state: 'processing' | 'success'
  readonly createdAt: number
  readonly refundedAt?: number
}

/** One fact that a merchant is told until it answers 2xx or the attempts run out. */
export interface Notice {
  readonly eventId: string
  readonly merchant: string
  readonly url: string
  readonly stamps: Stamps
  readonly body: NoticeBody
  /** Attempts made so far. */
  readonly attempts: number
  readonly state: 'waiting' | 'delivered' | 'given-up'
  /** What the last attempt met: an HTTP status, or why none came. */
  readonly lastResult?: string
}

export interface NoticeBody {
  readonly eventId: string
  readonly type: 'payment.succeeded' | 'refund.succeeded'
  readonly merchant: string
  readonly outTradeNo: string
  readonly outRefundNo?: string
  readonly transactionId: string
  readonly amount: number
  readonly currency: 'CNY'
  readonly state: PaymentState | CashierRefund['state']
  /** RFC 3339. */
  readonly occurredAt: string
}

/**
 * Something that goes wrong on purpose, the next `times` times.
 *
 * For notices: `drop` loses an attempt, `duplicate` sends it `copies` times more, `late` puts it off
 * by `seconds`, `wrong-amount` says one fen more, `wrong-signature` signs with another secret.
 * For calls: `busy` answers 503 before anything is done, `lost-answer` after everything is done.
 */
export interface CashierFault {
  readonly id: string
  readonly kind: CashierFaultKind
  readonly times: number
  readonly copies?: number
  readonly seconds?: number
}
export const cashierFaultKinds = [
  'drop',
  'duplicate',
  'late',
  'wrong-amount',
  'wrong-signature',
  'busy',
  'lost-answer',
] as const
export type CashierFaultKind = (typeof cashierFaultKinds)[number]

export const emptyState: CashierState = { payments: {}, refunds: {}, notices: {}, faults: {} }
