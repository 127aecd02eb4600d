import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { watch } from './watch.ts'
import { FakeGateway, shopKey } from './widgets/gateway.ts'
import { idOf, listing, shirt } from './widgets/goods.ts'

let browser: Browser
let gateway: FakeGateway
let phone: Phone

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  gateway = await new FakeGateway().open()
  gateway.goods = [shirt(0), ...Array.from({ length: 23 }, (_, index) => listing(index + 1))]
  phone = await openPhone(browser)
})
afterEach(async () => {
  await phone.context.close()
  await gateway.close()
})

const document = (body: string, head = '') =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>博客</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{margin:16px;font:16px/1.6 sans-serif}.two{display:grid;grid-template-columns:1fr 1fr;gap:12px}</style>
${head}<main><h1>今天的好东西</h1>${body}<p id="after">后记</p></main></html>`

const tag = (origin: string) =>
  `<link rel="stylesheet" href="${origin}/embed/v1.css"><script type="module" src="${origin}/embed/v1.js" data-shop="${shopKey}"></script>`

const cards = (count: number) =>
  Array.from({ length: count }, (_, index) => `<xp-card listing="${idOf('lst', index)}"></xp-card>`)

test('twelve cards on a foreign page ask once, move nothing and complain about nothing', async () => {
  const { page } = phone
  const watched = await watch(page)
  const html = document(`<div class="two">${cards(12).join('')}</div>`, tag(gateway.origin))
  await page.goto(gateway.page('/', html))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(12)
  await page.waitForLoadState('networkidle')
  expect(gateway.asked.map(({ path }) => path)).toEqual(['/v1/listings'])
  expect(watched.errors).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
  await shoot(page, 'widgets-cards-light', true)
})
