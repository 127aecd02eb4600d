import {
  fen,
  type GroupDeal,
  type Listing,
  type ListingDetail,
  type Money,
  type Quote,
  second,
} from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { groupDealTable } from '../../packages/xiaopu/src/print/group-deal-table.ts'
import { listingTable, skuTable } from '../../packages/xiaopu/src/print/listing-table.ts'
import { address, inStock } from '../market.ts'
import type { OpenShop } from '../shop.ts'
import { groupCart, groupsOf, nextPhone, openDealShop } from './with-group.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop({ off: { kind: 'percent', bp: 500 } }))
})
afterEach(() => market.close())

const dealNow = async () => {
  const { json } = await market.sell<{ items: GroupDeal[] }>('/v1/seller/group-deals')
  const found = json.items.find(({ id }) => id === deal)
  if (!found) throw new Error('no deal')
  return found
}

/** What buyers read of the deal. An answer is kept for ten seconds. */
async function seenByBuyers() {
  await market.clock.advance(11 * second)
  const { json } = await market.ask<ListingDetail>(`/v1/listings/${listing.id}`)
  const { deal: offered } = await groupsOf(market, listing)
  return { page: json.groupDeal, skus: offered?.prices.map(({ sku }) => sku) }
}

/** Sells at prices set by hand; the listing as its seller then has it. */
async function sellAt(skus: readonly { readonly skuId: string; readonly price: Money }[]) {
  const path = `/v1/seller/listings/${listing.id}`
  const priceRule = { markup: { kind: 'percent', bp: 0 }, ending: 'none', minProfit: fen(0) }
  const change = { method: 'PUT', body: { priceRule, skus } }
  const { status, text, json } = await market.sell<Listing>(path, change)
  if (status !== 200) throw new Error(text)
  return json
}

test('a Sku that costs no more alone is not offered in a group, and its seller is told', async () => {
  const own = inStock(listing).skuId
  const before = await dealNow()
  const { price } = before.skus.find(({ sku }) => sku === own) ?? {}
  if (!price) throw new Error('the deal has no price for it')
  const cart = await groupCart(market, listing, { deal })
  expect((await seenByBuyers()).skus).toContain(own)

  const dear = listing.skus.map(({ skuId, pricing }) => ({ skuId, price: pricing.price }))
  const changed = await sellAt(
    dear.map((each) => (each.skuId === own ? { skuId: own, price } : each)),
  )
  const seen = changed.skus.find(({ skuId }) => skuId === own)
  expect([seen?.pricing.price, seen?.groupPrice]).toEqual([price, price])
  expect(seen && (await dealNow()).skus.find(({ sku }) => sku === own)?.alone).toEqual(price)
  expect((await seenByBuyers()).skus ?? []).not.toContain(own)

  // Neither a cart of before nor a new one buys it at the group's price.
  const body = { address: { ...address, phone: nextPhone() } }
  const quoted = await market.ask<Quote & { code: string }>(`/v1/carts/${cart.json.id}/quote`, {
    body,
  })
  expect([quoted.status, quoted.json.code]).toEqual([409, 'GROUP_DEAL_OVER'])
  expect((await groupCart(market, listing, { deal })).status).toBe(409)

  await sellAt(dear)
  expect((await seenByBuyers()).skus).toContain(own)
  expect((await market.ask(`/v1/carts/${cart.json.id}/quote`, { body })).status).toBe(200)
})

test('a deal that saves nobody anything is not shown; the tables of its seller say so', async () => {
  const texts = textsFor('zh-CN')
  const told = (count: number) => `${count} 个规格单买不比拼团贵，买家看不到它们的拼团`
  const { skus } = await dealNow()
  expect(groupDealTable([await dealNow()], texts)).not.toContain('单买')
  expect(skuTable([listing], texts)).not.toContain('拼团')
  const lowered = await sellAt(skus.map(({ sku, price }) => ({ skuId: sku, price })))
  expect(await seenByBuyers()).toEqual({ page: undefined, skus: undefined })
  expect(groupDealTable([await dealNow()], texts)).toContain(told(skus.length))
  for (const table of [skuTable, listingTable])
    expect(table([lowered], texts)).toContain(`${listing.id}: ${told(skus.length)}`)
  expect(skuTable([lowered], textsFor('en'))).toContain('no more alone than in a group')

  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  const { json } = await market.sell<Listing>(`/v1/seller/listings/${listing.id}`)
  expect(json.skus.flatMap(({ groupPrice }) => groupPrice ?? [])).toEqual([])
})
