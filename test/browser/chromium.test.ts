import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { barriers } from './axe.ts'
import { findChromium, openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { slow4G, throttle } from './throttle.ts'
import { watch } from './watch.ts'

const pages: Record<string, string> = {
  '/': `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>小铺</title>
    <meta name="viewport" content="width=device-width">
    <main><h1>小铺测试</h1><p>一件代发，四十八小时内发货。售价 <b>¥19.90</b></p><span id="wide">货源源源</span>
    <br><span id="tofu">\u{10FFFD}\u{10FFFD}\u{10FFFD}\u{10FFFD}</span></main></html>`,
  '/broken': `<!doctype html><html lang="zh-CN"><title>坏</title><main><h1>坏</h1><x-shadow></x-shadow>
    <script>
      class Shadow extends HTMLElement { connectedCallback() {
        this.attachShadow({ mode: 'open' }).innerHTML = '<button></button>' } }
      customElements.define('x-shadow', Shadow)
      console.error('something broke')
      setTimeout(() => { throw new Error('nobody caught this') })
      setTimeout(() => { const until = performance.now() + 120; while (performance.now() < until); }, 20)
    </script></main></html>`,
}

let browser: Browser
let server: Server
let origin: string
let phone: Phone

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url ?? '']
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' })
    response.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  server.close()
})
beforeEach(async () => {
  phone = await openPhone(browser)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await phone.context.close()
})

test('a small Chinese phone draws Chinese with glyphs, not with boxes', async () => {
  await phone.page.goto(origin)
  await phone.page.evaluate(() => document.fonts.ready)
  const drawn = await phone.page.locator('#wide').screenshot()
  const boxes = await phone.page.locator('#tofu').screenshot()
  expect(drawn.equals(boxes)).toBe(false)
  const session = await phone.context.newCDPSession(phone.page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '#wide',
  })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  expect(fonts.map((font) => font.familyName)).not.toEqual([])
  const device = await phone.page.evaluate(() => ({
    width: innerWidth,
    height: innerHeight,
    language: navigator.language,
    touch: navigator.maxTouchPoints > 0,
  }))
  expect(device).toEqual({ width: 360, height: 740, language: 'zh-CN', touch: true })
  await shoot(phone.page, 'chromium')
})

test('a watched page reports its errors, requests, long tasks and moved layout', async () => {
  const watched = await watch(phone.page)
  await phone.page.goto(`${origin}/broken`)
  expect((await watched.smoothness()).cls).toBe(0)
  await phone.page.evaluate(() => {
    const box = document.createElement('div')
    box.style.height = '300px'
    document.querySelector('main')?.prepend(box)
  })
  await expect.poll(async () => (await watched.smoothness()).cls).toBeGreaterThan(0)
  await expect.poll(async () => (await watched.smoothness()).longTasks.length).toBeGreaterThan(0)
  const { blocked } = await watched.smoothness()
  expect(blocked).toBeGreaterThan(50)
  expect(watched.errors.join('\n')).toContain('something broke')
  expect(watched.errors.join('\n')).toContain('nobody caught this')
  const asked = watched.requests.find((request) => request.url === `${origin}/broken`)
  expect(asked).toMatchObject({ method: 'GET', status: 200, type: 'Document' })
  expect(asked?.bytes).toBeGreaterThan(100)
})

test('axe finds a nameless button inside a shadow root', async () => {
  await phone.page.goto(`${origin}/broken`)
  const found = await barriers(phone.page)
  expect(found.map((barrier) => barrier.rule)).toContain('button-name')
  expect(found.flatMap((barrier) => barrier.where).join()).toContain('x-shadow ≫ button')
})

test('slow 4G delays a page by its latency', async () => {
  await throttle(phone.page, { connection: slow4G, cpu: 4 })
  const before = performance.now()
  await phone.page.goto(origin)
  expect(performance.now() - before).toBeGreaterThan(slow4G.latency)
})

test('a name outside this machine does not resolve, and .test names are this machine', async () => {
  await phone.page.goto(origin.replace('127.0.0.1', 'blog.test'))
  expect(await phone.page.title()).toBe('小铺')
  await expect(phone.page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})

test('a wrong CHROMIUM_PATH is an error that says what to do', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chrome')
  await expect(findChromium()).rejects.toThrow('set it to a Chrome or Chromium, or unset it')
})
