import * as v from 'valibot'
import { Id } from './id.ts'
import { Label, LabelKind } from './label.ts'
import { Money } from './money.ts'
import { Block } from './offer.ts'
import { PriceRule, Pricing } from './pricing.ts'
import { Instant } from './time.ts'

export const ListingState = v.picklist(['draft', 'published', 'paused', 'archived'])
export type ListingState = v.InferOutput<typeof ListingState>

/** What may happen to a listing. Archived is for good: its links say so, they do not break. */
export const listingMoves = {
  draft: { publish: 'published', archive: 'archived' },
  published: { pause: 'paused', archive: 'archived' },
  paused: { publish: 'published', archive: 'archived' },
  archived: {},
} as const satisfies Record<ListingState, Partial<Record<string, ListingState>>>

/** One Sku as its seller sees it: what it costs, what it sells for and why. */
export const PricedSku = v.object({
  skuId: Id('sku'),
  properties: v.array(
    v.object({ name: v.string(), value: v.string(), imageUrl: v.optional(v.string()) }),
  ),
  stock: v.number(),
  hidden: v.boolean(),
  pricing: Pricing,
  suggestedPrice: v.optional(Money),
  /** What it costs in the group deal that is on; no buyer sees that where it is not below the price. */
  groupPrice: v.optional(Money),
})
export type PricedSku = Readonly<v.InferOutput<typeof PricedSku>>

/** An offer in a shop, with everything that only its seller may see. */
export const Listing = v.object({
  id: Id('listing'),
  state: ListingState,
  title: v.string(),
  images: v.array(v.string()),
  category: v.string(),
  offer: v.object({
    platform: v.literal('1688'),
    offerId: v.string(),
    title: v.string(),
    state: v.picklist(['online', 'offline']),
    supplier: v.object({ id: v.string(), name: v.string() }),
    capturedAt: Instant,
  }),
  labels: v.array(Label),
  /** The listing's own rule; absent where the shop's rule counts. */
  priceRule: v.optional(PriceRule),
  skus: v.array(PricedSku),
  createdAt: Instant,
  publishedAt: v.optional(Instant),
})
export type Listing = Readonly<v.InferOutput<typeof Listing>>

/** A comparison price and what it rests on. Shown only while it is above the price. */
export const Anchor = v.object({ price: Money, basis: v.picklist(['suggested']) })
export type Anchor = Readonly<v.InferOutput<typeof Anchor>>

/** One Sku as a buyer sees it. */
export const ListingSku = v.object({
  skuId: Id('sku'),
  properties: v.array(
    v.object({ name: v.string(), value: v.string(), imageUrl: v.optional(v.string()) }),
  ),
  price: Money,
  anchor: v.optional(Anchor),
  /** Pieces left, at most 999: enough to buy by, useless to copy a supplier's books. */
  stock: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
})
export type ListingSku = Readonly<v.InferOutput<typeof ListingSku>>

/**
 * What a buyer may see of a listing: this shape has no place for cost, supplier or platform ids,
 * and answers are cut to it before they leave the gateway.
 */
export const ListingView = v.object({
  id: Id('listing'),
  /** `off`: no longer sold; kept so that an old link can say so. */
  state: v.picklist(['on-sale', 'sold-out', 'off']),
  title: v.string(),
  imageUrl: v.optional(v.string()),
  price: v.object({ min: Money, max: Money }),
  anchor: v.optional(Anchor),
  labels: v.array(LabelKind),
  freePostage: v.boolean(),
  shipWithinHours: v.picklist([24, 48, 72]),
  minQuantity: v.number(),
  unit: v.string(),
  skus: v.array(ListingSku),
})
export type ListingView = Readonly<v.InferOutput<typeof ListingView>>

/** A listing's own page: the view plus pictures, facts and the supplier's text as safe blocks. */
export const ListingDetail = v.object({
  ...ListingView.entries,
  images: v.array(v.string()),
  attributes: v.array(v.object({ name: v.string(), value: v.string() })),
  blocks: v.array(Block),
  /** It can be bought together: for how many buyers, and what a piece then costs at least. */
  groupDeal: v.optional(v.object({ size: v.number(), price: Money })),
})
export type ListingDetail = Readonly<v.InferOutput<typeof ListingDetail>>
