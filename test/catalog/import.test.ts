import type { Listing, Offer } from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { type OpenShop, openShop } from '../shop.ts'
import { offerIds, wholesaleOnly } from './goods.ts'

let shop: OpenShop
afterEach(() => shop.close())

const [first = ''] = offerIds

test('a pasted link, a mobile link, a link in a sentence and a bare id import the same offer', async () => {
  shop = await openShop()
  const pasted = [
    `https://detail.1688.com/offer/${first}.html?spm=a26`,
    `https://m.1688.com/offer/${first}.html`,
    `看这个 https://detail.1688.com/offer/${first}.html 复制打开`,
    first,
  ]
  for (const source of pasted) {
    const { status, json } = await shop.sell<Offer>('/v1/seller/offers', { body: { source } })
    expect([status, json.offerId]).toEqual([200, first])
  }
  const { json } = await shop.sell<{ total: number }>('/v1/seller/offers')
  expect(json.total).toBe(1)
})

test.each([
  ['https://item.taobao.com/item.htm?id=610947572360', 422, 'OFFER_LINK_UNREADABLE'],
  ['随便写的', 422, 'OFFER_LINK_UNREADABLE'],
  ['999999999999', 404, 'OFFER_NOT_FOUND'],
])('%s is answered with %i %s and leaves nothing behind', async (source, status, code) => {
  shop = await openShop()
  const answer = await shop.sell('/v1/seller/offers', { body: { source } })
  expect([answer.status, answer.json.code]).toEqual([status, code])
  expect((await shop.sell<{ total: number }>('/v1/seller/offers')).json.total).toBe(0)
})

test('an offer that cannot be dropshipped is imported to look at and not listed', async () => {
  shop = await openShop()
  const imported = await shop.sell<Offer>('/v1/seller/offers', { body: { source: wholesaleOnly } })
  expect(imported.json.dropship).toBe(false)
  const answer = await shop.sell('/v1/seller/listings', { body: { offerId: wholesaleOnly } })
  expect([answer.status, answer.json.code]).toEqual([422, 'OFFER_NOT_DROPSHIPPABLE'])
})

test('only an imported offer can be listed, and listing it again answers the same listing', async () => {
  shop = await openShop()
  const early = await shop.sell('/v1/seller/listings', { body: { offerId: first } })
  expect(early.json.code).toBe('OFFER_NOT_FOUND')
  await shop.sell('/v1/seller/offers', { body: { source: first } })
  const listing = await shop.sell<Listing>('/v1/seller/listings', { body: { offerId: first } })
  const again = await shop.sell<Listing>('/v1/seller/listings', { body: { offerId: first } })
  expect(again.json).toEqual(listing.json)
  expect(listing.json.state).toBe('draft')
})

test('1688 being down while a seller imports says so and leaves nothing behind', async () => {
  shop = await openShop()
  await shop.control('/faults', { kind: 'http-500', times: 9 })
  const answer = await shop.sell('/v1/seller/offers', { body: { source: first } })
  expect([answer.status, answer.json.code]).toEqual([503, 'PLATFORM_BUSY'])
  expect(answer.headers.get('retry-after')).toBe('2')
  expect((await shop.sell<{ total: number }>('/v1/seller/offers')).json.total).toBe(0)
})
