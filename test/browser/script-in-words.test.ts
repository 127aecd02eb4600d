import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing, Offer } from '@xiaopu/domain'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { fillCart, placeOrder, quoteFor } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { openChromium } from './chromium.ts'
import { grown, payloads } from './payloads.ts'
import { openPhone } from './phone.ts'
import { settled } from './settled.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

let browser: Browser
let shop: OpenShop
let server: ServerType
let host: ServerType
let url: string
let hostUrl: string
let listings: Listing[]

/** Every text of an offer is an attack; the platform's own cleaning is passed by. */
function hostile(offer: Offer, nth: number): Offer {
  const word = (at: number) => payloads[(nth * 17 + at) % payloads.length] ?? ''
  const texts = [...payloads, ...grown(120)]
  return {
    ...offer,
    title: word(0),
    category: { id: 'c', name: word(1) },
    attributes: payloads.map((text, at) => ({ name: word(at), value: text })),
    supplier: { id: 's', name: word(3) },
    unit: word(4),
    images: payloads.slice(0, 12),
    skus: offer.skus.map((sku, at) => ({
      ...sku,
      properties: sku.properties.map(({ name }) => ({
        name: `${name}${word(5)}`,
        value: `${at}${word(at + 6)}`,
        imageUrl: word(at + 7),
      })),
    })),
    blocks: [
      ...texts.map((text) => ({ kind: 'text' as const, text })),
      ...payloads.map((text) => ({ kind: 'heading' as const, text })),
      { kind: 'list', items: texts },
      { kind: 'table', rows: texts.map((text) => [text, text]) },
      ...payloads.slice(0, 12).map((address) => ({ kind: 'image' as const, url: address })),
    ],
  }
}

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  let nth = 0
  shop = await openShop({
    gateway: { baseUrl: url, embedDir },
    platform: (sandbox) => ({
      ...sandbox,
      async offer(id) {
        const offer = await sandbox.offer(id)
        return offer && hostile(offer, nth++)
      },
    }),
  })
  await shop.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { name: '"><img src=x onerror=trap()>' },
  })
  listings = await Promise.all(offerIds.slice(0, 4).map((offerId) => shop.list(offerId)))
  server = serve({ fetch: shop.gateway.fetch, port, hostname: '127.0.0.1' })
  const hostPort = await freePort()
  hostUrl = `http://127.0.0.1:${hostPort}`
  host = serve({ fetch: () => pastedPage(), port: hostPort, hostname: '127.0.0.1' })
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([server, host].map((each) => new Promise((closed) => each.close(closed))))
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

/** A page that forbids nothing: what is not held back by the elements themselves runs. */
function pastedPage(): Response {
  const ids = listings.map(({ id }) => id)
  const tags = [
    ...ids.map(
      (id) => `<xp-card listing="${id}"></xp-card><xp-product listing="${id}"></xp-product>`,
    ),
    '<xp-grid></xp-grid><xp-cart></xp-cart>',
  ]
  const src = `${url}/embed/v1.js?shop=${shop.keys.publishable}&listing=${ids.join(',')}`
  return new Response(
    `<!doctype html><meta charset="utf-8"><script type="module" src="${src}" data-shop="${shop.keys.publishable}"></script>${tags.join('')}`,
    { headers: { 'content-type': 'text/html' } },
  )
}

interface Trapped {
  sprung: string[]
}

/** Opens a page in which whatever runs, asks or is refused by the policy is written down. */
async function look(address: string) {
  const { context, page } = await openPhone(browser)
  const told: string[] = []
  page.on('dialog', (dialog) => {
    told.push(`dialog ${dialog.message()}`)
    return dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!/^(data:|blob:|http:\/\/127\.0\.0\.1)/.test(request.url())) told.push(request.url())
  })
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame()) told.push(`frame ${frame.url()}`)
  })
  await page.addInitScript(() => {
    const trapped: Trapped = { sprung: [] }
    Object.assign(globalThis, { trapped, trap: () => trapped.sprung.push('trap') })
    addEventListener('securitypolicyviolation', (event) =>
      trapped.sprung.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  await page.goto(address)
  await settled(page)
  return { context, page, told }
}

/** Everything that stands in the page and its shadow roots and is not a text, a picture or a control. */
function strange(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const allowed =
      /^(html|head|meta|title|link|style|script|body|noscript|header|main|section|article|form|button|a|span|div|p|ul|li|b|i|s|small|time|h[1-6]|img|svg|path|circle|rect|table|tbody|tr|td|input|label|select|option|optgroup|output|fieldset|legend|textarea|dl|dt|dd|dialog|slot|strong|nav|footer|xp-(card|product|grid|cart|shop|share|orders))$/
    const found: string[] = []
    const walk = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const name = element.localName
        if (!allowed.test(name)) found.push(name)
        for (const { name: attribute, value } of element.attributes) {
          const isAddress = /^(href|src|action|formaction|data|poster|xlink:href)$/.test(attribute)
          const isOurs = /^(https?:\/\/127\.0\.0\.1|\/|#|blob:|data:image)/.test(value)
          if (/^on|^style$|^srcdoc$/.test(attribute) || (isAddress && !isOurs)) {
            found.push(`${name} ${attribute}=${value}`)
          }
        }
        if (element.shadowRoot) walk(element.shadowRoot)
      }
    }
    walk(document)
    return found
  })
}

const sprung = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { trapped: Trapped }).trapped.sprung)

test.each([
  ['the shop page', () => '/shop/demo'],
  ['a listing page', () => `/shop/demo/${listings[0]?.id}`],
  ['another listing page', () => `/shop/demo/${listings[3]?.id}`],
  ['the cart page', () => '/shop/demo/cart'],
])('on %s no word of a supplier or seller becomes code', async (_name, path) => {
  const { context, page, told } = await look(url + path())
  expect(await strange(page)).toEqual([])
  expect([...(await sprung(page)), ...told]).toEqual([])
  await context.close()
})

test('on a page without a policy the elements let no word become code either', async () => {
  const { context, page, told } = await look(hostUrl)
  await page.locator('xp-product').first().getByRole('heading').first().waitFor()
  await page.locator('xp-card').first().getByRole('button').tap()
  await page.locator('[part=sku], dialog').first().waitFor()
  expect(await strange(page)).toEqual([])
  expect([...(await sprung(page)), ...told]).toEqual([])
  await context.close()
})

test('in the list of a device’s orders they do not either, as the gateway tells them and as the device kept them', async () => {
  const [listing] = listings as [Listing]
  const placed = await placeOrder(shop, await quoteFor(shop, await fillCart(shop, [{ listing }])))
  const { context, page, told } = await look(
    `${url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`,
  )
  await page.getByText(placed.order.number).first().waitFor()
  for (const _ of ['told', 'kept']) {
    await page.goto(`${url}/shop/demo/orders`)
    await page.locator('xp-orders [part=order]').getByText(listing.title).waitFor()
    expect(await strange(page)).toEqual([])
    expect([...(await sprung(page)), ...told]).toEqual([])
    await context.route('**/v1/orders/**', (route) => route.abort())
  }
  await context.close()
})

test('the words are shown as they were written', async () => {
  const { context, page } = await look(`${url}/shop/demo/${listings[0]?.id}`)
  const shown = await page
    .locator('xp-product')
    .evaluate((element) => element.shadowRoot?.textContent)
  for (const payload of payloads) expect(shown).toContain(payload)
  await context.close()
})
