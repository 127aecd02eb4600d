import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fen } from '@xiaopu/domain'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, shoot } from './phone.ts'
import { watch } from './watch.ts'

let browser: Browser
let sandbox: Sandbox
let url: string
/** A shop of another origin: buyers come back to it, notices go to it. */
let shop: Server
let shopPort: number

beforeAll(async () => {
  sandbox = createSandbox({})
  url = (await sandbox.start()).url
  shop = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><html lang="zh-CN"><title>店</title><h1>回到店铺</h1></html>')
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  shopPort = (shop.address() as AddressInfo).port
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await sandbox?.stop()
  shop?.close()
})

async function openPayment(outTradeNo: string): Promise<string> {
  const provider = sandboxCashier({
    ...{ baseUrl: url, merchant: 'mch_sandbox', secret: 'cashier-secret' },
    now: sandbox.clock.now,
  })
  const { cashierUrl } = await provider.start({
    outTradeNo,
    amount: fen(1990),
    subject: '阿梅的小店 · 透明收纳盒',
    expiresAt: new Date(sandbox.clock.now() + 15 * 60_000).toISOString(),
    notifyUrl: `http://127.0.0.1:${shopPort}/notify`,
    returnUrl: `http://shop.test:${shopPort}/order`,
  })
  return cashierUrl
}

test('a buyer without scripts pays at the cashier and lands in the shop of another origin', async () => {
  const cashierUrl = await openPayment('pay_taps')
  const { page, context } = await openPhone(browser, { javaScriptEnabled: false })
  await page.goto(cashierUrl)
  expect(await page.locator('.amount').textContent()).toBe('¥19.90')
  await shoot(page, 'cashier')
  await page.getByRole('button', { name: '支付 ¥19.90' }).tap()
  await page.getByRole('heading', { name: '回到店铺' }).waitFor()
  expect(page.url()).toBe(`http://shop.test:${shopPort}/order`)
  await page.goto(cashierUrl)
  await page.getByRole('heading', { name: '支付成功' }).waitFor()
  await context.close()
})

test.each([
  ['light', 'zh-CN'],
  ['dark', 'en-GB'],
] as const)(
  'the cashier page keeps nobody out and breaks no policy, %s, %s',
  async (scheme, locale) => {
    const cashierUrl = await openPayment(`pay_${scheme}`)
    const { page, context } = await openPhone(browser, { colorScheme: scheme, locale })
    const { errors } = await watch(page)
    await page.goto(cashierUrl)
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(errors).toEqual([])
    await context.close()
  },
)

test('the control page turns the clock by taps, fits 390 px and 1280 px, and keeps nobody out', async () => {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ]) {
    const { page, context } = await openPhone(browser, { viewport, javaScriptEnabled: true })
    const { errors } = await watch(page)
    for (const section of ['', 'offers', 'faults', 'calls', 'messages', 'money']) {
      await page.goto(`${url}/sandbox/${section}`)
      // The markup is the same at both widths: looking once is enough.
      if (viewport.width === 390) expect(await barriers(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    }
    const before = sandbox.clock.now()
    await page.getByRole('button', { name: '+24 小时' }).tap()
    await page.getByRole('status').waitFor()
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(24 * 3_600_000)
    await page.goto(`${url}/sandbox/offers?q=${encodeURIComponent('保温杯')}`)
    await page.getByRole('link', { name: /保温杯/ }).tap()
    await shoot(page, `control-offer-${viewport.width}`)
    const pictures = page.locator('.pictures img')
    expect(await pictures.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(160)
    expect(errors).toEqual([])
    await context.close()
  }
})
