import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documents } from '../docs/documents.ts'
import { listGoods } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { openChromium } from './chromium.ts'
import { openPhone } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed', import.meta.url))

/** Every piece of HTML that a document tells to paste. */
const pieces = documents(root).flatMap(({ path, code }) =>
  code
    .filter(({ info }) => info === 'html run')
    .map(({ text }, i) => ({ name: `${path} ${i + 1}`, text })),
)

let browser: Browser
let server: ServerType
let market: OpenShop
let port: number
let page = ''

beforeAll(async () => {
  port = await new Promise((listening) => {
    server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, (at) => listening(at.port))
  })
  market = await openShop({ gateway: { baseUrl: `http://127.0.0.1:${port}`, embedDir } })
  await listGoods(market, 8)
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await market?.close()
  server?.close()
})

/** A stranger's page under its own name, and the gateway under another. */
async function answer(request: Request): Promise<Response> {
  if (new URL(request.url).hostname !== 'blog.test') return market.gateway.fetch(request)
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

function filledIn(text: string, { id }: Listing): string {
  return text
    .replaceAll('http://127.0.0.1:8688', `http://127.0.0.1:${port}`)
    .replaceAll('xpk_…', market.keys.publishable)
    .replaceAll('lst_…', id)
}

test.each(pieces)(
  'what $name says to paste sells in a page of another origin, or leads to the shop',
  async ({ text }) => {
    const [listing] = (await market.sell<{ items: Listing[] }>('/v1/seller/listings')).json.items
    if (!listing) throw new Error('nothing is on sale')
    page = `<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><body>${filledIn(text, listing)}</body></html>`
    const phone = await openPhone(browser)
    const watched = await watch(phone.page)
    await phone.page.goto(`http://blog.test:${port}/`)
    const elements = phone.page.locator('xp-card, xp-grid, xp-product, xp-shop')
    // Nothing was ordered on this page: what was, is listed at the shop.
    const lists = phone.page.locator('xp-orders')
    expect((await elements.count()) + (await lists.count())).toBeGreaterThan(0)
    for (const list of await lists.all()) {
      const way = list.getByRole('link', { name: '去店铺看我的订单' })
      expect(await way.getAttribute('href')).toBe(`http://127.0.0.1:${port}/shop/demo/orders`)
    }
    for (const element of await elements.all()) {
      await element.getByText('¥').first().waitFor()
      await element.getByRole('button').first().waitFor()
    }
    await settled(phone.page)
    expect(watched.errors).toEqual([])
    await phone.context.close()
  },
)
