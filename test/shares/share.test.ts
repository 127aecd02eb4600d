import type { Share } from '@xiaopu/domain'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { afterEach, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { ask, baseUrl, type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
afterEach(() => shop.close())

const phone = {
  'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger',
}
const [first = ''] = offerIds

async function share(body: Record<string, unknown>): Promise<Share> {
  const answer = await shop.sell<{ share: Share }>('/v1/seller/shares', { body })
  expect(answer.status).toBe(200)
  return answer.json.share
}

const visits = () =>
  shop.gateway.deps.db.selectFrom('visits').select(['visitor', 'share_id']).execute()

test('the same target, channel and name are the same link; another group is another one', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const mums = await share({ listing: listing.id, channel: 'wechat', name: '妈妈群' })
  const again = await share({ listing: listing.id, channel: 'wechat', name: '妈妈群' })
  const work = await share({ listing: listing.id, channel: 'wechat', name: '同事群' })
  const whole = await share({ channel: 'wechat' })
  expect(again).toEqual(mums)
  expect(new Set([mums.code, work.code, whole.code]).size).toBe(3)
  expect([mums.kind, whole.kind]).toEqual(['listing', 'shop'])
  const { json } = await shop.sell<{ items: Share[] }>('/v1/seller/shares?limit=2')
  expect(json.items).toHaveLength(2)
})

test('a share comes with a tag to paste that names the shop, the listing and the share', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { json } = await shop.sell<{ share: Share; tag: string }>('/v1/seller/shares', {
    body: { listing: listing.id, channel: 'web' },
  })
  for (const part of [shop.keys.publishable, listing.id, json.share.code, '/embed/v1.js']) {
    expect(json.tag).toContain(part)
  }
})

test('a short link leads to its listing and is one visit, also when the page tells who came', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { id, code } = await share({ listing: listing.id, channel: 'wechat' })
  const answer = await ask(shop.gateway, `/s/${code}`, { headers: phone })
  expect(answer.status).toBe(302)
  const target = new URL(answer.headers.get('location') ?? '')
  expect(target.href.split('#')[0]).toBe(`${baseUrl}/shop/demo/${listing.id}?s=${code}`)
  const opening = target.hash.replace('#v=', '')
  const tell = (visitor: string) => shop.ask('/v1/visits', { body: { code, visitor, opening } })
  await tell('visitor-1')
  await tell('visitor-1')
  expect(await visits()).toEqual([{ visitor: 'visitor-1', share_id: id }])
  // The address was copied to a friend, fragment and all: that is someone else.
  await tell('visitor-2')
  expect(await visits()).toHaveLength(2)
})

test.each([
  ['a HEAD request', 'HEAD', phone],
  ['a prefetch', 'GET', { ...phone, 'sec-purpose': 'prefetch' }],
  ['a picture in a foreign page', 'GET', { ...phone, 'sec-fetch-dest': 'image' }],
])('%s is led on and not counted', async (_, method, headers) => {
  shop = await openShop()
  const { code } = await share({ channel: 'web' })
  const answer = await ask(shop.gateway, `/s/${code}`, { method, headers })
  expect(answer.headers.get('location')).toBe(`${baseUrl}/shop/demo?s=${code}`)
  expect(await visits()).toEqual([])
})

test('a code that is none, or of another shop, is told apart from nothing', async () => {
  shop = await openShop()
  const unknown = await ask(shop.gateway, '/s/ABCDEFGH', { headers: phone })
  expect(unknown.status).toBe(410)
  const visit = await shop.ask('/v1/visits', { body: { code: 'ABCDEFGH', visitor: 'visitor-1' } })
  expect([visit.status, visit.json.code]).toEqual([404, 'SHARE_NOT_FOUND'])
  const card = await ask(shop.gateway, '/v1/shares/ABCDEFGH')
  expect([card.status, card.json.code]).toEqual([404, 'SHARE_NOT_FOUND'])
  const listing = await shop.sell('/v1/seller/shares', {
    body: { channel: 'web', listing: 'lst_01ARZ3NDEKTSV4RRFFQ69G5FAV' },
  })
  expect([listing.status, listing.json.code]).toEqual([404, 'LISTING_NOT_FOUND'])
})

test('a QR code as PNG reads back as the short link, by a decoder that is not ours', async () => {
  shop = await openShop()
  const { code, url } = await share({ channel: 'wechat' })
  const response = await shop.gateway.fetch(
    new Request(`${baseUrl}/v1/shares/${code}/qr?format=png`),
  )
  expect(response.headers.get('content-type')).toBe('image/png')
  const { data, width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()))
  expect(jsqr(new Uint8ClampedArray(data), width, height)?.data).toBe(url)
  const svg = await ask(shop.gateway, `/v1/shares/${code}/qr`)
  expect(svg.text).toContain('<svg')
  const text = await ask(shop.gateway, `/v1/shares/${code}/qr?format=text`)
  expect(text.headers.get('content-type')).toContain('text/plain')
})

test('a poster carries its picture, title, price and shop in one file', async () => {
  const png = PNG.sync.write(new PNG({ width: 2, height: 2 }))
  shop = await openShop({ gateway: { fetch: async () => new Response(new Uint8Array(png)) } })
  const listing = await shop.list(first)
  const { code } = await share({ listing: listing.id, channel: 'wechat' })
  const { status, headers, text } = await ask(
    shop.gateway,
    `/v1/shares/${code}/poster?format=square`,
  )
  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(text).toContain(`data:image/png;base64,${png.toString('base64')}`)
  expect(text).toContain(shop.shop.name)
  const cheapest = Math.min(...listing.skus.map((sku) => sku.pricing.price.amount))
  expect(text.replaceAll(/<[^>]+>/g, '')).toContain((cheapest / 100).toFixed(2))
  expect(text).not.toContain('alicdn')
})

test('a buyer passes a listing on, and a card says what it shows', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { json } = await shop.ask<{ code: string; url: string }>('/v1/shares', {
    body: { listing: listing.id, channel: 'wechat' },
  })
  expect(json.url).toBe(`${baseUrl}/s/${json.code}`)
  const card = await ask<{ title: string; shopName: string; imageUrl: string }>(
    shop.gateway,
    `/v1/shares/${json.code}`,
  )
  expect(card.json.title).toBe(listing.title)
  expect(card.json.shopName).toBe('小铺')
  expect(card.json.imageUrl).toMatch(/^http:\/\/127\.0\.0\.1:8688\/img\//)
})
