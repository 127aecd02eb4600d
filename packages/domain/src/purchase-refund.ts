import type { Money } from './money.ts'
import type { PlatformLine } from './purchase.ts'
import type { Instant } from './time.ts'

/**
 * - `asked`: the supplier has to answer
 * - `refused`: the supplier said no; change the claim, or withdraw it
 * - `to_return`: the supplier agreed and waits for the goods to be sent back
 * - `returning`: they are on their way back
 * - `refunded`, `closed`: over, with and without money
 */
export type PurchaseRefundState =
  | 'asked'
  | 'refused'
  | 'to_return'
  | 'returning'
  | 'refunded'
  | 'closed'
  | 'unknown'

/** A claim against a supplier, as the platform tells it. */
export interface PurchaseRefund {
  readonly refundId: string
  readonly platformOrderId: string
  readonly state: PurchaseRefundState
  /** The platform's own word for the state, kept for support. */
  readonly rawState: string
  /** Whether the trade was over when it was asked for. */
  readonly afterSale: boolean
  readonly askedGoods: Money
  readonly askedFreight: Money
  /** What is really given back; nothing before `refunded`. */
  readonly refundedGoods: Money
  readonly refundedFreight: Money
  readonly reason?: string
  /** Why the supplier refused. */
  readonly refusal?: string
  readonly askedAt?: Instant
  readonly changedAt?: Instant
  readonly overAt?: Instant
  /** By when somebody has to act, before the platform decides. */
  readonly dueAt?: Instant
  /** Where the goods go back to, once the supplier agreed. */
  readonly returnTo?: { readonly name?: string; readonly phone?: string; readonly address: string }
}

/** Which part of a purchase a refund is about. */
export interface RefundScope {
  readonly platformOrderId: string
  /** Whether the buyer has the goods in hands; only then they can be sent back. */
  readonly received: boolean
  /** The whole purchase where absent. */
  readonly lines?: readonly PlatformLine[]
}

/** What can be asked for. */
export interface RefundTerms {
  readonly reasons: readonly {
    readonly id: string
    readonly name: string
    /** At least one picture must come with the claim. */
    readonly needsEvidence: boolean
    /** The freight is given back too. */
    readonly withFreight: boolean
  }[]
  readonly mostGoods: Money
  readonly mostFreight: Money
}

export interface RefundRequest extends RefundScope {
  readonly reasonId: string
  /** 2 to 150 characters, read by the supplier. */
  readonly description: string
  readonly goods: Money
  readonly freight: Money
  /** Send the goods back too. */
  readonly returnGoods?: boolean
  /** Pictures as `uploadEvidence` named them, five at the most. */
  readonly evidence?: readonly string[]
}

export interface ReturnParcel {
  readonly refundId: string
  /** As `carriers` names it. */
  readonly carrierCode: string
  readonly number: string
  /** 2 to 200 characters. */
  readonly note?: string
  /** Ten at the most. */
  readonly evidence?: readonly string[]
}

export interface ReturnAddress {
  readonly name: string
  readonly phone: string
  readonly address: string
}

export interface Carrier {
  /** What a return parcel must name. */
  readonly code: string
  readonly name: string
}
