import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pack, packForGood, packingFor } from './packing.ts'

const asking = (accepted?: string) =>
  new Request('http://gateway/', { headers: accepted ? { 'accept-encoding': accepted } : {} })

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip, br;q=0', 'gzip'],
  ['br;q=0.0, gzip;q=0', undefined],
  ['br;q=0.8', 'br'],
  ['brotli', undefined],
  ['', undefined],
])('who accepts "%s" is answered with %s', (accepted, packing) => {
  expect(packingFor(asking(accepted))).toBe(packing)
})

test('a list is packed with what is quickest', () => {
  expect(packingFor(asking('gzip, br'), 'application/json; charset=utf-8')).toBe('gzip')
})

test('what was packed is the same when it is unpacked, and brotli takes fewer bytes', async () => {
  const page = new TextEncoder().encode('<li>一件商品</li>'.repeat(500) + Math.PI)
  for (const pages of [pack, packForGood]) {
    const [br, gzip] = [await pages(page, 'br'), await pages(page, 'gzip')]
    expect(new Uint8Array(brotliDecompressSync(br))).toEqual(page)
    expect(new Uint8Array(gunzipSync(gzip))).toEqual(page)
    expect(br.byteLength).toBeLessThan(gzip.byteLength)
  }
})
