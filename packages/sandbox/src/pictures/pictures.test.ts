import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { held } from '../catalogue/held.ts'
import { catalogue } from '../catalogue/index.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { pictures } from './index.ts'
import { asked } from './size.ts'

const offers = catalogue()
const app = pictures(held(offers))

function paths(offer: SandboxOffer): string[] {
  const values = offer.skus.flatMap((sku) => sku.properties.flatMap(({ image }) => image ?? []))
  return [...new Set([...offer.images, ...values])]
}

/** Reads a PNG by the chunks of its specification: size, rows, how many colours it uses. */
async function look(path: string) {
  const answer = await app.request(`/${path}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13)
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  return { answer, bytes, width, height, rows, colours: new Set(rows).size }
}

test('every picture of every offer is drawn', async () => {
  for (const path of offers.flatMap(paths)) {
    const { answer, width, rows, height, colours } = await look(`${path}_32x32.png`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect([width, height, rows.length]).toEqual([32, 32, 33 * 32])
    expect(colours).toBeGreaterThan(8)
  }
})

test('pictures have 480 × 480 pixels, are kept for good and weigh at most 15 kB', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...offers.flatMap(paths)), async (path) => {
      const { answer, bytes, width, height } = await look(path)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect([width, height]).toEqual([480, 480])
      expect(bytes.length).toBeLessThan(15_000)
    }),
    { numRuns: 40 },
  )
})

test('the same path shows the same picture, another colour another one', async () => {
  const offer = offers.find(({ skus }) => skus.length > 3)
  const [one, other] = [...new Set(offer?.skus.map((sku) => sku.properties[0]?.image))]
  const again = await pictures(held(offers)).request(`/${one}`)
  const first = (await look(one ?? '')).bytes
  expect(Buffer.from(await again.arrayBuffer()).equals(first)).toBe(true)
  expect((await look(other ?? '')).bytes.equals(first)).toBe(false)
})

test('a picture of a real offer is drawn under its own path, an unknown one is not found', async () => {
  const [offer] = offers
  if (!offer) throw new TypeError('the catalogue is empty')
  const real = ['imgextra/i2/O1CN01_!!0-cbu_common_content.jpg', 'img/ibank/2020/913/a_9.jpg']
  const served = pictures(held([{ ...offer, images: real }]))
  expect((await served.request(`/${real[0]}`)).status).toBe(200)
  expect((await served.request(`/${real[1]}_60x60.jpg`)).status).toBe(200)
  expect((await served.request('/img/ibank/none.jpg')).status).toBe(404)
})

test.each([
  ['a.png', 'a.png', 480, 480],
  ['a.220x220.png', 'a.png', 220, 220],
  ['a.jpg_400x400.jpg', 'a.jpg', 400, 400],
  ['a.jpg_600x300q90.jpg_.webp', 'a.jpg', 600, 300],
  ['a.99999x1.jpg', 'a.jpg', 800, 16],
])('%s asks for %s at %i × %i', (path, original, width, height) => {
  expect(asked(path)).toEqual({ original, width, height })
})
