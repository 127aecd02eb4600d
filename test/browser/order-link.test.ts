import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods, type Placed } from '../market.ts'
import { masked, orderFor, secrets } from '../people/canary-person.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { openChromium } from './chromium.ts'
import { openPhone, shoot } from './phone.ts'
import { settled } from './settled.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

/** A request as the gateway got it: what a log, a proxy or another site could see. */
interface Line {
  readonly url: string
  readonly referer: string
  readonly token: string
}

let browser: Browser
let shop: OpenShop
let server: ServerType
let url: string
let placed: Placed
const lines: Line[] = []

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  shop = await openShop({ gateway: { baseUrl: url, embedDir } })
  const [listing] = (await listGoods(shop, 1)) as [Listing]
  placed = await orderFor(shop, listing)
  server = serve({
    port,
    hostname: '127.0.0.1',
    fetch(request) {
      const { headers } = request
      lines.push({
        url: request.url,
        referer: headers.get('referer') ?? '',
        token: headers.get('x-order-token') ?? '',
      })
      return shop.gateway.fetch(request)
    },
  })
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

test("an order's token stands behind the # alone: no request line, no referrer, not in the address for long", async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(`${url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`)
  await page.getByText(placed.order.number).first().waitFor()
  await settled(page)
  expect(page.url()).not.toContain(placed.token)
  // On to the shop and back, as a buyer goes.
  await page.goto(`${url}/shop/demo`)
  await settled(page)
  await page.goBack()
  await page.getByText(placed.order.number).first().waitFor()
  for (const line of lines) {
    expect(line.url).not.toContain(placed.token)
    expect(line.referer).not.toContain(placed.token)
    if (line.url.includes('/order')) expect(line.referer).not.toContain(placed.order.id)
  }
  expect(lines.filter(({ token }) => token === placed.token).length).toBeGreaterThan(0)
  await context.close()
})

test('whoever the link was passed on to sees what was bought, and a mask over who bought it', async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(`${url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`)
  await page.getByText(placed.order.number).first().waitFor()
  await page.getByText(masked.phone).first().waitFor()
  await page.getByText(masked.name, { exact: true }).first().waitFor()
  const shown = await page.locator('xp-order').evaluate((element) => element.shadowRoot?.innerHTML)
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  for (const secret of secrets) {
    expect(shown).not.toContain(secret)
    expect(kept).not.toContain(secret)
  }
  await context.close()
})

test('who bought before the shop closed finds her order, and what is known of her', async () => {
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
  const { context, page } = await openPhone(browser)
  await page.goto(`${url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`)
  await page.getByText(placed.order.number).first().waitFor()
  await settled(page)
  await shoot(page, 'order-of-closed-shop', true)
  await page.getByRole('link', { name: '我的信息' }).tap()
  await page.getByText(masked.phone).first().waitFor()
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'open' } })
  await context.close()
})

test("a page's script that holds a secret key is refused, and told why", async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(`${url}/shop/demo`)
  const answer = await page.evaluate(async (key) => {
    const response = await fetch('/v1/seller/orders', {
      headers: { authorization: `Bearer ${key}` },
    })
    return { status: response.status, code: (await response.json()).code }
  }, shop.keys.secret)
  expect(answer).toEqual({ status: 403, code: 'KEY_IN_BROWSER' })
  await context.close()
})
