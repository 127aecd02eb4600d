import { readdir, readFile } from 'node:fs/promises'
import type { ListingDetail } from '@xiaopu/domain'
import { PNG } from 'pngjs'
import { afterEach, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from '../shop.ts'
import { offerIds } from './goods.ts'

let shop: OpenShop
afterEach(() => shop.close())

const png = new Uint8Array(PNG.sync.write(new PNG({ width: 4, height: 3 })))

/** A picture that is small to send and large to draw. */
function hugePng(): Uint8Array<ArrayBuffer> {
  const huge = png.slice()
  new DataView(huge.buffer).setUint32(16, 50_000)
  new DataView(huge.buffer).setUint32(20, 50_000)
  return huge
}
const [first = ''] = offerIds

/** A shop whose pictures come from `source`; answers how to get the first one. */
async function open(source: (url: URL) => Promise<Response>) {
  let fetches = 0
  shop = await openShop({
    gateway: {
      fetch: async (input) => {
        fetches++
        return source(new URL(String(input)))
      },
    },
  })
  const listing = await shop.list(first)
  const { json } = await shop.ask<ListingDetail>(`/v1/listings/${listing.id}`)
  const path = new URL(json.images[0] ?? '').pathname
  return { get: () => ask(shop.gateway, path), fetched: () => fetches }
}

test('a picture is fetched once, however many ask for it, and kept for good', async () => {
  const release = Promise.withResolvers<void>()
  const { get, fetched } = await open(async () => {
    await release.promise
    return new Response(png, { headers: { 'content-type': 'image/png' } })
  })
  const waiting = Array.from({ length: 20 }, get)
  release.resolve()
  const answers = await Promise.all(waiting)
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200))
  await get()
  expect(fetched()).toBe(1)
  const { headers } = await get()
  expect(headers.get('content-type')).toBe('image/png')
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(headers.get('access-control-allow-origin')).toBe('*')
  const [file = '', ...others] = await readdir(shop.imageDir)
  expect(others).toEqual([])
  expect(new Uint8Array(await readFile(`${shop.imageDir}/${file}`))).toEqual(png)
})

test.each([
  [
    'HTML that calls itself a PNG',
    () => new Response('<script>alert(1)</script>', { headers: { 'content-type': 'image/png' } }),
  ],
  ['SVG', () => new Response('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a page that is missing', () => new Response('no', { status: 404 })],
  ['six megabytes', () => new Response(new Uint8Array(6 * 1024 * 1024))],
  ['2,500 million pixels', () => new Response(hugePng())],
  ['a picture that stands elsewhere', () => Response.redirect('https://cbu01.alicdn.com/b.png')],
  ['a picture of no bytes', () => new Response('')],
  ['a broken line', () => Promise.reject(new TypeError('fetch failed'))],
])('%s is answered with a drawn placeholder that is asked for again soon', async (_, source) => {
  const { get, fetched } = await open(async () => source())
  const answer = await get()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(answer.headers.get('cache-control')).toBe('public, max-age=30')
  await get()
  expect(fetched()).toBe(1)
  await shop.clock.advance(31_000)
  await get()
  expect(fetched()).toBe(2)
  expect(await readdir(shop.imageDir)).toEqual([])
})

test('hosts that are not on the list are never asked', async () => {
  let asked = false
  shop = await openShop({
    gateway: {
      imageHosts: ['pictures.example'],
      fetch: async () => {
        asked = true
        return new Response(png)
      },
    },
  })
  const listing = await shop.list(first)
  const { json } = await shop.ask<ListingDetail>(`/v1/listings/${listing.id}`)
  const { headers } = await ask(shop.gateway, new URL(json.images[0] ?? '').pathname)
  expect(headers.get('content-type')).toBe('image/svg+xml')
  expect(asked).toBe(false)
})

test('ids that are none, and ids of nothing, are not found', async () => {
  shop = await openShop()
  for (const id of ['abc', '..%2f..%2fetc', 'AAAAAAAAAAAAAAAAAAAAAA']) {
    const answer = await ask(shop.gateway, `/img/${id}`)
    expect([answer.status, answer.json.code]).toEqual([404, 'NOT_FOUND'])
  }
})
