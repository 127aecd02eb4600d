import {
  fen,
  type Listing,
  type ListingView,
  type PriceRule,
  priceOf,
  type Shop,
} from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from '../shop.ts'
import { offerIds } from './goods.ts'

let shop: OpenShop
afterEach(() => shop.close())

const [first = '', second = ''] = offerIds
const dear: PriceRule = {
  markup: { kind: 'percent', bp: 15_000 },
  ending: '9.9',
  minProfit: fen(500),
}

test('a new rule changes every price at once, except where a listing has its own', async () => {
  shop = await openShop()
  const plain = await shop.list(first)
  const special = await shop.list(second)
  const own = { markup: { kind: 'fixed', amount: fen(300) }, ending: 'none', minProfit: fen(0) }
  await shop.sell(`/v1/seller/listings/${special.id}`, { method: 'PUT', body: { priceRule: own } })
  await shop.ask(`/v1/listings?ids=${plain.id},${special.id}`)

  const changed = await shop.sell<Shop>('/v1/seller/shop', {
    method: 'PUT',
    body: { priceRule: dear },
  })
  expect(changed.json.priceRule).toEqual(dear)
  const { json } = await shop.ask<{ items: ListingView[] }>(
    `/v1/listings?ids=${plain.id},${special.id}`,
  )
  expect(json.items[0]?.skus.map((sku) => sku.price)).toEqual(
    plain.skus.map((sku) => priceOf(sku.pricing.cost, dear).price),
  )
  expect(json.items[1]?.skus.map((sku) => sku.price.amount)).toEqual(
    special.skus.map((sku) => sku.pricing.cost.amount + 300),
  )
  const seen = await shop.sell<Listing>(`/v1/seller/listings/${plain.id}`)
  expect(seen.json.skus.map((sku) => sku.pricing.price)).toEqual(
    json.items[0]?.skus.map((sku) => sku.price),
  )
})

test('a rule can be tried on a cost before it is kept', async () => {
  shop = await openShop()
  const { json } = await shop.sell('/v1/seller/prices/preview', {
    body: { cost: fen(1383), priceRule: dear },
  })
  expect(json).toEqual(priceOf(fen(1383), dear))
})

test('a shop is known by its key, and tells a page its name, state and address', async () => {
  shop = await openShop()
  const { json } = await shop.ask('/v1/shop')
  expect(json).toEqual({
    slug: 'demo',
    name: '小铺',
    state: 'open',
    theme: {},
    url: 'http://127.0.0.1:8688/shop/demo',
  })
})

test('unknown keys, foreign origins and closed shops are turned away by name', async () => {
  shop = await openShop()
  const noKey = await ask(shop.gateway, '/v1/listings')
  expect([noKey.status, noKey.json.code]).toEqual([401, 'KEY_MISSING'])
  const mistyped = await ask(shop.gateway, '/v1/listings?shop=xpk_abc')
  expect([mistyped.status, mistyped.json.code]).toEqual([401, 'KEY_UNKNOWN'])
  const secretInPage = await ask(shop.gateway, `/v1/listings?shop=${shop.keys.secret}`)
  expect(secretInPage.json.code).toBe('KEY_IN_BROWSER')

  const allowed = { allowedOrigins: ['https://blog.example'] }
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: allowed })
  const foreign = await shop.ask('/v1/listings', { headers: { origin: 'https://evil.example' } })
  expect([foreign.status, foreign.json.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
  const own = await shop.ask('/v1/listings', { headers: { origin: 'https://blog.example' } })
  expect(own.status).toBe(200)

  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
  const closed = await shop.ask('/v1/listings')
  expect([closed.status, closed.json.code]).toEqual([403, 'SHOP_CLOSED'])
})

test('a shop with nonsense in a change stays as it was', async () => {
  shop = await openShop()
  const bad = [
    { name: '' },
    { theme: { accent: 'red;}' } },
    { allowedOrigins: ['x'] },
    { id: 'shp_1' },
  ]
  for (const body of bad) {
    const answer = await shop.sell('/v1/seller/shop', { method: 'PUT', body })
    expect([answer.status, answer.json.code]).toEqual([400, 'BAD_REQUEST'])
  }
  expect((await shop.sell<Shop>('/v1/seller/shop')).json).toEqual(shop.shop)
})
