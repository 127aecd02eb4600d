import type { Listing, OrderView } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor, returnUrl } from '../market.ts'
import { dump } from '../people/dump.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'
import { fakeHost } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, dialects, openStage } from './stage.ts'

const inProgram =
  'Mozilla/5.0 (Linux; Android 13) Chrome/134.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.58 miniProgram/wx0123456789'
const inWecom = 'Mozilla/5.0 (iPhone) wxwork/4.1.10 MicroMessenger/7.0.1'

let market: OpenShop
let listing: Listing
let keys = 0

beforeAll(async () => {
  market = await openShop()
  const [first] = await listGoods(market, 1)
  if (!first) throw new Error('nothing to sell')
  listing = first
  const body = { account: market.sandbox.wechatPay.account() }
  await market.sell('/v1/seller/payment-accounts/wechat', { method: 'PUT', body })
})
afterAll(() => market.close())

async function ordered(): Promise<Placed> {
  return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
}

/** The buyer's page in a web view starts to pay; answers where it is sent. */
async function begin(placed: Placed, agent = inProgram) {
  return placed.tell<OrderView & { code?: string }>(
    'payments',
    { returnUrl },
    { 'idempotency-key': `web-view-${++keys}`, 'user-agent': agent },
  )
}

const look = (url: string, agent = inProgram) =>
  market.gateway.fetch(new Request(url, { headers: { 'user-agent': agent } }))

interface Heard {
  success(): void
  fail(failure: { errMsg: string }): void
}

/** The program's own page, to which the web view led; the buyer does in WeChat's window as told. */
function payPage(query: URLSearchParams, answers: ('ok' | 'cancel')[]) {
  const back: object[] = []
  const fake = fakeHost({
    fetch: async (request) => market.gateway.fetch(request),
    login: () => ({ code: market.sandbox.wechatPay.login() }),
  })
  const host = {
    ...fake.host,
    requestPayment({ success, fail, ...params }: Record<string, string> & Heard) {
      if ((answers.shift() ?? 'cancel') === 'cancel') return fail({ errMsg: 'fail cancel' })
      expect(market.sandbox.wechatPay.payInWindow(params)).toBe('ok')
      return success()
    },
    navigateBack: (options: object) => void back.push(options),
  }
  const [wechat] = dialects as readonly [Dialect]
  const stage = openStage(wechat, { wx: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable })
  const given = { order: query.get('order'), token: query.get('token') }
  const mounted = stage.mount('pay', given)
  return { mounted, hand: handOn(mounted), back }
}

test('a page in a web view leads to the program’s own page, which pays and goes back; the order is paid', async () => {
  const placed = await ordered()
  const { json } = await begin(placed)
  expect(json.payment).toMatchObject({ provider: 'wechat', state: 'waiting' })
  const { cashierUrl = '' } = json.payment ?? {}
  const [address = '', words = ''] = cashierUrl.split('#')
  const page = await look(address)
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain('https://res.wx.qq.com/')
  expect(html).toContain('data-mini="/pages/xp-pay/xp-pay"')
  expect(html).not.toContain(placed.token)

  const { mounted, hand, back } = payPage(new URLSearchParams(words), ['ok'])
  await expect.poll(() => back).toHaveLength(1)
  expect(mounted.events).toContainEqual({ name: 'paid', detail: { outcome: 'asked' } })
  expect((await placed.read()).payment?.state).toBe('succeeded')
  expect(hand.words()).toMatch(/已付款|备货中|待发货/)
  const state = await look(`${address}/state`)
  expect(await state.json()).toEqual({ open: false })
  const home = await look(`${address}/back`)
  expect(home.headers.get('location')).toBe(returnUrl)
  mounted.unmount()
})

test('who closes WeChat’s window stays on the program’s page, and pays by the next tap', async () => {
  const placed = await ordered()
  const { json } = await begin(placed)
  const query = new URLSearchParams(json.payment?.cashierUrl?.split('#')[1])
  const { mounted, hand, back } = payPage(query, ['cancel', 'ok'])
  await expect
    .poll(() => mounted.events)
    .toContainEqual({ name: 'paid', detail: { outcome: 'cancelled' } })
  await hand.tap(/去付款/)
  await expect.poll(() => back).toHaveLength(1)
  expect((await placed.read()).payment?.state).toBe('succeeded')
  mounted.unmount()
})

test('who thinks better of it goes back with nothing paid, and is led there again', async () => {
  const placed = await ordered()
  const { json } = await begin(placed)
  const query = new URLSearchParams(json.payment?.cashierUrl?.split('#')[1])
  const { mounted, hand, back } = payPage(query, ['cancel'])
  await hand.sees('待付款')
  await expect.poll(() => mounted.events.some(({ name }) => name === 'paid')).toBe(true)
  await hand.tap('返回')
  expect(back).toHaveLength(1)
  expect((await placed.read()).state).toBe('pending_payment')
  const again = await begin(placed)
  expect(again.json.payment?.cashierUrl).toBe(json.payment?.cashierUrl)
  mounted.unmount()
})

test('a token that opens nothing pays nothing', async () => {
  const { order } = await ordered()
  const query = new URLSearchParams({ order: order.id, token: 'x'.repeat(43) })
  const { mounted, hand } = payPage(query, [])
  await hand.sees('打不开这个订单')
  mounted.unmount()
})

test('outside of a web view that page says where the payment belongs, and WeCom is told before anything is begun', async () => {
  const placed = await ordered()
  const wecom = await begin(placed, inWecom)
  expect([wecom.status, wecom.json.code]).toEqual([409, 'PAYMENT_NOT_HERE'])
  expect((await placed.read()).payment).toBeUndefined()
  const { json } = await begin(placed)
  const [address = ''] = json.payment?.cashierUrl?.split('#') ?? []
  const elsewhere = await look(address, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0')
  expect(elsewhere.status).toBe(409)
  expect(await elsewhere.text()).toContain('这笔付款要在微信里付')
})

test('the database keeps no token of who was led there', async () => {
  const placed = await ordered()
  await begin(placed)
  const kept = await dump(market.databaseUrl)
  expect(kept).toContain('/pay/')
  expect(kept).not.toContain(placed.token)
  expect((await placed.read()).payment?.cashierUrl).not.toContain('token')
})
