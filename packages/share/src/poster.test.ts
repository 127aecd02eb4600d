import fc from 'fast-check'
import { expect, test } from 'vitest'
import { palette } from './colour.ts'
import { type PosterCard, posterSvg } from './poster.ts'
import { layoutPoster } from './poster-layout.ts'
import { textWidth, wrap } from './wrap.ts'

const formats = ['square', 'portrait', 'story'] as const

const card: PosterCard & { readonly url: string } = {
  title: '316不锈钢保温杯大容量便携水杯',
  price: '¥1,280.50 起',
  shopName: '阿梅的小店',
  url: 'https://shop.example/s/AbCd2345',
  imageUrl: 'https://pictures.example/cup.jpg',
  texts: { scan: '扫码或长按购买', noPicture: '扫码看商品图' },
}

const hostile = [
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "'/><image href=javascript:alert(1)>",
  ']]><!--&lt;',
  '\u0000\u0008\ud800\ufffe\u202ereversed',
  '&amp;&#60;img&#62;',
  '<foreignObject><body onload=alert(1)>',
]

test('each format has its size', () => {
  const sizes = formats.map(
    (format) => /viewBox="0 0 (\d+ \d+)"/.exec(posterSvg(format, card))?.[1],
  )
  expect(sizes).toEqual(['1080 1080', '1080 1440', '1080 1920'])
})

test('a poster says title, shop and price, the fen smaller than the yuan', () => {
  const svg = posterSvg('portrait', card)
  expect(svg).toContain('<title>316不锈钢保温杯大容量便携水杯</title>')
  expect(svg).toContain('>阿梅的小店</tspan>')
  const runs = [...svg.matchAll(/<tspan font-size="(\d+)"[^>]*>([^<]*)</g)].map(
    ([, size, text]) => [text, Number(size)],
  )
  expect(runs).toEqual(
    expect.arrayContaining([
      ['1,280', 100],
      ['.50', 52],
      ['¥', 52],
      [' 起', 36],
    ]),
  )
})

test('a price that is none of ours is drawn as it is, and none leaves no gap in words', () => {
  expect(posterSvg('square', { ...card, price: '面议' })).toContain('>面议</tspan>')
  const { price: _, ...priceless } = card
  expect(posterSvg('square', priceless)).not.toContain('¥')
})

test('whatever the words are, a poster holds its own tags and no other', () => {
  const word = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }))
  const own = /^(?:svg|title|rect|clipPath|image|text|tspan|path)$/
  fc.assert(
    fc.property(word, word, word, fc.constantFrom(...formats), (a, b, c, format) => {
      const svg = posterSvg(format, {
        ...card,
        title: a,
        shopName: b,
        price: c,
        imageUrl: a,
        accent: b,
        texts: { scan: c, noPicture: a },
      })
      const tags = [...svg.matchAll(/<\/?([^\s>/]*)/g)].map(([, name = '']) => name)
      expect(tags.filter((tag) => !own.test(tag))).toEqual([])
      expect(svg).not.toMatch(/\son\w+="|javascript:[^<]*"|[\p{Cc}\ufffe\u202e]/u)
      expect(svg.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
    }),
  )
})

test('only pictures are shown as pictures', () => {
  const has = (imageUrl: string) => posterSvg('square', { ...card, imageUrl }).includes('<image')
  expect(has('https://pictures.example/cup.jpg')).toBe(true)
  expect(has('data:image/png;base64,iVBORw0=')).toBe(true)
  expect(has('data:image/svg+xml,<svg/>')).toBe(false)
  expect(has('data:text/html,x')).toBe(false)
  expect(has('javascript:alert(1)')).toBe(false)
})

test('a title takes at most two lines of its width, cut with an ellipsis', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 })
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 20 }), (text, width) => {
      const lines = wrap(text, width, 2)
      expect(lines.length).toBeLessThanOrEqual(2)
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width)
    }),
    // Added up in another order, its width came to 5.000000000000001.
    { examples: [['\u2010\u2010^kk ^', 5]] },
  )
  expect(wrap('不锈钢保温杯大容量便携', 5, 2)).toEqual(['不锈钢保温', '杯大容量…'])
  expect(wrap('Stainless steel bottle', 8, 3)).toEqual(['Stainless', 'steel bottle'])
  expect(wrap('春夏新款，显瘦', 4, 2)).toEqual(['春夏新', '款，显瘦'])
  expect(wrap('  ', 5, 2)).toEqual([])
})

test('a family and a skin tone are one sign', () => {
  expect(textWidth('👨‍👩‍👧')).toBe(textWidth('👍🏽'))
  expect(wrap('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 3, 1)).toEqual(['👨‍👩‍👧…'])
})

test('modules of the code are whole pixels, at least four of them', () => {
  for (const format of formats) {
    for (const url of [card.url, `https://shop.example/${'x'.repeat(60)}`]) {
      const { shapes } = layoutPoster(format, { ...card, url })
      const code = shapes.find((shape) => shape.kind === 'code')
      expect(Number.isInteger(code?.module)).toBe(true)
      expect(code?.module).toBeGreaterThanOrEqual(4)
    }
  }
})

test('a story keeps words out of where short-video apps put their buttons', () => {
  const { shapes } = layoutPoster('story', card)
  const lines = shapes.flatMap((shape) => (shape.kind === 'words' ? [shape.y] : []))
  expect(Math.min(...lines)).toBeGreaterThan(250 + 36)
  expect(Math.max(...lines)).toBeLessThan(1920 - 400)
})

test('a colour that cannot be read on white gives way to black', () => {
  expect(palette('#ffe600').accent).toBe('#1f1f1f')
  expect(palette('#00ff00').accent).toBe('#1f1f1f')
  expect(palette('#0a58ca')).toEqual({ accent: '#0a58ca', tint: '#e1ebf8' })
  expect(palette('red;}').accent).toBe('#d92d20')
})

test('a poster for a channel that punishes codes has none, and its words take the room', () => {
  const { url: _, ...without } = card
  const long = { ...without, title: '大'.repeat(60) }
  for (const format of formats) {
    const shapes = layoutPoster(format, long).shapes
    expect(shapes.filter(({ kind }) => kind === 'code')).toEqual([])
    expect(posterSvg(format, long)).not.toContain(card.texts.scan)
  }
  const lineOf = (card: PosterCard) =>
    layoutPoster('portrait', card)
      .shapes.flatMap((shape) => (shape.kind === 'words' ? shape.runs : []))
      .find(({ text }) => text.startsWith('大大'))?.text.length ?? 0
  expect(lineOf(long)).toBeGreaterThan(lineOf({ ...card, title: long.title }))
})
