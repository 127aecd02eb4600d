import { gunzipSync } from 'node:zlib'
import type { Listing, ListingDetail, ListingView } from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { type OpenShop, openShop } from '../shop.ts'
import { offerIds } from './goods.ts'

let shop: OpenShop
afterEach(() => shop.close())

type Page = { items: ListingView[]; next?: string }
const [first = '', second = ''] = offerIds

test('cards come in the order asked, unknown ones are left out, drafts are unknown', async () => {
  shop = await openShop()
  const a = await shop.list(first)
  const b = await shop.list(second)
  await shop.sell('/v1/seller/offers', { body: { source: offerIds[2] } })
  const draft = await shop.sell<Listing>('/v1/seller/listings', { body: { offerId: offerIds[2] } })
  const unknown = a.id.replace(/.{4}$/, '0000')
  const { status, json } = await shop.ask<Page>(
    `/v1/listings?ids=${b.id},${unknown},${draft.json.id},${a.id}`,
  )
  expect(status).toBe(200)
  expect(json.items.map((item) => item.id)).toEqual([b.id, a.id])
})

test('one card whose id is typed wrong leaves the other cards of its page alone', async () => {
  shop = await openShop()
  const { id } = await shop.list(first)
  const { status, json } = await shop.ask<Page>(`/v1/listings?ids=lst_mug,${id},${id}%0A`)
  expect([status, json.items?.map((item) => item.id)]).toEqual([200, [id]])
})

test('a card that is alone on its page with an id typed wrong is told that there is none', async () => {
  shop = await openShop()
  await shop.list(first)
  const { status, json } = await shop.ask<Page>('/v1/listings?ids=lst_mug')
  expect([status, json.items]).toEqual([200, []])
})

test('a buyer sees price, stock and labels and nothing of cost, supplier or 1688', async () => {
  shop = await openShop()
  const own = await shop.list(first)
  const detail = await shop.ask<ListingDetail>(`/v1/listings/${own.id}`)
  expect(detail.json.state).toBe('on-sale')
  expect(detail.json.skus.map((sku) => sku.price)).toEqual(own.skus.map((sku) => sku.pricing.price))
  expect(detail.json.skus.every((sku) => sku.stock <= 999)).toBe(true)
  const list = await shop.ask('/v1/listings')
  const told = detail.text + list.text
  for (const secret of [first, own.offer.supplier.id, own.offer.supplier.name, 'cost', 'alicdn']) {
    expect(told).not.toContain(secret)
  }
})

test('cards come packed to whoever can unpack them, and say the same before and after a change', async () => {
  shop = await openShop()
  const a = await shop.list(first)
  const b = await shop.list(second)
  for (const path of [`/v1/listings?ids=${b.id},${a.id}`, `/v1/listings/${a.id}`]) {
    for (const title of ['一号杯子', '二号杯子']) {
      await shop.sell(`/v1/seller/listings/${a.id}`, { method: 'PUT', body: { title } })
      const plain = await shop.ask(path)
      const request = new Request(
        `http://gateway${path}${path.includes('?') ? '&' : '?'}shop=${shop.keys.publishable}`,
        { headers: { 'accept-encoding': 'gzip' } },
      )
      const packed = await shop.gateway.fetch(request)
      expect(packed.headers.get('content-encoding')).toBe('gzip')
      expect(packed.headers.get('etag')).toBe(plain.headers.get('etag'))
      expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(plain.text)
      expect(plain.text).toContain(title)
    }
  }
})

test('every price is cost plus markup, explained step by step', async () => {
  shop = await openShop()
  const own = await shop.list(first)
  for (const { pricing } of own.skus) {
    expect(pricing.cost.amount + pricing.profit.amount).toBe(pricing.price.amount)
    expect(pricing.trace.at(-1)?.amount).toEqual(pricing.price)
  }
})

test('pages follow each other without gap or repeat, latest first', async () => {
  shop = await openShop()
  for (const offerId of offerIds.slice(0, 5)) {
    await shop.list(offerId)
    await shop.clock.advance(1000)
  }
  const seen: string[] = []
  let cursor = ''
  do {
    const { json } = await shop.ask<Page>(`/v1/listings?limit=2${cursor}`)
    seen.push(...json.items.map((item) => item.id))
    cursor = json.next ? `&cursor=${json.next}` : ''
  } while (cursor !== '')
  const own = await shop.sell<{ items: Listing[] }>('/v1/seller/listings')
  expect(seen).toEqual(own.json.items.map((item) => item.id))
  expect(new Set(seen).size).toBe(5)
})

test('search and category narrow the list; a percent sign is only a percent sign', async () => {
  shop = await openShop()
  const own = await shop.list(first)
  await shop.list(second)
  const word = own.title.slice(0, 4)
  const found = await shop.ask<Page>(`/v1/listings?q=${encodeURIComponent(word)}`)
  expect(found.json.items.map((item) => item.id)).toContain(own.id)
  const none = await shop.ask<Page>('/v1/listings?q=%25')
  expect(none.json.items).toEqual([])
  const shelf = await shop.ask<Page>(`/v1/listings?category=${encodeURIComponent(own.category)}`)
  expect(shelf.json.items.map((item) => item.id)).toContain(own.id)
  const empty = await shop.ask<Page>('/v1/listings?category=none')
  expect(empty.json.items).toEqual([])
})

test('a paused listing keeps its link, says that it is off, and leaves the list', async () => {
  shop = await openShop()
  const own = await shop.list(first)
  await shop.sell(`/v1/seller/listings/${own.id}/pause`, { method: 'POST' })
  const card = await shop.ask<Page>(`/v1/listings?ids=${own.id}`)
  expect(card.json.items[0]?.state).toBe('off')
  expect((await shop.ask<ListingDetail>(`/v1/listings/${own.id}`)).json.state).toBe('off')
  expect((await shop.ask<Page>('/v1/listings')).json.items).toEqual([])
  const back = await shop.sell<Listing>(`/v1/seller/listings/${own.id}/publish`, { method: 'POST' })
  expect(back.json.state).toBe('published')
})

test.each([
  ['/v1/listings/lst_01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, 'LISTING_NOT_FOUND'],
  ['/v1/listings/abc', 404, 'LISTING_NOT_FOUND'],
  ['/v1/listings?cursor=abc', 400, 'BAD_REQUEST'],
  ['/v1/listings?limit=0', 400, 'BAD_REQUEST'],
  ['/v1/listings?limit=1000000', 400, 'BAD_REQUEST'],
])('%s is answered with %i %s', async (path, status, code) => {
  shop = await openShop()
  const answer = await shop.ask(path)
  expect([answer.status, answer.json.code]).toEqual([status, code])
})

test('hidden Skus leave the buyer, prices set by hand stand, and one below the floor is refused', async () => {
  shop = await openShop()
  const own = await shop.list(first)
  const [a, b] = own.skus
  const put = (skus: unknown[]) =>
    shop.sell<Listing>(`/v1/seller/listings/${own.id}`, { method: 'PUT', body: { skus } })
  const price = { amount: (a?.pricing.price.amount ?? 0) + 1000, currency: 'CNY' }
  const changed = await put([
    { skuId: a?.skuId, price },
    { skuId: b?.skuId, hidden: true },
  ])
  expect(changed.json.skus[0]?.pricing.price).toEqual(price)
  const view = await shop.ask<ListingDetail>(`/v1/listings/${own.id}`)
  expect(view.json.skus.find((sku) => sku.skuId === a?.skuId)?.price).toEqual(price)
  expect(view.json.skus.some((sku) => sku.skuId === b?.skuId)).toBe(false)

  const low = await shop.sell(`/v1/seller/listings/${own.id}`, {
    method: 'PUT',
    body: {
      title: '不该留下',
      skus: [{ skuId: a?.skuId, price: { amount: 1, currency: 'CNY' } }],
    },
  })
  expect([low.status, low.json.code]).toEqual([422, 'PRICE_BELOW_FLOOR'])
  const still = await shop.sell<Listing>(`/v1/seller/listings/${own.id}`)
  expect(still.json.title).toBe(own.title)
  expect(still.json.skus[0]?.pricing.price).toEqual(price)

  const twice = await put([
    { skuId: a?.skuId, price: null },
    { skuId: a?.skuId, hidden: true },
  ])
  expect(twice.status).toBe(400)
  expect(JSON.parse(twice.text)).toMatchObject({ code: 'BAD_REQUEST', detail: { field: 'skus' } })

  const rule = await put([{ skuId: a?.skuId, price: null }])
  expect(rule.json.skus[0]?.pricing).toEqual(a?.pricing)
})
