import fc from 'fast-check'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { newShareCode, shortLink } from './index.ts'
import { qrPng } from './node.ts'
import { margin, type QrCode, qrCode, qrPath, qrSvg, qrText } from './qr.ts'
import { utf8 } from './utf8.ts'

/** Reads rows of light (true) modules by a decoder that is not ours. */
function read(side: number, isLight: (x: number, y: number) => boolean): string | undefined {
  const scale = 4
  const width = side * scale
  const pixels = new Uint8ClampedArray(width * width * 4)
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const light = isLight(Math.floor(x / scale), Math.floor(y / scale))
      pixels.set([...Array(3).fill(light ? 255 : 0), 255], (y * width + x) * 4)
    }
  }
  return jsqr(pixels, width, width)?.data
}

function readCode(code: QrCode): string | undefined {
  const side = code.size + 2 * margin
  return read(side, (x, y) => !code.isDark(x - margin, y - margin))
}

test('a phone reads the short link of any code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (random) => {
      const link = shortLink('https://xiaopu.example', newShareCode(random))
      const code = qrCode(link)
      expect(readCode(code)).toBe(link)
      expect(code.size).toBe(33)
    }),
    { numRuns: 30 },
  )
})

test('long addresses and Chinese words survive', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, size: 'large' }), (url) => {
      const short = url.slice(0, 200)
      expect(readCode(qrCode(short))).toBe(short)
    }),
    { numRuns: 10 },
  )
  const long = `https://shop.example/?q=${'a1'.repeat(200)}`
  expect(readCode(qrCode(long))).toBe(long)
  expect(readCode(qrCode('小铺：扫码看商品 🛍️'))).toBe('小铺：扫码看商品 🛍️')
})

test('nothing and too much are refused', () => {
  expect(() => qrCode('')).toThrow(TypeError)
  expect(() => qrCode('a'.repeat(1664))).toThrow(TypeError)
  expect(qrCode('a'.repeat(1663)).size).toBe(177)
})

test('the SVG path covers exactly the dark modules', () => {
  const code = qrCode('https://shop.example/s/AbCd2345')
  const dark = new Set<string>()
  let [x, y] = [0, 0]
  for (const [, move, a = '0', b = '0', run = '0'] of qrPath(code).matchAll(
    /([Mm])(\d+) (\d+(?:\.5)?)h(\d+)/g,
  )) {
    ;[x, y] = move === 'M' ? [Number(a), Math.floor(Number(b))] : [x + Number(a), y + Number(b)]
    for (let i = 0; i < Number(run); i++) dark.add(`${x++},${y}`)
  }
  const side = code.size + 2 * margin
  expect(read(side, (x, y) => !dark.has(`${x},${y}`))).toBe('https://shop.example/s/AbCd2345')
  const modules = Array.from({ length: code.size ** 2 }, (_, i) =>
    code.isDark(i % code.size, Math.floor(i / code.size)),
  )
  expect(dark.size).toBe(modules.filter(Boolean).length)
  expect(qrSvg('https://shop.example/s/AbCd2345')).toMatch(/^<svg [^>]*viewBox="0 0 37 37"/)
})

test('a terminal shows the code right way round, with its margin', () => {
  const text = 'http://127.0.0.1:8688/s/AbCd2345'
  for (const colours of ['none', 'ansi'] as const) {
    const lines = qrText(text, colours)
      .split('\n')
      .map((line) => line.replaceAll('\u001b[97;40m', '').replaceAll('\u001b[0m', ''))
    const side = lines[0]?.length ?? 0
    const isLight = (x: number, y: number) => {
      const block = lines[y >> 1]?.[x] ?? ' '
      return block === '█' || block === (y % 2 === 0 ? '▀' : '▄')
    }
    expect(read(side, isLight)).toBe(text)
    expect(lines[0]).toBe('█'.repeat(side))
  }
})

test('the PNG is read by decoders that are not ours', () => {
  const text = 'https://shop.example/s/AbCd2345'
  const bytes = qrPng(text)
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes))
  expect([width, height]).toEqual([37 * 8, 37 * 8])
  expect(jsqr(new Uint8ClampedArray(data), width, height)?.data).toBe(text)
  expect(bytes.length).toBeLessThan(2000)
})

test('bytes are those of TextEncoder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8(text)).toEqual(new TextEncoder().encode(text))
    }),
  )
  expect(utf8('a\ud800b')).toEqual(new TextEncoder().encode('a\ud800b'))
})
