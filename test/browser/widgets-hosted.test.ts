import {
  type DrawContext,
  drawCard,
  drawCart,
  drawGrid,
  drawPage,
  drawProduct,
} from '@xiaopu/widgets/server'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { openPhone, shoot } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'
import { detail, idOf, listing, shopKey, shopView } from './widgets/goods.ts'
import { blog, card, tag, tagWith } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** What a gateway sends with its own pages: nothing inline but what was drawn. */
function policy(hashes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${hashes.join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types xiaopu',
  ].join('; ')
}

async function hosted(path: string, draw: 'shop' | 'listing'): Promise<string> {
  const { gateway } = at
  const shop = { ...shopView(gateway.origin), theme: { accent: '#0f766e' } }
  const context: DrawContext = { locale: 'zh-CN', shop, key: shopKey }
  const page = { items: gateway.goods.slice(0, 8), next: '8' }
  const one = detail(gateway.goods[0] ?? listing(0))
  const body =
    draw === 'shop'
      ? ['<main><h1>王阿姨小铺</h1>', drawGrid(page, context, { limit: 8 }), '</main>']
      : ['<main><h1>王阿姨小铺</h1>', drawProduct(one, context), '</main>']
  const { html, styleHashes } = await drawPage({
    title: '王阿姨小铺',
    lang: 'zh-CN',
    body: [...body, drawCart(context, { floating: draw === 'shop' })],
    scripts: [{ src: '/embed/v1.js' }],
    styles: 'h1{margin:16px;font-size:20px}xp-grid{padding:0 10px}',
    theme: shop.theme,
    seed: {
      gateway: gateway.origin,
      data: { shop: shopKey, view: shop, listings: [], details: [one], page },
    },
  })
  const headers = { 'content-security-policy': policy(styleHashes) }
  gateway.page(path, html, headers)
  return gateway.origin + path
}

test('a hosted shop is readable before any script, and its buttons lead to the listing', async () => {
  const { context, page } = await openPhone(at.browser, { javaScriptEnabled: false })
  await page.goto(await hosted('/shop', 'shop'))
  expect(await page.locator('xp-grid [part=title]').allInnerTexts()).toHaveLength(8)
  expect(await page.locator('xp-grid [part=price]').first().textContent()).toContain('29')
  await shoot(page, 'widgets-hosted-no-script')
  await page
    .locator('xp-grid')
    .getByRole('button', { name: /选规格/ })
    .first()
    .click()
  expect(page.url()).toBe(`${at.gateway.origin}/shop/aunt-wang/${idOf('lst', 0)}?`)
  await context.close()
})

test('a hosted shop comes to life without asking, moving or breaking its strict policy', async () => {
  const { page } = at.phone
  const watched = await watch(page)
  await page.goto(await hosted('/shop', 'shop'))
  await page.waitForFunction(() => customElements.get('xp-grid') && customElements.get('xp-cart'))
  await settled(page)
  expect(at.gateway.asked).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
  expect(await barriers(page)).toEqual([])
  await page
    .locator('xp-grid')
    .getByRole('button', { name: /加入购物车/ })
    .first()
    .click()
  await expect.poll(() => page.locator('xp-cart dialog li').count()).toBe(1)
  await page.locator('xp-cart dialog').getByRole('button', { name: '关闭' }).click()
  await page.locator('xp-grid').getByRole('button', { name: '加载更多' }).click()
  await expect.poll(() => page.locator('xp-grid [part=title]').count()).toBe(16)
  expect(watched.errors).toEqual([])
  await shoot(page, 'widgets-hosted-shop', true)
})

test("a listing's own page shows pictures, facts and words, and sells", async () => {
  const { page } = at.phone
  const watched = await watch(page)
  await page.goto(await hosted('/listing', 'listing'))
  await page.waitForFunction(
    () => customElements.get('xp-product') && customElements.get('xp-cart'),
  )
  await settled(page)
  expect(at.gateway.asked).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
  await shoot(page, 'widgets-product-light')
  expect(await barriers(page)).toEqual([])
  await page.locator('xp-product').getByRole('button', { name: '选规格' }).click()
  for (const value of ['白色', 'S']) {
    await page.locator('xp-product [part=option]').filter({ hasText: value }).click()
  }
  await page.locator('xp-product dialog [part=buy]').click()
  await expect.poll(() => page.locator('xp-cart dialog li').count()).toBe(1)
  expect(watched.errors).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('xp-cart dialog').getByRole('button', { name: '关闭' }).click()
  await shoot(page, 'widgets-product-dark', true)
})

test('a foreign page with a strict policy shows cards and sells', async () => {
  const { page } = at.phone
  const { gateway } = at
  const watched = await watch(page)
  const own = gateway.origin
  const csp = `default-src 'none'; script-src ${own}; style-src 'self' ${own}; connect-src ${own}; img-src 'self' data: ${own}; require-trusted-types-for 'script'; trusted-types xiaopu`
  const url = gateway.page('/', blog(tag(gateway), card(0) + card(1)), {
    'content-security-policy': csp,
  })
  await page.goto(url)
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  await page.locator('xp-card').nth(1).getByRole('button').click()
  await expect.poll(() => page.locator('xp-cart dialog li').count()).toBe(1)
  expect(watched.errors).toEqual([])
})

test('a card that a server drew and a card that a page drew look the same', async () => {
  const { page } = at.phone
  const { gateway } = at
  const shop = shopView(gateway.origin)
  const { html } = drawCard(listing(1), { locale: 'zh-CN', shop, key: shopKey })
  await page.goto(gateway.page('/drawn', blog('', html)))
  await settled(page)
  const drawn = await page.locator('xp-card').screenshot({ animations: 'disabled' })
  await page.goto(gateway.page('/pasted', blog(tagWith(gateway, [1]), card(1))))
  await settled(page)
  const pasted = await page.locator('xp-card').screenshot({ animations: 'disabled' })
  expect(differing(pasted, drawn)).toBeLessThan(0.001)
})

/** The share of pixels that differ; 1 where the pictures are not of one size. */
function differing(one: Buffer, other: Buffer): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)]
  if (a.width !== b.width || a.height !== b.height) return 1
  const pixels = (png: PNG) => new Uint32Array(new Uint8Array(png.data).buffer)
  const left = pixels(b)
  return pixels(a).filter((pixel, index) => pixel !== left[index]).length / left.length
}
