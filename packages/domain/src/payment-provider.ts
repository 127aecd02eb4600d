import type { BillLine } from './bill.ts'
import type { Money } from './money.ts'
import type { PaySurface, ProviderName, WayName } from './pay-surface.ts'
import type { PaymentStep } from './payment-step.ts'
import type { ProfitSharing } from './profit-share.ts'
import type { ShippingReport } from './shipping-report.ts'

export interface PaymentStart {
  /** Our number for this attempt: 6–32 of `0-9A-Za-z_-`; the same on every repeat. */
  readonly outTradeNo: string
  readonly amount: Money
  readonly subject: string
  /** RFC 3339 */
  readonly expiresAt: string
  readonly notifyUrl: string
  readonly returnUrl: string
  readonly way: WayName
  /** The provider's id of who pays (openid), where it is known. */
  readonly payer?: string
  /** Address of the buyer's browser, where it can be told. */
  readonly clientIp?: string
  /** Parts of it may be given to others: the provider keeps the money until that is finished. */
  readonly shared?: boolean
}

/** What the provider says about one attempt. */
export type PaymentFact = {
  readonly outTradeNo: string
  readonly transactionId?: string
  /** RFC 3339 */
  readonly paidAt?: string
} & (
  | { readonly state: 'success'; readonly amount: Money }
  // Some providers tell no amount before there is money.
  | { readonly state: 'notpay' | 'closed'; readonly amount?: Money }
)

export interface RefundFact {
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly state: 'processing' | 'success' | 'failed'
  readonly amount: Money
  readonly refundId?: string
}

interface Noticed {
  /** The provider's name for it, the same on every repetition. */
  readonly eventId: string
  /** Whom the provider means: must be the provider's own `merchant`. */
  readonly merchant: string
  /** What it was signed with once only, where the provider has such a thing. */
  readonly nonce?: string
}

/** `other` is genuine and about nothing that moves an order: it is kept, and nothing follows. */
export type PaymentNotice =
  | (Noticed & { readonly kind: 'payment'; readonly fact: PaymentFact })
  | (Noticed & { readonly kind: 'refund'; readonly fact: RefundFact })
  | (Noticed & { readonly kind: 'other'; readonly about: string })

/** What the provider wants to hear so that it does not tell again. */
export interface Acknowledgement {
  readonly type: 'application/json' | 'text/plain'
  readonly body: string
}

/** A refund by our number and by that of its payment. */
export interface RefundNumbers {
  readonly outTradeNo: string
  readonly outRefundNo: string
}

/**
 * How a shop collects money and gives it back.
 *
 * Every call may throw PROVIDER_BUSY: the outcome is then unknown and must be asked for, never
 * assumed. All numbers are ours and make every call repeatable.
 */
export interface PaymentProvider {
  readonly name: ProviderName
  /** The account that money comes into: every notice must name it. */
  readonly merchant: string
  /** Starting again with the same number and way is the same attempt; its step may be a fresh one. */
  start(start: PaymentStart): Promise<PaymentStep>
  /** Undefined when the provider has never heard of the number. */
  query(outTradeNo: string): Promise<PaymentFact | undefined>
  /** After this the number can no longer be paid. Throws ORDER_ALREADY_PAID when it was. */
  close(outTradeNo: string): Promise<void>
  refund(
    refund: RefundNumbers & {
      readonly amount: Money
      readonly total: Money
      readonly reason: string
      readonly notifyUrl: string
    },
  ): Promise<RefundFact>
  queryRefund(refund: RefundNumbers): Promise<RefundFact | undefined>
  /**
   * Verifies and reads a notice over its raw bytes.
   *
   * @param query - of the address it came to: where some providers sign
   * @throws ShopError PAYMENT_NOT_GENUINE for a wrong signature, a stale time stamp or a shape that is none
   */
  readNotice(
    headers: { get(name: string): string | null },
    body: Uint8Array,
    query?: { get(name: string): string | null },
  ): Promise<PaymentNotice>
  acknowledge(notice: PaymentNotice): Acknowledgement
  /** Finds out who pays, for ways that must know. */
  readonly payers?: Payers
  /** Tells the platform behind a mini-program of parcels, where it keeps the money until it knows. */
  readonly shipping?: Shipping
  /** Gives parts of payments to others, where the provider can. */
  readonly sharing?: ProfitSharing
  /**
   * Everything that came in and went back on a day that is over, where the provider writes bills.
   *
   * @param date - `yyyy-MM-dd` in China
   * @returns undefined where it is not made yet; empty for a day without trade
   * @throws ShopError PROVIDER_BUSY also for a bill that cannot be read whole: its reason names the line
   */
  bill?(date: string): Promise<readonly BillLine[] | undefined>
}

export interface Shipping {
  /** @throws ShopError PROVIDER_BUSY, PLATFORM_REFUSED with the platform's reason */
  report(report: ShippingReport): Promise<void>
}

/** Who pays is known by an id of the provider's own, which an app gives for a code of its login. */
export interface Payers {
  /**
   * The id behind a code, which is good once.
   *
   * @throws ShopError LOGIN_REFUSED for a code that is wrong, used or too old
   */
  identify(surface: PaySurface, code: string): Promise<string>
  /** Where a page sends the buyer to come back with `?code=…&state=…`; undefined where no page can. */
  loginUrl(surface: PaySurface, backUrl: string, state: string): string | undefined
}
