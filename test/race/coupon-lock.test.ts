import type { Listing } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { makeCoupon, orderWith, quoteWith } from '../coupons/with-coupon.ts'
import { waitingForLocks } from '../hooks/books.ts'
import { listGoods, type Placed, placeOrder } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
beforeEach(async () => {
  market = await openShop()
})
afterEach(() => market.close())

/** Whether so many wait for a lock. */
async function areWaiting(count: number): Promise<boolean> {
  return (await waitingForLocks(market)) >= count
}

test('two orders at once of a buyer who may use her coupon twice both have it', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  await makeCoupon(market, { perBuyer: 2 })
  const quotes = [await quoteWith(market, listing), await quoteWith(market, listing)]
  let placing: Promise<Placed>[] = []
  await market.gateway.deps.db.transaction().execute(async (tx) => {
    await ask(tx, 'select from coupons for update', { list: [] })
    placing = quotes.map(({ json }) => placeOrder(market, json))
    await eventually(() => areWaiting(2))
  })
  const placed = await Promise.all(placing)
  expect(placed.map(({ order }) => order.discount.amount)).toEqual([500, 500])
})

test('an order that waits for its goods holds no coupon yet: one that gives both back does not wait for it', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  await makeCoupon(market, { perBuyer: 2 })
  await orderWith(market, listing)
  const { json: quote } = await quoteWith(market, listing)
  let placing: Promise<Placed> | undefined
  await market.gateway.deps.db.transaction().execute(async (tx) => {
    await ask(tx, 'select from stock_held for update', { list: [] })
    placing = placeOrder(market, quote)
    await eventually(() => areWaiting(1))
    const free = await ask(tx, 'select from coupons for update skip locked', { list: [] })
    expect(free).toHaveLength(1)
  })
  expect((await placing)?.order.coupon).toEqual({ code: 'MIA5' })
})
