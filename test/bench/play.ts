import { type Buyer, createBuyer, skuToBuy } from './buyer.ts'
import type { OpenShop } from './open-shop.ts'
import { type Cost, costOf, type Rate, rateOf, type Used, usedBy, usedSince } from './operations.ts'

/** What an order costs: until its buyer has heard that it is paid, and what follows from it later. */
export interface Checkout {
  /** Between the requests of a buyer and their answers. */
  readonly waited: Cost
  /** Buying at 1688 and taking in its news: nobody waits for it. Processor time per order, in ms. */
  readonly later: Used
}

/** Orders of three suppliers, one after the other. While they are placed and paid no job is worked on. */
export async function playCheckout(shop: OpenShop, count: number): Promise<Checkout> {
  const buyer = createBuyer(shop.origin, shop.key)
  let orders = 0
  await shop.quiet()
  shop.rest()
  const waited = await costOf(shop.processes, count, async () => {
    orders++
    await buy(buyer, shop.fromThreeSuppliers)
  })
  const before = usedBy(shop.processes)
  shop.work()
  await shop.quiet()
  return { waited, later: usedSince(before, shop.processes, orders) }
}

/**
 * Several buyers at once while jobs are worked on, and what of the machine each process took. A hundred
 * orders in a row are for one and the same Sku, so that buyers wait for one another at its stock.
 */
export interface Crowd extends Rate {
  /** Processor time per order while they bought, in ms. */
  readonly used: Used
  /** Of the buyers themselves: this process. */
  readonly buyers: number
}

export async function playCrowd(
  shop: OpenShop,
  buyers: number,
  goesOn: (begun: number) => boolean,
): Promise<Crowd> {
  const buyer = createBuyer(shop.origin, shop.key)
  const listings = shop.listings.filter(hasPlenty)
  const wanted = (begun: number) =>
    listings.slice(Math.floor(begun / 100) % listings.length).slice(0, 1)
  await shop.quiet()
  const before = usedBy(shop.processes)
  const own = process.cpuUsage()
  const rate = await rateOf(buyers, goesOn, (_, begun) => buy(buyer, wanted(begun)))
  const { user, system } = process.cpuUsage(own)
  return {
    ...rate,
    used: usedSince(before, shop.processes, rate.count),
    buyers: (user + system) / 1000 / rate.count,
  }
}

/** Enough for its share of all orders. */
function hasPlenty(listing: OpenShop['listings'][number]): boolean {
  return (skuToBuy(listing)?.stock ?? 0) >= 500 * listing.minQuantity
}

async function buy(buyer: Buyer, listings: OpenShop['listings']): Promise<void> {
  await buyer.pay(await buyer.order(await buyer.add(listings)))
}
