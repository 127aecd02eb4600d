import type { Address } from './address.ts'
import type { Money } from './money.ts'
import type { ShipmentState } from './shipment.ts'
import type { Instant } from './time.ts'

export interface PlatformLine {
  readonly offerId: string
  /** Absent where the offer has no variants. */
  readonly specId?: string
  readonly quantity: number
}

export interface PurchasePreview {
  readonly goods: Money
  readonly freight: Money
  /** Cost of one piece, per line in the order asked. */
  readonly costs: readonly Money[]
}

export interface PurchaseLine extends PlatformLine {
  /** The listing as `relate` named it, so that the platform knows what the line was sold as. */
  readonly listingId?: string
}

export interface PurchaseRequest {
  /** Our number, fixed before the first call and the same on every repeat. */
  readonly outOrderId: string
  /** The shop as `relate` named it. */
  readonly shopId?: string
  readonly lines: readonly PurchaseLine[]
  readonly address: Address
  readonly note?: string
}

export type PurchaseState =
  | 'unpaid'
  | 'paid'
  | 'part_shipped'
  | 'shipped'
  | 'received'
  | 'done'
  | 'cancelled'
  | 'unknown'

/** A purchase as the platform tells it. */
export interface Purchase {
  readonly platformOrderId: string
  readonly outOrderId?: string
  readonly state: PurchaseState
  /** The platform's own word for the state, kept for support. */
  readonly rawState: string
  readonly goods: Money
  readonly freight: Money
  readonly lines: readonly PlatformLine[]
  /** What has been given back so far, in and after the sale; absent where the platform does not tell. */
  readonly refunded?: Money
  /** The purchase's version: of two readings the one changed later is the newer one. */
  readonly changedAt?: Instant
}

export interface Parcel {
  readonly logisticsId: string
  readonly carrier: string
  readonly number: string
  readonly state: ShipmentState
  readonly lines: readonly PlatformLine[]
  /** Oldest first; `at` is RFC 3339 UTC. */
  readonly trail: readonly { readonly at: Instant; readonly text: string }[]
}
