import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeptBody } from './kept-body.ts'
import type { Packing } from './packing.ts'

const page = new Uint8Array(Buffer.from('<li>一件商品</li>'.repeat(500) + Math.PI))

const read = { br: brotliDecompressSync, gzip: gunzipSync }

test('whoever asked before, everybody reads the same', () => {
  const askers = fc.array(fc.constantFrom<Packing | undefined>('br', 'gzip', undefined))
  fc.assert(
    fc.property(askers, (packings) => {
      const body = new KeptBody(page, {}, 'text/html')
      for (const packing of packings) {
        const taken = body.as(packing)
        expect(new Uint8Array(packing ? read[packing](taken) : taken)).toEqual(page)
      }
    }),
  )
})

test('what was taken packed is kept packed, once, in a fifth of the bytes', () => {
  const packed = {}
  const body = new KeptBody(page, packed, 'application/json; charset=utf-8')
  expect(body.size).toBe(page.byteLength)
  const first = body.as('gzip')
  expect(body.as('gzip')).toBe(first)
  expect(body.size).toBe(first.byteLength)
  expect(body.size).toBeLessThan(page.byteLength / 5)
  body.as(undefined)
  expect(body.size).toBe(first.byteLength)
  expect(packed).toEqual({ gzip: first })
})
