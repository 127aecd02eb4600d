import type { Money } from './money.ts'

export interface PaymentStart {
  /** Our number for this attempt: 6–32 of `0-9A-Za-z_-`; the same on every repeat. */
  readonly outTradeNo: string
  readonly amount: Money
  readonly subject: string
  /** RFC 3339 */
  readonly expiresAt: string
  readonly notifyUrl: string
  readonly returnUrl: string
}

/** What the provider says about one attempt. */
export interface PaymentFact {
  readonly outTradeNo: string
  readonly state: 'notpay' | 'success' | 'closed'
  readonly amount: Money
  readonly transactionId?: string
  /** RFC 3339 */
  readonly paidAt?: string
}

export interface RefundFact {
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly state: 'processing' | 'success' | 'failed'
  readonly amount: Money
  readonly refundId?: string
}

export type PaymentNotice =
  | {
      readonly kind: 'payment'
      readonly eventId: string
      readonly merchant: string
      readonly fact: PaymentFact
    }
  | {
      readonly kind: 'refund'
      readonly eventId: string
      readonly merchant: string
      readonly fact: RefundFact
    }

/**
 * How a shop collects money and gives it back.
 *
 * Every call may throw PROVIDER_BUSY: the outcome is then unknown and must be asked for, never
 * assumed. All numbers are ours and make every call repeatable.
 */
export interface PaymentProvider {
  readonly name: 'sandbox' | 'wechat' | 'alipay'
  start(start: PaymentStart): Promise<{ readonly cashierUrl: string }>
  /** Undefined when the provider has never heard of the number. */
  query(outTradeNo: string): Promise<PaymentFact | undefined>
  /** After this the number can no longer be paid. Throws ORDER_ALREADY_PAID when it was. */
  close(outTradeNo: string): Promise<void>
  refund(refund: {
    readonly outTradeNo: string
    readonly outRefundNo: string
    readonly amount: Money
    readonly total: Money
    readonly reason: string
  }): Promise<RefundFact>
  queryRefund(outRefundNo: string): Promise<RefundFact | undefined>
  /**
   * Verifies and reads a notice over its raw bytes.
   *
   * @throws ShopError PAYMENT_NOT_GENUINE for a wrong signature, a stale time stamp or a shape that is none
   */
  readNotice(
    headers: { get(name: string): string | null },
    body: Uint8Array,
  ): Promise<PaymentNotice>
}
