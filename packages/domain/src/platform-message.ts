import type { PurchaseState } from './purchase.ts'
import type { PurchaseRefundState } from './purchase-refund.ts'
import type { ShipmentState } from './shipment.ts'
import type { Instant } from './time.ts'

/** One number in a message about stock. */
export interface StockChange {
  readonly offerId: string
  /** Absent where the message is about the offer as a whole. */
  readonly skuId?: string
  /** Pieces more (or, negative, less) than before, of the whole offer. Never a stock. */
  readonly delta?: number
  /** Pieces of the Sku, or of the offer where no Sku is named, that are left. */
  readonly left?: number
  readonly at?: Instant
}

/**
 * What a message claims, by topic. It came late, twice or out of order, perhaps: a claim says what to
 * read again and how urgent it is, never what to write down as true.
 */
export type MessageClaim =
  | {
      readonly about: 'order'
      readonly event:
        | 'made'
        | 'paid'
        | 'part_shipped'
        | 'shipped'
        | 'received'
        | 'done'
        | 'closed'
        | 'price_changed'
        | 'address_changed'
        | 'changed'
      readonly state: PurchaseState
    }
  | {
      readonly about: 'refund'
      readonly refundId?: string
      readonly afterSale: boolean
      /** What was done, by the platform's word: `SELLER_AGREE_REFUND` … */
      readonly action: string
      readonly by: 'buyer' | 'supplier' | 'platform' | 'unknown'
      readonly state: PurchaseRefundState
    }
  | {
      readonly about: 'parcel'
      readonly logisticsId?: string
      readonly carrierCode?: string
      readonly number?: string
      readonly state?: ShipmentState
      readonly at?: Instant
    }
  | {
      readonly about: 'parcel_number'
      readonly logisticsId?: string
      readonly from: { readonly carrierCode?: string; readonly number?: string }
      readonly to: { readonly carrierCode?: string; readonly number?: string }
    }
  | { readonly about: 'stock'; readonly changes: readonly StockChange[] }
  | { readonly about: 'price' }
  | {
      readonly about: 'offer'
      readonly event: 'changed' | 'expired' | 'deleted' | 'reposted' | 'left_pool'
    }
  /** A seller gave or took back the right to act for the account. */
  | { readonly about: 'authorisation'; readonly granted: boolean }
  | { readonly about: 'other' }

/** A push message, verified. It only ever means: read the thing again. */
export interface PlatformMessage {
  readonly messageId: string
  readonly topic: string
  readonly kind: 'order' | 'parcel' | 'offer' | 'other'
  /** The platform's name of the account that it is for. */
  readonly account?: string
  readonly sentAt?: Instant
  readonly platformOrderId?: string
  /** Where it is about several orders at once, all of them. */
  readonly platformOrderIds?: readonly string[]
  readonly offerIds: readonly string[]
  readonly claim?: MessageClaim
}
