import { second } from '@xiaopu/domain'
import jsqr from 'jsqr'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Placed } from '../market.ts'
import { eventually } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { inWechat, type Params, payBridge } from './pay-bridge.ts'
import { openPayShop, type PayShop } from './pay-shop.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { watch } from './watch.ts'
import { type Told, wechatBridge } from './wechat-bridge.ts'

let browser: Browser
let shop: PayShop
let phone: Phone | undefined

beforeAll(async () => {
  shop = await openPayShop()
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})
afterEach(async () => {
  await phone?.context.close()
  phone = undefined
})

/** A phone, or a desk, with the page of an order that waits for its money. */
async function open(changes: BrowserContextOptions, bridge?: Parameters<typeof payBridge>[1]) {
  phone = await openPhone(browser, changes)
  const { page, context } = phone
  if (bridge) await payBridge(context, bridge)
  page.setDefaultTimeout(15_000)
  const watched = await watch(page)
  const placed = await shop.order()
  await page.goto(shop.pageOf(placed))
  await page.getByRole('button', { name: /^去付款/ }).waitFor()
  return { page, placed, watched }
}

const payNow = (page: Page) => page.getByRole('button', { name: /^去付款/ }).tap()
const payWindow = (params: Params) => shop.market.sandbox.wechatPay.payInWindow(params)

/** The buyer is on her order's page again, and it says that it is paid. */
async function seesPaid(page: Page, placed: Placed): Promise<void> {
  await page.waitForURL(`**/shop/demo/order*#order=${placed.order.id}*`)
  await page
    .locator('[part=state]')
    .filter({ hasText: /已付款|待发货|采购中/ })
    .waitFor()
  expect((await placed.read()).payment?.state).toBe('succeeded')
}

/** The buyer is on her order's page again, and it says that nothing was paid. */
async function seesWaiting(page: Page, placed: Placed): Promise<void> {
  await page.waitForURL(`**/shop/demo/order*#order=${placed.order.id}*`)
  await page.locator('[part=state]').filter({ hasText: '待付款' }).waitFor()
  await page.getByText(/请在 .* 前付款/).waitFor()
  expect((await placed.read()).state).toBe('pending_payment')
}

async function looksRight(page: Page, name: string): Promise<void> {
  expect(await barriers(page)).toEqual([])
  const { width } = page.viewportSize() ?? { width: 0 }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await shoot(page, name)
}

test('inside WeChat its window opens by itself, and who paid is back at her paid order', async () => {
  const { page, placed, watched } = await open({ userAgent: inWechat }, payWindow)
  expect(await page.getByRole('radio').count()).toBe(0)
  await payNow(page)
  await seesPaid(page, placed)
  expect(watched.errors).toEqual([])
})

test.each(['cancel', 'fail'] as const)(
  'who answers WeChat’s window with “%s” may go on or back, and her order says what is true',
  async (how) => {
    let answers: ('cancel' | 'fail')[] = [how, how]
    const { page, placed } = await open({ userAgent: inWechat }, (params) => {
      return answers.shift() ?? payWindow(params)
    })
    await payNow(page)
    await page.getByRole('link', { name: '继续付款' }).waitFor()
    expect(await page.getByText('正在打开微信支付…').isVisible()).toBe(false)
    await looksRight(page, `pay-page-${how}`)
    await page.getByRole('link', { name: '回到订单' }).tap()
    await seesWaiting(page, placed)
    await payNow(page)
    const again = page.getByRole('link', { name: '继续付款' })
    await again.waitFor()
    answers = []
    await again.tap()
    await seesPaid(page, placed)
  },
)

test('a window that says ok without money leaves the order unpaid', async () => {
  const { page, placed } = await open({ userAgent: inWechat }, () => 'ok')
  await payNow(page)
  await seesWaiting(page, placed)
})

test('where WeChat’s bridge never comes, the page says how to go on after five seconds', async () => {
  phone = await openPhone(browser, { userAgent: inWechat })
  const { page, context } = phone
  await payBridge(context, payWindow, 'never')
  const watched = await watch(page)
  const placed = await shop.order()
  await page.clock.install()
  await page.goto(shop.pageOf(placed))
  await payNow(page)
  await page.getByText('正在打开微信支付…').waitFor()
  expect(await page.getByRole('link', { name: '继续付款' }).isVisible()).toBe(false)
  await page.clock.fastForward(5 * second)
  const again = page.getByRole('link', { name: '继续付款' })
  await again.waitFor()
  await looksRight(page, 'pay-page-no-bridge')
  // There is nothing to open the window with: the page is loaded anew.
  await Promise.all([page.waitForEvent('load'), again.tap()])
  await page.clock.fastForward(5 * second)
  await page.getByRole('link', { name: '回到订单' }).tap()
  await seesWaiting(page, placed)
  expect(watched.errors).toEqual([])
})

test('a bridge that comes after the page is used when it comes', async () => {
  phone = await openPhone(browser, { userAgent: inWechat })
  const { page, context } = phone
  await payBridge(context, payWindow, 'late')
  const placed = await shop.order()
  await page.goto(shop.pageOf(placed))
  await payNow(page)
  await seesPaid(page, placed)
})

test('a payment of WeChat’s window that is opened in another browser says where it belongs', async () => {
  const { page, placed } = await open({ userAgent: inWechat }, () => 'cancel')
  await payNow(page)
  await page.getByRole('link', { name: '继续付款' }).waitFor()
  const url = page.url()
  await phone?.context.close()
  phone = await openPhone(browser)
  await phone.page.goto(url)
  await phone.page.getByRole('heading', { name: '这笔付款要在微信里付' }).waitFor()
  await looksRight(phone.page, 'pay-page-elsewhere')
  expect((await placed.read()).state).toBe('pending_payment')
})

test('a phone’s browser goes on to WeChat by H5; who pays there is back at her paid order', async () => {
  const { page, placed, watched } = await open({})
  await page.getByRole('radio', { name: '微信支付' }).check()
  await payNow(page)
  await page.waitForURL('**/wechat-pay/h5/**')
  await shoot(page, 'pay-page-h5')
  await page.getByRole('button', { name: /^支付/ }).tap()
  await seesPaid(page, placed)
  expect(watched.errors).toEqual([])
})

test('who comes back from WeChat without paying is told that nothing was paid', async () => {
  const { page, placed } = await open({})
  await payNow(page)
  await page.waitForURL('**/wechat-pay/h5/**')
  await page.getByRole('link', { name: '返回商家' }).tap()
  await seesWaiting(page, placed)
})

test('at a desk a code is shown that a phone reads, and the page goes on by itself once it is paid', async () => {
  const { page, placed, watched } = await open({
    viewport: { width: 1280, height: 800 },
    isMobile: false,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36',
  })
  await payNow(page)
  await page.getByRole('heading', { name: '用微信扫一扫付款' }).waitFor()
  await looksRight(page, 'pay-page-native')
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  const content = jsqr(new Uint8ClampedArray(data), width, height)?.data ?? ''
  expect(content).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=/)
  expect(shop.market.sandbox.wechatPay.scan(content)).toBe(true)
  await eventually(async () => {
    await shop.market.clock.advance(second)
    return (await placed.read()).state !== 'pending_payment'
  })
  await seesPaid(page, placed)
  expect(watched.errors).toEqual([])
})

test('who chooses Alipay on her phone pays on its page and is back at her paid order', async () => {
  const { page, placed, watched } = await open({})
  await page.getByText('支付宝', { exact: true }).tap()
  await payNow(page)
  await page.waitForURL('**/alipay/cashier/**')
  await shoot(page, 'pay-page-alipay')
  await page.getByRole('button', { name: '确认付款' }).tap()
  await seesPaid(page, placed)
  expect((await placed.read()).payment?.provider).toBe('alipay')
  expect(watched.errors).toEqual([])
})

test('inside WeChat a shop with Alipay alone says how to pay in a browser, where it goes on', async () => {
  await shop.turn('wechat', 'off')
  try {
    const { page, placed } = await open({ userAgent: inWechat })
    await payNow(page)
    await page.getByRole('heading', { name: '这里打不开支付宝' }).waitFor()
    await looksRight(page, 'pay-page-alipay-in-wechat')
    const url = page.url()
    await page.getByRole('link', { name: '回到订单' }).tap()
    await seesWaiting(page, placed)
    await phone?.context.close()
    phone = await openPhone(browser)
    await phone.page.goto(url)
    await phone.page.waitForURL('**/alipay/cashier/**')
    await phone.page.getByRole('button', { name: '确认付款' }).tap()
    await phone.page.waitForURL('**/shop/demo/order**')
    expect((await placed.tell('payments/check')).json.payment?.state).toBe('succeeded')
  } finally {
    await shop.turn('wechat', 'on')
  }
})

const inProgram = `${inWechat} miniProgram/wx0123456789`

test('in a mini-program’s web view the buyer is led to the program’s own page, and is back once that has paid', async () => {
  phone = await openPhone(browser, { userAgent: inProgram })
  const { page, context } = phone
  const told: Told[] = []
  await wechatBridge(context, told)
  await context.addInitScript(() => {
    Object.assign(globalThis, { __wxjs_environment: 'miniprogram' })
  })
  page.setDefaultTimeout(15_000)
  const placed = await shop.order()
  await page.goto(shop.pageOf(placed))
  await payNow(page)
  await page.getByRole('link', { name: '继续付款' }).waitFor()
  const led = () => told.filter(({ name }) => name === 'invokeMiniProgramAPI')
  expect(led().map(({ sent }) => sent)).toMatchObject([
    {
      name: 'navigateTo',
      arg: { url: `/pages/xp-pay/xp-pay?order=${placed.order.id}&token=${placed.token}` },
    },
  ])
  expect(page.url()).not.toContain('token')
  await looksRight(page, 'pay-web-view')
  await page.getByRole('link', { name: '继续付款' }).tap()
  await expect.poll(() => led()).toHaveLength(2)

  // The program's own page does what the components do: it logs in, begins the same attempt and pays.
  const { json } = await shop.market.ask<{ login: string }>('/v1/logins', {
    body: { surface: 'wechat-mini', code: shop.market.sandbox.wechatPay.login() },
  })
  const body = { surface: 'wechat-mini', login: json.login }
  const paying = await placed.tell('payments', body, { 'idempotency-key': 'pays-in-program' })
  const step = paying.json.payment?.step
  if (step?.kind !== 'bridge') throw new Error('no window')
  expect(payWindow(step.params as Params)).toBe('ok')
  await shop.market.clock.advance(second)
  await seesPaid(page, placed)
})
