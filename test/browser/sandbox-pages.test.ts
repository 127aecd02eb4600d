import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fen } from '@xiaopu/domain'
import { alipay } from '@xiaopu/pay/alipay'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import type { Browser, Page } from 'playwright-core'
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
  const step = await provider.start({
    outTradeNo,
    amount: fen(1990),
    subject: '阿梅的小店 · 透明收纳盒',
    expiresAt: new Date(sandbox.clock.now() + 15 * 60_000).toISOString(),
    notifyUrl: `http://127.0.0.1:${shopPort}/notify`,
    returnUrl: `http://shop.test:${shopPort}/order`,
    way: 'page',
  })
  if (step.kind !== 'redirect') throw new Error('a cashier is a page')
  return step.url
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

/** The address of a payment at the sandbox's Alipay, as a gateway makes it. */
async function openAlipay(outTradeNo: string): Promise<string> {
  const registered = await fetch(`${url}/sandbox/api/provider-accounts`, {
    method: 'POST',
    body: JSON.stringify({ provider: 'alipay', app: '2021000000000001', settings: {} }),
  })
  const keys = (await registered.json()) as { privateKey: string; alipayPublicKey: string }
  const { privateKey, alipayPublicKey } = keys
  const provider = alipay({
    ...{ appId: '2021000000000001', sellerId: '2088000000000001', privateKey, alipayPublicKey },
    ...{ gatewayUrl: `${url}/gateway.do`, now: sandbox.clock.now },
  })
  const step = await provider.start({
    ...{ outTradeNo, amount: fen(1990), subject: '阿梅的小店 · 透明收纳盒', way: 'wap' },
    expiresAt: new Date(sandbox.clock.now() + 15 * 60_000).toISOString(),
    notifyUrl: `http://127.0.0.1:${shopPort}/notify`,
    returnUrl: `http://shop.test:${shopPort}/order`,
  })
  if (step.kind !== 'redirect') throw new Error('Alipay is a page')
  return step.url
}

test('a buyer without scripts pays at Alipay and lands in the shop of another origin', async () => {
  const { page, context } = await openPhone(browser, { javaScriptEnabled: false })
  await page.goto(await openAlipay('T20261124000101'))
  expect(await page.locator('.amount').textContent()).toBe('¥19.90')
  const cashierUrl = page.url()
  await shoot(page, 'alipay')
  await page.getByRole('button', { name: '确认付款' }).tap()
  await page.getByRole('heading', { name: '回到店铺' }).waitFor()
  expect(new URL(page.url()).searchParams.get('out_trade_no')).toBe('T20261124000101')
  await page.goto(cashierUrl)
  await page.getByRole('heading', { name: '付款成功' }).waitFor()
  await context.close()
})

test.each([
  ['light', 'zh-CN'],
  ['dark', 'en-GB'],
] as const)(
  'Alipay’s page keeps nobody out and breaks no policy, %s, %s',
  async (scheme, locale) => {
    const { page, context } = await openPhone(browser, { colorScheme: scheme, locale })
    const { errors } = await watch(page)
    await page.goto(await openAlipay(`T_${scheme}`))
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(errors).toEqual([])
    await context.close()
  },
)

/** Something of everything: a refund, an app, faults, messages, calls with every outcome. */
async function fill(): Promise<void> {
  const control = async (path: string, body: object) => {
    const method = path === 'faults' ? 'PUT' : 'POST'
    const init = { method, body: JSON.stringify(body) }
    return (await fetch(`${url}/sandbox/api/${path}`, init)).json()
  }
  await control('app', { autoShip: false })
  await control('apps', { key: '2000000', secret: 'second' })
  const sold = sandbox.world.offers.all(100).filter(({ dropship }) => dropship)
  const [goods] = sold.flatMap(({ offerId, skus }) =>
    skus.filter(({ stock }) => stock > 10).map(({ specId }) => ({ offerId, specId, quantity: 1 })),
  )
  await ask('com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: {
      ...{
        provinceText: '四川省',
        cityText: '成都市',
        areaText: '武侯区',
        address: '科华北路62号',
      },
      ...{ fullName: '王小明', mobile: '13812345678' },
    },
    cargoParamList: [goods],
    flow: 'fenxiao',
    outOrderId: 'sup_page',
  })
  expect(await control('orders/sup_page/pay', {})).toMatchObject({ outOrderId: 'sup_page' })
  const [order] = sandbox.world.orders.values()
  await ask('com.alibaba.trade:alibaba.trade.createRefund', {
    orderId: order?.id,
    orderEntryIds: [order?.id],
    disputeRequest: 'refund',
    goodsStatus: 'refundWaitSellerSend',
    applyPayment: order?.goodsFen,
    applyCarriage: order?.postFen,
    applyReasonId: 20028,
    description: '不想要了',
  })
  await ask('com.alibaba.trade:alibaba.trade.get.buyerView', { orderId: '5', webSite: '1688' })
  await ask('system:currentTime', { q: '保温杯 500ml' }, (text) => encodeURI(text))
  await control('faults', [
    { api: 'com.alibaba.trade:alibaba.trade.fenxiaoOrder.create', kind: 'reset-after', after: 2 },
    { api: '*', kind: 'delay', probability: 0.25, ms: 5 },
  ])
}

let filling: Promise<void> | undefined
/** Once for all tests of this file. */
function filled(): Promise<void> {
  filling ??= fill()
  return filling
}

/** A signed call of an API; `spoil` changes the text before it is signed. */
async function ask(api: string, params: object, spoil = (text: string) => text) {
  const path = `param2/1/${api.replace(':', '/')}/1000000`
  const form = Object.entries({ access_token: 'at-0001', ...params }).map(
    ([name, value]): [string, string] => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ],
  )
  const pairs = form.map(([name, value]) => name + spoil(value))
  const toSign = path + pairs.sort().join('')
  const signature = createHmac('sha1', 'sandbox-secret').update(toSign).digest('hex').toUpperCase()
  const body = new URLSearchParams([...form, ['_aop_signature', signature]])
  return (await fetch(`${url}/openapi/${path}`, { method: 'POST', body })).json()
}

/** Buttons, fields and links that stand alone and that a thumb would miss; links inside of a sentence may be low. */
function tooLow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, select, textarea, summary, nav a, .rows a, .list a, input',
      ),
    ]
      .filter((each) => !each.matches('[type=hidden], [type=checkbox]'))
      .filter((each) => {
        const { height } = each.getBoundingClientRect()
        return height > 0 && height < 44
      })
      .map((each) => `${each.tagName} ${each.textContent}`),
  )
}

const sections = ['', 'offers', 'apps', 'faults', 'calls', 'messages', 'money'] as const

test.each([
  [390, 844, 'light', 'zh-CN'],
  [1280, 900, 'dark', 'en-GB'],
  [390, 844, 'dark', 'en-GB'],
  [1280, 900, 'light', 'zh-CN'],
] as const)(
  'every section of the control page fits %i px and keeps nobody out, %s, %s, %s',
  async (width, height, colorScheme, locale) => {
    await filled()
    const { page, context } = await openPhone(browser, {
      ...{ viewport: { width, height }, colorScheme, locale, deviceScaleFactor: 1 },
    })
    const { errors } = await watch(page)
    const wrong = sandbox.calls.all().find(({ errorCode }) => errorCode === 'gw.SignatureInvalid')
    for (const path of [...sections, `calls/${wrong?.requestId}`]) {
      await page.goto(`${url}/sandbox/${path}`)
      // What is folded away has to fit too.
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('details')) each.open = true
      })
      expect(await barriers(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await tooLow(page)).toEqual([])
      const name = path === '' ? 'orders' : path.split('/').length > 1 ? 'call' : path
      await shoot(page, `control-${name}-${width}-${colorScheme}`, true)
    }
    expect(errors).toEqual([])
    await context.close()
  },
)

test('a developer finds out by taps alone why a signature was wrong', async () => {
  await filled()
  const { page, context } = await openPhone(browser, { javaScriptEnabled: false })
  await page.goto(`${url}/sandbox/calls`)
  await page.getByLabel('结果').selectOption('signature')
  await page.getByRole('button', { name: '搜索' }).tap()
  await page.getByText('百分号编码').waitFor()
  await page.getByRole('link', { name: 'system:currentTime' }).tap()
  const marks = page.locator('mark')
  await marks.first().waitFor()
  expect(await marks.allTextContents()).toEqual(['%', '保', '%', '保'])
  await page.getByLabel('贴上你签名的字符串').fill('param2/1/system/currentTime/1000000')
  await page.getByRole('button', { name: '比较' }).tap()
  await page.getByText('字符串不对。').waitFor()
  await context.close()
})

test('the supplier agrees to a refund and a fault script is pasted, by taps and keys alone', async () => {
  await filled()
  const { page, context } = await openPhone(browser, { javaScriptEnabled: false })
  await page.goto(`${url}/sandbox/?q=sup_page`)
  await page.getByRole('button', { name: '同意退款' }).tap()
  await page.getByText('退款成功').waitFor()
  await page.goto(`${url}/sandbox/faults`)
  await page.getByLabel('正在等待的').fill('{"faults":[{"api":"*","kind":"sigh"}]}')
  await page.getByRole('button', { name: '载入脚本' }).tap()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('正在等待的').inputValue()).toContain('sigh')
  await page.getByLabel('正在等待的').fill('{"faults":[{"api":"x","kind":"qos","after":9}]}')
  await page.getByRole('button', { name: '载入脚本' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('先放过 9 次').waitFor()
  expect([...sandbox.world.faults.values()]).toMatchObject([{ kind: 'qos', after: 9 }])
  await context.close()
})

test('the control page turns the clock by taps and finds an offer at 390 px and 1280 px', async () => {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ]) {
    const { page, context } = await openPhone(browser, { viewport, javaScriptEnabled: true })
    const { errors } = await watch(page)
    await page.goto(`${url}/sandbox/`)
    const before = sandbox.clock.now()
    await page.getByRole('button', { name: '+24 小时' }).tap()
    await page.getByRole('status').waitFor()
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(24 * 3_600_000)
    await page.goto(`${url}/sandbox/offers?q=${encodeURIComponent('保温杯')}`)
    await page.getByRole('link', { name: /保温杯/ }).tap()
    await page.waitForURL(/\/sandbox\/offers\/\d+/)
    const pictures = page.locator('.pictures img')
    const width = () => pictures.first().evaluate((img: HTMLImageElement) => img.naturalWidth)
    await expect.poll(width).toBe(160)
    await shoot(page, `control-offer-${viewport.width}`)
    expect(errors).toEqual([])
    await context.close()
  }
})

test.each([390, 1280])(
  'one fault is taken back, and the world is reset only after a tick, by taps alone, %i px',
  async (width) => {
    await filled()
    const viewport = { width, height: 900 }
    const { page, context } = await openPhone(browser, { viewport, javaScriptEnabled: false })
    const order = (kind: string) =>
      fetch(`${url}/sandbox/api/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind, api: 'nobody' }),
      })
    await order('bad-json')
    await order('half-answer')
    await page.goto(`${url}/sandbox/faults`)
    const row = page.getByRole('listitem').filter({ hasText: 'bad-json' })
    await row.getByRole('button', { name: '取消' }).tap()
    await page.getByRole('status').waitFor()
    const kinds = [...sandbox.world.faults.values()].map(({ kind }) => kind)
    expect(kinds).toContain('half-answer')
    expect(kinds).not.toContain('bad-json')

    await page.goto(`${url}/sandbox/apps`)
    await page.getByText('我要重置').tap()
    const forget = page.getByRole('button', { name: '全部忘记' })
    await forget.tap()
    expect(new URL(page.url()).search, 'without the tick nothing is sent').toBe('')
    expect(sandbox.world.faults.size).toBeGreaterThan(0)
    await page.getByLabel('我知道这些都找不回来').check()
    await shoot(page, `control-reset-${width}`, true)
    await forget.tap()
    await page.getByRole('status').waitFor()
    expect([sandbox.world.faults.size, sandbox.world.orders.size]).toEqual([0, 0])
    await context.close()
  },
)
