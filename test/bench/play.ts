import { type Buyer, createBuyer } from './buyer.ts'
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

/** Several buyers at once while jobs are worked on, and what of the machine each process took. */
export interface Crowd extends Rate {
  /** Processor time per order while they bought, in ms. */
  readonly used: Used
  /** Of the buyers themselves: this process. */
  readonly buyers: number
}

export async function playCrowd(shop: OpenShop, buyers: number, orders: number): Promise<Crowd> {
  const buyer = createBuyer(shop.origin, shop.key)
  const [first] = shop.listings
  if (!first) throw new Error('the shop sells nothing')
  await shop.quiet()
  const before = usedBy(shop.processes)
  const own = process.cpuUsage()
  const rate = await rateOf(buyers, orders, () => buy(buyer, [first]))
  const { user, system } = process.cpuUsage(own)
  return {
    ...rate,
    used: usedSince(before, shop.processes, orders),
    buyers: (user + system) / 1000 / orders,
  }
}

async function buy(buyer: Buyer, listings: OpenShop['listings']): Promise<void> {
  await buyer.pay(await buyer.order(await buyer.add(listings)))
}
