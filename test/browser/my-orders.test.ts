import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPayShop, type PayShop } from './pay-shop.ts'
import { openPhone, shoot } from './phone.ts'
import { settled } from './settled.ts'
import { chooseFirstInStock, giveAddress } from './taps.ts'
import { watch } from './watch.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let shop: PayShop
let shopUrl: string

beforeAll(async () => {
  browser = await openChromium()
  shop = await openPayShop()
  // Paying at the sandbox's own cashier is one tap.
  await shop.turn('wechat', 'off')
  await shop.turn('alipay', 'off')
  const { json } = await shop.market.ask<{ url: string }>('/v1/shop')
  shopUrl = json.url
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

const street = '百灵鸟巷 77 号'

/** Buys one piece on the listing's page and leaves the cashier paid, or unpaid. */
async function buyByTaps(page: Page, isPaid: boolean): Promise<string> {
  await page.goto(`${shopUrl}/${shop.listing.id}`)
  await chooseFirstInStock(page)
  await page.getByRole('button', { name: '去结算' }).tap()
  await page.waitForURL(/\/checkout/)
  await page.getByRole('button', { name: '使用这个地址' }).waitFor()
  // The phone remembers the last one.
  if ((await page.getByLabel('收货人').inputValue()) === '')
    await giveAddress(page, `欧阳金雀 19987654321 浙江省杭州市西湖区${street}`)
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByRole('button', { name: /^付款/ }).tap()
  await page.getByRole('button', { name: /支付/ }).first().waitFor()
  if (isPaid) {
    await page.getByRole('button', { name: /支付/ }).first().tap()
    await page.waitForURL(/\/order#/)
    await page
      .getByText(/^(已付款|备货中|待发货)$/)
      .first()
      .waitFor()
  }
  const keys = await page.context().storageState()
  const names = keys.origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => name))
  return (
    names
      .filter((name) => /\/order\/ord_\w+$/.test(name))
      .sort()
      .at(-1)
      ?.slice(-30) ?? ''
  )
}

/** All that left the phone, as a log or another site could see it. */
function listen(context: BrowserContext) {
  const lines: string[] = []
  context.on('request', (request) => {
    lines.push(request.url(), request.headers().referer ?? '')
  })
  return lines
}

test('who ordered twice and lost both pages finds the orders by the shop’s own page, and opens one', async () => {
  const { context, page: first } = await openPhone(browser)
  const lines = listen(context)
  const older = await buyByTaps(first, true)
  await shop.market.clock.advance(60_000)
  const newer = await buyByTaps(first, false)
  expect(newer).not.toBe(older)
  await first.close()

  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const watched = await watch(page)
  await page.goto(shopUrl)
  const way = page.getByRole('link', { name: '我的订单' })
  await settled(page)
  expect((await watched.smoothness()).cls).toBe(0)
  await shoot(page, 'my-orders-way')
  await way.tap()
  await page.waitForURL(`${shopUrl}/orders`)
  await page.getByRole('heading', { name: '我的订单' }).waitFor()
  const rows = page.locator('xp-orders').getByRole('listitem')
  await rows.getByText('待付款').waitFor()
  expect(await rows.count()).toBe(2)
  expect(await rows.nth(0).textContent()).toContain('待付款')
  expect(await rows.nth(1).textContent()).toMatch(/已付款|备货中|待发货/)
  expect(await rows.nth(1).textContent()).toContain(shop.listing.title)
  expect(await rows.nth(1).textContent()).toMatch(/共 1 件¥\d+\.\d\d/)
  expect((await watched.smoothness()).cls).toBe(0)
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, 'my-orders', true)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'my-orders-dark', true)

  const shown = await page.evaluate(
    () =>
      document.documentElement.outerHTML +
      document.querySelector('xp-orders')?.shadowRoot?.innerHTML,
  )
  const kept = await page.evaluate(() => Object.values({ ...localStorage }))
  const tokens = kept.filter((value) => /^[\w-]{43}$/.test(value))
  expect(tokens).toHaveLength(2)
  for (const secret of ['欧阳金雀', '19987654321', street, ...tokens])
    expect(shown).not.toContain(secret)
  for (const secret of tokens) expect(lines.join('\n')).not.toContain(secret)

  await rows.nth(1).getByRole('link').tap()
  await page.waitForURL(`${shopUrl}/order#order=${older}`)
  await page.getByText(/^订单号 /).waitFor()
  await page.getByRole('link', { name: '我的订单' }).tap()
  await rows.getByText('待付款').waitFor()
  expect(watched.errors).toEqual([])
  await context.close()
})
