import type { Address, ParsedAddress, Region } from './address.ts'
import type { Money } from './money.ts'
import type { Offer, OfferSummary } from './offer.ts'
import type { PlatformMessage } from './platform-message.ts'
import type {
  Parcel,
  PlatformLine,
  Purchase,
  PurchasePreview,
  PurchaseRequest,
} from './purchase.ts'
import type {
  Carrier,
  PurchaseRefund,
  RefundRequest,
  RefundScope,
  RefundTerms,
  ReturnAddress,
  ReturnParcel,
} from './purchase-refund.ts'
import type { Instant, Millis } from './time.ts'

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

/** A stretch of time, both ends included. */
export interface Period {
  readonly from: Instant
  /** Now where absent. */
  readonly to?: Instant
}

/**
 * What a wholesale platform must do for a shop. `@xiaopu/alibaba` is the 1688 one.
 *
 * Every method may throw a ShopError: PLATFORM_BUSY (nothing happened, try again),
 * PLATFORM_AUTH, PLATFORM_PERMISSION, PLATFORM_SCHEMA (the answer makes no sense; buy nothing).
 * Writes may also throw PLATFORM_IN_DOUBT: it may or may not have happened, ask by our number.
 * BAD_REQUEST names an input that the platform could never accept; nothing was sent then.
 * Absent is `undefined`, failed is a throw.
 */
export interface Platform {
  readonly name: '1688'

  /** The platform's own clock: by it ours is checked. */
  time(): Promise<Millis>

  search(query: OfferQuery): Promise<OfferPage>
  offer(offerId: string): Promise<Offer | undefined>
  /**
   * What other suppliers sell that looks the same, to replace an offer that cannot be had. Candidates
   * only: compare before buying. Throws OFFER_NOT_FOUND.
   */
  similarOffers(offerId: string): Promise<readonly OfferSummary[]>

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
  /**
   * Every purchase that changed in a period, once each, as it stood when it was read. Purchases that
   * change while we read are neither lost nor told twice. For reconciling: what a lost message would
   * have told is here.
   */
  purchasesChanged(period: Period): AsyncIterable<Purchase>

  /** Pays from the shop's own account. `false` may be wrong after a time-out: read the purchase. */
  pay(platformOrderId: string): Promise<boolean>
  cancel(platformOrderId: string, reason: string): Promise<void>
  /** Tells the platform that the buyer has the goods. */
  confirmReceipt(platformOrderId: string): Promise<void>
  parcels(platformOrderId: string): Promise<readonly Parcel[]>
  /** Our own note on a purchase, in place of the one before. Safe to repeat. */
  note(platformOrderId: string, text: string): Promise<void>
  /** Asks the supplier to ship; false where that was done within a day, or there is nothing to ship. */
  urge(platformOrderId: string): Promise<boolean>

  /** What a refund of this part of a purchase could be. */
  refundTerms(scope: RefundScope): Promise<RefundTerms>
  /** Stores a JPEG below 1 MB as evidence and answers what to name in a claim. */
  uploadEvidence(jpeg: Uint8Array): Promise<string>
  /**
   * Claims money back from the supplier. The platform knows no number of ours here: after
   * PLATFORM_IN_DOUBT read `refunds` before asking again. PLATFORM_REFUSED where one is open already.
   */
  askRefund(request: RefundRequest): Promise<{ readonly refundId: string }>
  refund(refundId: string): Promise<PurchaseRefund>
  /** All claims of a purchase, newest first. */
  refunds(platformOrderId: string): Promise<readonly PurchaseRefund[]>
  withdrawRefund(refundId: string): Promise<void>
  /** Tells with which parcel the goods come back, after the supplier agreed. */
  returnGoods(parcel: ReturnParcel): Promise<void>
  returnAddress(platformOrderId: string): Promise<ReturnAddress | undefined>
  /** Carriers that a return parcel may name. */
  carriers(): Promise<readonly Carrier[]>

  /** @throws ShopError MESSAGE_NOT_GENUINE */
  readMessage(form: { get(name: string): string | null }): PlatformMessage
  /**
   * Messages of a period that could not be delivered, oldest page first. They are confirmed when the
   * next one is asked for, so one whose handling failed comes again with the next look.
   */
  missedMessages(period: Period): AsyncIterable<PlatformMessage>
}
