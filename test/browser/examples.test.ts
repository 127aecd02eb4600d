import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { serveBuilt } from './bundled.ts'
import { openChromium } from './chromium.ts'
import { type FakeGateway, fakeGateway, shopKey } from './fake/gateway.ts'
import { box, cup } from './fake/goods.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { watch } from './watch.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
let browser: Browser
let gateway: FakeGateway
let phone: Phone
let page: Page

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  gateway = await fakeGateway()
  phone = await openPhone(browser)
  page = phone.page
  page.setDefaultTimeout(15_000)
})
afterEach(async () => {
  await phone.context.close()
  await gateway.close()
})

test('script-tag: the pasted lines sell, and the page counts along', async () => {
  const ids = [cup.id, box.id]
  const html = (await readFile(`${examples}script-tag/index.html`, 'utf8'))
    .replaceAll('http://127.0.0.1:8688', gateway.url)
    .replace('xpk_…', shopKey)
    .replaceAll('lst_…', () => ids.shift() ?? '')
  gateway.page('/', html.replace('<title>', '<link rel="icon" href="data:,"><title>'))
  const watched = await watch(page)
  await page.goto(gateway.url)
  await page.getByRole('button', { name: `把「${box.title}」加入购物车` }).tap()
  await expect.poll(() => page.title()).toBe('我的博客（1 件）')
  await shoot(page, 'example-script-tag')
  expect(watched.errors).toEqual([])
})

test("vite-shop: a shop with a face of its own sells with the client's stores", async () => {
  const root = `${examples}vite-shop`
  await serveBuilt(gateway, { root, configFile: `${root}/vite.config.ts` })
  const watched = await watch(page)
  await page.goto(`${gateway.url}/index.html?gateway=${gateway.url}&shop=${shopKey}&s=abcd2345`)
  await page.getByRole('heading', { name: '晴天小铺' }).waitFor()
  await page.getByLabel(`${cup.title}的规格`).selectOption('雾蓝色')
  await page.getByRole('button', { name: '加入购物车' }).first().tap()
  await page.getByText('1 件，¥21.90').waitFor()
  await page.getByRole('button', { name: `${cup.title}加一件` }).tap()
  await page.getByText('2 件，¥43.80').waitFor()
  await page.getByRole('button', { name: `${cup.title}加一件` }).tap()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toBe('OUT_OF_STOCK')
  await page.getByText('2 件，¥43.80').waitFor()
  const [cart] = gateway.world.carts.keys()
  const link = await page.getByRole('link', { name: '去结算' }).getAttribute('href')
  expect(link).toContain(
    `${gateway.url}/shop/qingtian/checkout#cart=${cart}&shop=${shopKey}&s=abcd2345`,
  )
  await shoot(page, 'example-vite-shop')
  await page.reload()
  await page.getByText('2 件，¥43.80').waitFor()
  expect(watched.errors.filter((error) => !error.includes('409'))).toEqual([])
})
