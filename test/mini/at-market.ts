import type { Listing } from '@xiaopu/domain'
import { afterAll, beforeAll } from 'vitest'
import { listGoods } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'

/** What the tests of a file share, once it has called `atMarket`: a shop, and something on sale in it. */
export let market: OpenShop
export let listing: Listing

export function atMarket(): void {
  beforeAll(async () => {
    market = await openShop()
    const [first] = await listGoods(market, 1)
    if (!first) throw new Error('nothing to sell')
    listing = first
  })
  afterAll(() => market.close())
}
