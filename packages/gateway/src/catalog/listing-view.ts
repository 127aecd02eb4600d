import {
  type Anchor,
  fen,
  type Label,
  type ListingDetail,
  type ListingSku,
  type ListingView,
  type Offer,
  savesTogether,
  shownLabels,
} from '@xiaopu/domain'
import { imageUrl } from './images.ts'
import { confirmedLabels } from './offers.ts'

/** One Sku as the database hands it over, in the order of the columns asked for. */
export type SkuTuple = readonly [
  skuId: string,
  properties: ListingSku['properties'],
  price: number,
  suggestedPrice: number | null,
  stock: number,
]

/** A listing as the buyer's reads fetch it: no cost, no supplier, no platform id. */
export interface ListingRow {
  readonly listing_id: string
  readonly state: string
  readonly title: string
  readonly offer_state: string
  readonly captured_at: Date
  readonly snapshot_at: Date
  readonly image: string | null
  readonly labels: readonly Label[]
  readonly free_postage: boolean
  readonly ship_within_hours: 24 | 48 | 72
  readonly min_quantity: number
  readonly unit: string
  readonly dropship: boolean
  readonly skus: readonly SkuTuple[] | null
}

/** More than this is "plenty". */
const mostStock = 999

/** @param now - ms since 1970 */
export function toListingView(row: ListingRow, baseUrl: string, now: number): ListingView {
  const skus = (row.skus ?? []).map((sku) => toListingSku(sku, baseUrl))
  const prices = skus.map((sku) => sku.price.amount)
  const min = prices.length > 0 ? Math.min(...prices) : 0
  const cheapest = skus.find((sku) => sku.price.amount === min)
  const labels = confirmedLabels(row.labels, row.snapshot_at, row.captured_at)
  return {
    id: row.listing_id,
    state: stateOf(row, skus),
    title: row.title,
    ...(row.image && { imageUrl: imageUrl(baseUrl, row.image) }),
    price: { min: fen(min), max: fen(prices.length > 0 ? Math.max(...prices) : 0) },
    ...(cheapest?.anchor && { anchor: cheapest.anchor }),
    labels: shownLabels(labels, now, Date.parse),
    freePostage: row.free_postage,
    shipWithinHours: row.ship_within_hours,
    minQuantity: row.min_quantity,
    unit: row.unit,
    skus,
  }
}

/** A listing's row with what its own page shows besides. */
export interface DetailRow extends ListingRow {
  readonly offer: Pick<Offer, 'images' | 'attributes' | 'blocks'>
  /** The price for buyers who order together; as JSON spells it the last moment at which groups wait. */
  readonly deal: {
    readonly size: number
    readonly prices: Readonly<Record<string, number>>
    readonly until: string
  } | null
}

/** A listing's own page: the view, and what the supplier shows and says. */
export function toListingDetail(row: DetailRow, baseUrl: string, now: number): ListingDetail {
  const { images, attributes, blocks } = row.offer
  const view = toListingView(row, baseUrl, now)
  const deal = row.deal && Date.parse(row.deal.until) > now ? row.deal : null
  const together = view.skus.flatMap(({ skuId, price }) => {
    const own = fen(deal?.prices[skuId] ?? price.amount)
    return savesTogether(own, price) ? own.amount : []
  })
  return {
    ...view,
    ...(deal &&
      together.length > 0 && {
        groupDeal: { size: deal.size, price: fen(Math.min(...together)) },
      }),
    images: images.map((source) => imageUrl(baseUrl, source)),
    attributes,
    blocks: blocks.map((block) =>
      block.kind === 'image' ? { kind: 'image', url: imageUrl(baseUrl, block.url) } : block,
    ),
  }
}

function toListingSku(sku: SkuTuple, baseUrl: string): ListingSku {
  const [skuId, properties, price, suggested, stock] = sku
  const anchor = anchorOf(price, suggested)
  return {
    skuId,
    properties: properties.map((each) =>
      each.imageUrl ? { ...each, imageUrl: imageUrl(baseUrl, each.imageUrl) } : each,
    ),
    price: fen(price),
    ...(anchor && { anchor }),
    stock: Math.min(stock, mostStock),
  }
}

/** A comparison that does not exceed the price compares nothing. */
function anchorOf(price: number, suggested: number | null): Anchor | undefined {
  if (suggested === null || suggested <= price) return undefined
  return { price: fen(suggested), basis: 'suggested' }
}

function stateOf(row: ListingRow, skus: readonly ListingSku[]): ListingView['state'] {
  const sold = row.state === 'published' && row.offer_state === 'online' && row.dropship
  if (!sold || skus.length === 0) return 'off'
  return skus.some((sku) => sku.stock >= Math.min(row.min_quantity, mostStock))
    ? 'on-sale'
    : 'sold-out'
}
