import * as v from 'valibot'
import { Label } from './label.ts'
import { Money } from './money.ts'
import { Instant } from './time.ts'

/** One named choice of a Sku, as the supplier words it: 颜色 = 白色. */
export const SkuProperty = v.object({
  name: v.string(),
  value: v.string(),
  imageUrl: v.optional(v.string()),
})
export type SkuProperty = Readonly<v.InferOutput<typeof SkuProperty>>

/** A buyable variant of an offer. An offer without choices has one Sku without properties. */
export const Sku = v.object({
  /** The platform's id of the variant; the offer's own id where the offer has no variants. */
  skuId: v.string(),
  /** What an order on the platform must name; absent where the offer has no variants. */
  specId: v.optional(v.string()),
  properties: v.array(SkuProperty),
  /** What the shop pays for one piece, dropshipped. */
  cost: Money,
  /** What the supplier suggests as retail price. */
  suggestedPrice: v.optional(Money),
  stock: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type Sku = Readonly<v.InferOutput<typeof Sku>>

/** A wholesale price from a quantity on. */
export const Tier = v.object({
  fromQuantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  cost: Money,
})
export type Tier = Readonly<v.InferOutput<typeof Tier>>

/** Supplier text, reduced on the way in to what may be shown: never HTML. */
export const Block = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('heading'), text: v.string() }),
  v.object({ kind: v.literal('list'), items: v.array(v.string()) }),
  /** Row by row; rows may differ in length. */
  v.object({ kind: v.literal('table'), rows: v.array(v.array(v.string())) }),
  v.object({ kind: v.literal('image'), url: v.string() }),
])
export type Block = Readonly<v.InferOutput<typeof Block>>

/** What a supplier sells on a platform, as read at `capturedAt`. Read-only for us. */
export const Offer = v.object({
  platform: v.literal('1688'),
  offerId: v.string(),
  state: v.picklist(['online', 'offline']),
  title: v.string(),
  blocks: v.array(Block),
  images: v.array(v.string()),
  category: v.object({ id: v.string(), name: v.string() }),
  attributes: v.array(v.object({ name: v.string(), value: v.string() })),
  supplier: v.object({ id: v.string(), name: v.string() }),
  dropship: v.boolean(),
  /** Smallest quantity of one dropship order. */
  minQuantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unit: v.string(),
  tiers: v.array(Tier),
  skus: v.pipe(v.array(Sku), v.minLength(1)),
  freePostage: v.boolean(),
  shipWithinHours: v.picklist([24, 48, 72]),
  shipFrom: v.optional(v.string()),
  labels: v.array(Label),
  sold90Days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  capturedAt: Instant,
})
export type Offer = Readonly<v.InferOutput<typeof Offer>>

/** A search hit: enough to choose by, not enough to sell. */
export const OfferSummary = v.object({
  platform: v.literal('1688'),
  offerId: v.string(),
  title: v.string(),
  imageUrl: v.optional(v.string()),
  /** The lowest one-piece price. */
  cost: Money,
  sold90Days: v.optional(v.number()),
  labels: v.array(v.string()),
})
export type OfferSummary = Readonly<v.InferOutput<typeof OfferSummary>>

/**
 * The offer id in what a seller pasted: a bare id, a desktop or mobile 1688 link, or text around
 * one. Undefined where there is none.
 *
 * Link forms: `detail.1688.com/offer/<id>.html`, `m.1688.com/offer/<id>.html`, `?offerId=<id>`.
 */
export function readOfferId(pasted: string): string | undefined {
  const text = pasted.trim()
  if (/^\d{9,15}$/.test(text)) return text
  const link = /https?:\/\/(?:[a-z0-9-]+\.)*1688\.com\/[^\s]*/i.exec(text)?.[0]
  if (!link) return undefined
  const id = /\/offer\/(\d{9,15})(?:\.html)?/.exec(link) ?? /[?&]offer_?id=(\d{9,15})/i.exec(link)
  return id?.[1]
}
