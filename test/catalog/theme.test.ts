import type { Shop } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop

beforeAll(async () => {
  market = await openShop()
  await accented('#12ab9f')
}, 60_000)
afterAll(() => market.close())

const accented = (accent: unknown) =>
  market.sell<Shop>('/v1/seller/shop', { method: 'PUT', body: { theme: { accent } } })

/** What would load something, cover something, leave the style, or be read as something else. */
const hostile: readonly unknown[] = [
  'url(https://evil.example/x.png)',
  '#fff;background:url(//evil.example)',
  '#123456;position:fixed;inset:0',
  '#123456}*{display:none}',
  '#123456}body{background:url(https://evil.example)}',
  '#123456</style><script>alert(1)</script>',
  '#123456"><img src=x onerror=alert(1)>',
  '#123456\n}:host{position:fixed;inset:0;z-index:99}',
  '#123456\u0000',
  '#123456 !important',
  '#123456/**/;all:unset',
  '#12345',
  '#1234567',
  '#12345g',
  '#１２３４５６',
  '123456',
  ' #123456',
  '#123456 ',
  '#123456\n',
  'red',
  'RED',
  'transparent',
  'currentColor',
  'inherit',
  'initial',
  'var(--x)',
  'var(--x,url(//evil.example))',
  'env(safe-area-inset-top)',
  'attr(data-x)',
  'rgb(0,0,0)',
  'rgba(0,0,0,0)',
  'hsl(0 0% 0% / 0)',
  'color(display-p3 1 0 0)',
  'color-mix(in srgb, red, blue)',
  'light-dark(#fff,#000)',
  'image-set("https://evil.example/x.png" 1x)',
  'cross-fade(url(//evil.example),red)',
  'element(#pay)',
  'paint(evil)',
  'expression(alert(1))',
  'javascript:alert(1)',
  '-moz-binding:url(//evil.example)',
  'behavior:url(//evil.example)',
  '@import "//evil.example"',
  '\\23 123456',
  '#123456\\',
  '',
  null,
  0x12_34_56,
  true,
  ['#123456'],
  { toString: '#123456' },
]

test('the corpus of themes is as large as it is said to be', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(40)
})

test.each(hostile.map((accent) => [accent]))('S-44: %j is no accent', async (accent) => {
  const { status, json } = await accented(accent)
  expect([status, json]).toMatchObject([400, { code: 'BAD_REQUEST' }])
  expect((await market.sell<Shop>('/v1/seller/shop')).json.theme).toEqual({ accent: '#12ab9f' })
})

test('S-44: a theme is one colour, whatever else comes with it', async () => {
  const more = {
    accent: '#12ab9f',
    css: 'body{display:none}',
    font: 'url(//evil.example)',
    __html: '<style>*{opacity:0}</style>',
  }
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { theme: more } })
  expect((await market.sell<Shop>('/v1/seller/shop')).json.theme).toEqual({ accent: '#12ab9f' })
  const { text } = await ask(market.gateway, '/shop/demo')
  expect(text).toContain('#12ab9f')
  for (const word of ['body{display:none}', 'evil.example', '*{opacity:0}'])
    expect(text).not.toContain(word)
})
