import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing, Share } from '@xiaopu/domain'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { fillCart } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, shoot } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

let browser: Browser
let shop: OpenShop
let server: ServerType
let url: string
let listings: Listing[]

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  shop = await openShop({ gateway: { baseUrl: url, embedDir } })
  listings = await Promise.all(offerIds.slice(0, 6).map((offerId) => shop.list(offerId)))
  const { fetch } = shop.gateway
  server = serve({ fetch, port, hostname: '127.0.0.1' })
  browser = await openChromium()
})
afterAll(async () => {
  await browser.close()
  await new Promise((closed) => server.close(closed))
  await shop.close()
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}

/** Opens a page on a fresh phone and waits until nothing is under way any more. */
async function look(path: string, changes: BrowserContextOptions = {}) {
  const { context, page } = await openPhone(browser, changes)
  const watched = await watch(page)
  await page.goto(url + path)
  await settled(page)
  return { context, page, watched }
}

/** A checkout's address, something in its cart. */
async function filledCheckout(): Promise<string> {
  const [listing] = listings
  if (!listing) throw new Error('nothing on sale')
  return `/shop/demo/checkout#cart=${(await fillCart(shop, [{ listing }])).id}`
}

test.each([
  ['shop', () => '/shop/demo'],
  ['listing', () => `/shop/demo/${listings[0]?.id}`],
  ['cart', () => '/shop/demo/cart'],
  ['checkout', () => '/shop/demo/checkout'],
  ['order', () => '/shop/demo/order'],
  ['orders', () => '/shop/demo/orders'],
  ['data', () => '/shop/demo/order/data'],
])('the %s page breaks none of its own rules and keeps nobody out', async (name, path) => {
  const { context, page, watched } = await look(path())
  expect(watched.errors).toEqual([])
  expect(await barriers(page)).toEqual([])
  // It brings its own picture for the tab.
  const icon = await page.locator('link[rel=icon]').getAttribute('href')
  const isDrawn = (src: string) =>
    page.evaluate(async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      return image.naturalWidth > 0
    }, src)
  expect(await isDrawn(icon ?? '')).toBe(true)
  await shoot(page, `hosted-${name}`)
  await context.close()
})

test('shop and listing come with their data: no script asks for any, nothing moves', async () => {
  for (const path of ['/shop/demo', `/shop/demo/${listings[0]?.id}`]) {
    const { context, watched } = await look(path)
    expect(watched.requests.filter((each) => each.url.includes('/v1/'))).toEqual([])
    expect((await watched.smoothness()).cls).toBe(0)
    await context.close()
  }
})

test.each(['继续逛逛', '关闭'])(
  'who taps %s on the page of her cart is in the shop',
  async (name) => {
    const { context, page, watched } = await look('/shop/demo/cart')
    await page.getByRole('dialog').getByRole('button', { name }).tap()
    await page.waitForURL(`${url}/shop/demo`)
    expect(watched.errors).toEqual([])
    await context.close()
  },
)

test('a tap on a listing whose scripts are still on their way waits for them and is not lost', async () => {
  const { context, page } = await openPhone(browser)
  const watched = await watch(page)
  let goOn = () => {}
  const tapped = new Promise<void>((done) => {
    goOn = done
  })
  await page.route('**/embed/**', async (route) => {
    await tapped
    await route.continue()
  })
  await page.goto(`${url}/shop/demo/${listings[0]?.id}`, { waitUntil: 'commit' })
  const buy = page.locator('xp-product [part=buy]')
  await buy.tap()
  expect(await buy.getAttribute('aria-busy')).toBe('true')
  goOn()
  await page.getByRole('dialog').waitFor()
  expect(watched.requests.filter((each) => each.url.includes('/shop/demo/lst_'))).toHaveLength(1)
  expect(watched.errors).toEqual([])
  await context.close()
})

test('keys lead to no field of the checkout that its bar covers', async () => {
  const { context, page } = await look(await filledCheckout())
  await page.getByLabel('粘贴地址').focus()
  const street = page.getByLabel('详细地址')
  const isThere = (field: Element) => (field.getRootNode() as ShadowRoot).activeElement === field
  while (!(await street.evaluate(isThere))) await page.keyboard.press('Tab')
  const [field, bar] = [await street.boundingBox(), await page.locator('.dock').boundingBox()]
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
  await context.close()
})

test.each([
  ['listing', 740, () => `/shop/demo/${listings[0]?.id}`, 'xp-product .bar'],
  ['checkout', 740, filledCheckout, 'xp-checkout .dock'],
  ['listing', 2400, () => `/shop/demo/${listings[0]?.id}`, 'xp-product .bar'],
  ['checkout', 2400, filledCheckout, 'xp-checkout .dock'],
])('at its foot the %s has nothing below its bar, %i px high', async (name, height, path, bar) => {
  const { context, page } = await look(await path(), { viewport: { width: 360, height } })
  await page.locator(bar).waitFor()
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  const below = await page.locator(bar).evaluate((element) => {
    const { scrollHeight } = document.documentElement
    return scrollHeight - (element.getBoundingClientRect().bottom + scrollY)
  })
  await shoot(page, `hosted-foot-${name}-${height}`)
  expect(below).toBeLessThan(1)
  await context.close()
})

test('a page that leads nowhere says where to go on', async () => {
  const { context, page } = await look('/shop/demo/lst_01ARZ3NDEKTSV4RRFFQ69G5FAV')
  await page.getByRole('link', { name: '去店铺首页' }).click()
  await page.waitForURL(`${url}/shop/demo`)
  await context.close()
})

test('who scans a short link lands on the listing and is one visit', async () => {
  const body = { listing: listings[0]?.id, channel: 'wechat' }
  const { json } = await shop.sell<{ share: Share }>('/v1/seller/shares', { body })
  const { context, page } = await openPhone(browser)
  const told = page.waitForResponse((response) => response.url().includes('/v1/visits'))
  await page.goto(`${url}/s/${json.share.code}`)
  expect((await told).status()).toBe(200)
  expect(page.url()).toContain(`/shop/demo/${listings[0]?.id}?s=${json.share.code}`)
  await page.reload()
  await settled(page)
  const visits = await shop.gateway.deps.db.selectFrom('visits').select('visitor').execute()
  expect(visits).toHaveLength(1)
  expect(visits[0]?.visitor).not.toMatch(/^vis_/)
  await context.close()
})
