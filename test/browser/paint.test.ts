import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCards } from '../bench/paint.ts'
import { openChromium } from './chromium.ts'
import { slow4G } from './throttle.ts'

/** Two cards that ask for a price once, the way the widgets do, and move the page when it comes. */
const page = `<!doctype html><html lang="zh-CN"><title>卡</title><link rel="icon" href="data:,">
<xp-card></xp-card><xp-card></xp-card><p>下面</p><script type="module">
  const price = fetch('/v1/listings?ids=a,b').then((answer) => answer.text())
  customElements.define('xp-card', class extends HTMLElement {
    async connectedCallback() {
      const root = this.attachShadow({ mode: 'open' })
      root.innerHTML = '<p>…</p>'
      root.innerHTML = '<p style="height:80px">' + await price + '</p>'
    }
  })
</script></html>`

let browser: Browser
let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const isData = request.url?.startsWith('/v1/')
    response.writeHead(200, { 'content-type': `text/${isData ? 'plain' : 'html'};charset=utf-8` })
    response.end(isData ? '¥19.90' : page)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  server.close()
})

test('the bench sees when cards are painted, what they asked for and how they moved the page', async () => {
  const slow = await loadCards(browser, origin, 2, { cpu: 4, connection: slow4G })
  expect(slow).toMatchObject({ requests: 2, data: 1, errors: [] })
  // The page, then its data: two requests one after the other.
  expect(slow.first).toBeGreaterThan(2 * slow4G.latency)
  expect(slow.all).toBeGreaterThanOrEqual(slow.first)
  expect(slow.cls).toBeGreaterThan(0)
  expect(slow.bytes).toBeGreaterThan(500)
})
