import type { Listing, ListingView, Offer, Platform } from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { address, fillCart } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { offerIds } from './goods.ts'

let shop: OpenShop
afterEach(() => shop.close())

const [first = ''] = offerIds
const hour = 3_600_000
const card = async (id: string) =>
  (await shop.ask<{ items: ListingView[] }>(`/v1/listings?ids=${id}`)).json.items[0]

/** The sandbox, with offers changed as the test says. */
const changing =
  (change: (offer: Offer) => Offer | undefined) =>
  (platform: Platform): Platform => ({
    ...platform,
    async offer(id) {
      const offer = await platform.offer(id)
      return offer && change(offer)
    },
  })

test('a dearer offer makes a dearer listing, with the Sku ids that carts hold', async () => {
  shop = await openShop()
  const before = await shop.list(first)
  await shop.control('/app', { callbackUrl: '' })
  await shop.control(`/offers/${first}`, { consignFen: 9_900 })
  await shop.clock.advance(7 * hour)
  const after = await eventually(async () => {
    const { json } = await shop.sell<Listing>(`/v1/seller/listings/${before.id}`)
    return json.skus[0]?.pricing.cost.amount === 9_900 && json
  })
  expect(after.skus.map((sku) => sku.skuId)).toEqual(before.skus.map((sku) => sku.skuId))
  expect((await card(before.id))?.skus.map((sku) => sku.price)).toEqual(
    after.skus.map((sku) => sku.pricing.price),
  )
})

test('a Sku that the supplier drops leaves the shop, and is the same Sku when it returns', async () => {
  let dropped = false
  shop = await openShop({
    platform: changing((offer) => ({ ...offer, skus: dropped ? offer.skus.slice(1) : offer.skus })),
  })
  const before = await shop.list(first)
  dropped = true
  await shop.sell('/v1/seller/offers', { body: { source: first } })
  expect((await card(before.id))?.skus).toHaveLength(before.skus.length - 1)
  dropped = false
  await shop.sell('/v1/seller/offers', { body: { source: first } })
  expect((await card(before.id))?.skus.map((sku) => sku.skuId)).toEqual(
    before.skus.map((sku) => sku.skuId),
  )
})

test('an offer that 1688 twice does not know goes off sale; once is not enough', async () => {
  let known = true
  let asked = 0
  shop = await openShop({
    platform: changing((offer) => {
      asked++
      return known ? offer : undefined
    }),
  })
  const listing = await shop.list(first)
  known = false
  asked = 0
  await shop.clock.advance(7 * hour)
  await eventually(async () => asked === 1)
  expect((await card(listing.id))?.state).toBe('on-sale')
  await eventually(async () => {
    await shop.clock.advance(hour / 4)
    return (await card(listing.id))?.state === 'off'
  })
  known = true
  await shop.sell('/v1/seller/offers', { body: { source: first } })
  expect((await card(listing.id))?.state).toBe('on-sale')
})

test('an offer that comes back without a word is on sale again at the next look', async () => {
  // Neither pushed nor kept: nobody ever hears of it.
  shop = await openShop({
    platform: (platform) => ({ ...platform, async *missedMessages() {} }),
  })
  const listing = await shop.list(first)
  await shop.control('/app', { callbackUrl: '' })
  const isOnSale = async () => (await card(listing.id))?.state === 'on-sale'
  await shop.control(`/offers/${first}`, { status: 'expired' })
  await shop.clock.advance(7 * hour)
  await eventually(async () => !(await isOnSale()))
  await shop.control(`/offers/${first}`, { status: 'published' })
  await shop.clock.advance(7 * hour)
  await eventually(isOnSale)
})

test('news that arrives late does not undo newer news', async () => {
  let old: Offer | undefined
  shop = await openShop({ platform: changing((offer) => old ?? offer) })
  const { json: offer } = await shop.sell<Offer>('/v1/seller/offers', { body: { source: first } })
  await shop.clock.advance(1000)
  const listing = await shop.list(first)
  old = { ...offer, title: '旧标题', skus: offer.skus.map((sku) => ({ ...sku, stock: 0 })) }
  const answer = await shop.sell<Offer>('/v1/seller/offers', { body: { source: first } })
  expect(answer.json.title).toBe(offer.title)
  expect((await card(listing.id))?.state).toBe('on-sale')
})

test('a label runs out unless a later look confirms it', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const labels = async () => (await card(listing.id))?.labels
  const shown = await labels()
  expect(shown?.length).toBeGreaterThan(0)
  await shop.clock.advance(71 * hour)
  await shop.sell('/v1/seller/offers', { body: { source: first } })
  await shop.clock.advance(2 * hour)
  expect(await labels()).toEqual(shown)
})

test('publishing tells 1688 once, after the fact', async () => {
  const told: string[] = []
  shop = await openShop({
    platform: (platform) => ({
      ...platform,
      async relate(listing) {
        await platform.relate(listing)
        told.push(listing.listingId)
      },
    }),
  })
  const listing = await shop.list(first)
  await eventually(async () => told.length > 0)
  await shop.sell(`/v1/seller/listings/${listing.id}/publish`, { method: 'POST' })
  expect(told).toEqual([listing.id])
})

test('a buyer of what went offline at 1688 hears that it is off sale, and nothing of 1688', async () => {
  shop = await openShop()
  const cart = await fillCart(shop, [{ listing: await shop.list(first) }])
  await shop.control('/app', { callbackUrl: '' })
  await shop.control(`/offers/${first}`, { status: 'expired' })
  const { status, text, json } = await shop.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })
  expect([status, json.code]).toEqual([409, 'LISTING_NOT_ON_SALE'])
  expect(text).not.toMatch(new RegExp(`${first}|OFFER|1688`))
})
