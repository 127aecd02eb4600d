import { groupBuys } from '@xiaopu/client/group-buys'
import type { Address, Listing, Offer, OrderTimeline, Quote } from '@xiaopu/domain'
import type { Stage } from './stage.ts'

/** Nobody lives here. */
const address: Address = {
  name: '回放',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 1 号',
}

/** What stands in for a purchase: goods of one supplier. */
export interface Casting {
  /** Of the recorded order. */
  readonly purchase: string
  readonly listing: Listing
}

/**
 * Lists for every purchase something of a supplier of its own; the recorded goods may be nowhere near.
 * What was sold with free return has such a stand-in where there is one: it decides who answers a claim.
 */
export async function castGoods({ seller }: Stage, timeline: OrderTimeline): Promise<Casting[]> {
  const purchases = [...new Set(orderedLines(timeline).map(({ purchase }) => purchase))]
  const { offers } = await seller.offers.search({ limit: 50 })
  const found: Offer[] = []
  for (const { offerId } of offers) {
    const offer = await seller.offers.import({ source: offerId }).catch(() => undefined)
    if (offer?.dropship && offer.minQuantity === 1) found.push(offer)
  }
  const cast: Casting[] = []
  const suppliers = new Set<string>()
  for (const purchase of purchases) {
    const offer = standIn(timeline, purchase, found, suppliers)
    suppliers.add(offer.supplier.id)
    const { id } = await seller.listings.create({ offerId: offer.offerId })
    cast.push({ purchase, listing: await seller.listings.publish(id) })
  }
  return cast
}

/** The best of what can be bought: enough kinds for its lines first, then as returnable as they were. */
function standIn(
  { lines }: OrderTimeline,
  purchase: string,
  offers: readonly Offer[],
  suppliers: ReadonlySet<string>,
): Offer {
  const own = lines.filter((line) => line.purchase === purchase)
  const most = Math.max(...lines.map(({ quantity }) => quantity))
  const isFree = own.every(({ freeReturn }) => freeReturn)
  const scored = offers.flatMap((offer) => {
    const plenty = offer.skus.filter(({ stock }) => stock > 10 * most).length
    if (plenty === 0 || suppliers.has(offer.supplier.id)) return []
    const isAlike = offer.labels.some(({ kind }) => kind === 'free_return') === isFree
    return [{ offer, score: 2 * Math.min(plenty, own.length) + (isAlike ? 1 : 0) }]
  })
  const [best] = scored.sort((one, other) => other.score - one.score)
  if (!best) throw new Error('the sandbox has too few suppliers')
  return best.offer
}

/** What is bought for a recorded line: the listing of its purchase, each line another Sku where there are enough. */
export interface StandIn {
  readonly listing: string
  readonly sku: string
  readonly quantity: number
}

/** What the buyer ordered: not what came in exchange for it. */
function orderedLines({ lines }: OrderTimeline): OrderTimeline['lines'] {
  return lines.filter(({ afterSale }) => afterSale === undefined)
}

export function standInsOf(timeline: OrderTimeline, cast: readonly Casting[]): StandIn[] {
  const seen = new Map<string, number>()
  return orderedLines(timeline).map(({ purchase, quantity }) => {
    const listing = cast.find((each) => each.purchase === purchase)?.listing
    const skus = listing?.skus.filter(({ stock, hidden }) => !hidden && stock > 10 * quantity) ?? []
    const count = seen.get(purchase) ?? 0
    seen.set(purchase, count + 1)
    const sku = skus[count % Math.max(1, skus.length)]
    if (!listing || !sku) throw new Error('nothing stands in for a line')
    return { listing: listing.id, sku: sku.skuId, quantity }
  })
}

/** A cart of stand-ins, as the recorded one was. @returns its id */
export async function fillCart(
  { client }: Stage,
  standIns: readonly StandIn[],
  forGroup?: { readonly deal: string; readonly groupBuy?: string },
): Promise<string> {
  const changes = standIns.map((each, i) => ({
    action: 'add' as const,
    id: `line-${i}-replay`,
    ...each,
  }))
  const { id } = await groupBuys(client).cart({ changes, ...(forGroup && { forGroup }) })
  return id
}

export function quoteCart({ client }: Stage, cart: string, phone = address.phone): Promise<Quote> {
  return client.carts.quote(cart, { address: { ...address, phone } })
}
