import type { Address, Listing, OrderTimeline, Quote } from '@xiaopu/domain'
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

/** Lists for every purchase something of a supplier of its own; the recorded goods may be nowhere near. */
export async function castGoods({ seller }: Stage, { lines }: OrderTimeline): Promise<Casting[]> {
  const purchases = [...new Set(lines.map(({ purchase }) => purchase))]
  const most = Math.max(...lines.map(({ quantity }) => quantity))
  const { offers } = await seller.offers.search({ limit: 50 })
  const cast: Casting[] = []
  const suppliers = new Set<string>()
  for (const { offerId } of offers) {
    const purchase = purchases[cast.length]
    if (purchase === undefined) break
    const offer = await seller.offers.import({ source: offerId }).catch(() => undefined)
    const fits = offer?.dropship && offer.minQuantity === 1
    if (!fits || suppliers.has(offer.supplier.id)) continue
    if (!offer.skus.some(({ stock }) => stock > 10 * most)) continue
    suppliers.add(offer.supplier.id)
    const { id } = await seller.listings.create({ offerId })
    cast.push({ purchase, listing: await seller.listings.publish(id) })
  }
  if (cast.length < purchases.length) throw new Error('the sandbox has too few suppliers')
  return cast
}

/** Fills a cart as the recorded order was, and quotes it. */
export async function quoteGoods(
  { client }: Stage,
  { lines }: OrderTimeline,
  cast: readonly Casting[],
): Promise<Quote> {
  const changes = lines.map(({ purchase, quantity }, i) => {
    const listing = cast.find((each) => each.purchase === purchase)?.listing
    const skus = listing?.skus.filter(({ stock, hidden }) => !hidden && stock > 10 * quantity) ?? []
    const sku = skus[i % Math.max(1, skus.length)]
    if (!listing || !sku) throw new Error('nothing stands in for a line')
    const action = 'add' as const
    return { action, id: `line-${i}-replay`, listing: listing.id, sku: sku.skuId, quantity }
  })
  const cart = await client.carts.create({ changes })
  return client.carts.quote(cart.id, { address })
}
