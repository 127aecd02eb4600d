import type { Address, ParsedAddress, Region } from './address.ts'
import type { Money } from './money.ts'
import type { Offer, OfferSummary } from './offer.ts'
import type { ShipmentState } from './shipment.ts'

export interface OfferQuery {
  readonly keyword?: string
  readonly categoryId?: string
  /** 1-based. */
  readonly page: number
  readonly pageSize: number
  /** Only the platform's selected pool (精选货源). */
  readonly selected?: boolean
}

export interface OfferPage {
  readonly offers: readonly OfferSummary[]
  readonly total: number
}

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
}

export interface Parcel {
  readonly logisticsId: string
  readonly carrier: string
  readonly number: string
  readonly state: ShipmentState
  readonly lines: readonly {
    readonly offerId: string
    readonly specId?: string
    readonly quantity: number
  }[]
  /** Oldest first; `at` is RFC 3339 UTC. */
  readonly trail: readonly { readonly at: string; readonly text: string }[]
}

/** A push message, verified. It only ever means: read the thing again. */
export interface PlatformMessage {
  readonly messageId: string
  readonly topic: string
  readonly kind: 'order' | 'parcel' | 'offer' | 'other'
  readonly platformOrderId?: string
  readonly offerIds: readonly string[]
}

/**
 * What a wholesale platform must do for a shop. `@xiaopu/alibaba` is the 1688 one.
 *
 * Every method may throw a ShopError: PLATFORM_BUSY (nothing happened, try again),
 * PLATFORM_AUTH, PLATFORM_PERMISSION, PLATFORM_SCHEMA (the answer makes no sense; buy nothing).
 * Writes may also throw PLATFORM_IN_DOUBT: it may or may not have happened, ask by our number.
 * Absent is `undefined`, failed is a throw.
 */
export interface Platform {
  readonly name: '1688'

  search(query: OfferQuery): Promise<OfferPage>
  offer(offerId: string): Promise<Offer | undefined>

  /** Tells the platform that we sell this offer and want news of it. Safe to repeat. */
  relate(listing: {
    readonly offerId: string
    readonly shopId: string
    readonly listingId: string
  }): Promise<void>

  parseAddress(text: string): Promise<ParsedAddress>
  /** Children of a region; provinces without a code. */
  regions(parentCode?: string): Promise<readonly Region[]>

  /**
   * What buying these lines of one supplier would cost at this address. Throws OUT_OF_STOCK,
   * BELOW_MINIMUM, REGION_NOT_SERVED, OFFER_OFFLINE, OFFER_NOT_DROPSHIPPABLE, PLATFORM_REFUSED.
   */
  preview(request: {
    readonly lines: readonly PlatformLine[]
    readonly address: Address
  }): Promise<PurchasePreview>

  /** Buys lines of one supplier. Repeating with the same `outOrderId` buys once. Throws as `preview`. */
  place(
    request: PurchaseRequest,
  ): Promise<{ readonly platformOrderId: string; readonly goods: Money; readonly freight: Money }>

  /** The purchase made under our number; undefined when the platform is sure there is none. */
  find(outOrderId: string): Promise<Purchase | undefined>
  purchase(platformOrderId: string): Promise<Purchase>

  /** Pays from the shop's own account. `false` may be wrong after a time-out: read the purchase. */
  pay(platformOrderId: string): Promise<boolean>
  cancel(platformOrderId: string, reason: string): Promise<void>
  /** Tells the platform that the buyer has the goods. */
  confirmReceipt(platformOrderId: string): Promise<void>
  parcels(platformOrderId: string): Promise<readonly Parcel[]>

  /** @throws ShopError MESSAGE_NOT_GENUINE */
  readMessage(form: { get(name: string): string | null }): PlatformMessage
}
