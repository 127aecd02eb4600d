import type { Listing } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor } from '../market.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'
import { fakeHost } from './fake-host.ts'
import { handOn } from './hand.ts'
import { openProgram } from './program.ts'
import { type Dialect, dialects, openStage } from './stage.ts'
import { pages, quoteByTaps, went } from './story.ts'

let market: OpenShop
let listing: Listing

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
  const cart = await fillCart(market, [{ listing }])
  return placeOrder(market, await quoteFor(market, cart))
}

type Paid = (params: Record<string, string>) => 'ok' | 'cancel'

/** The order's page in WeChat, in whose window the buyer does as told. */
function orderPage({ order, token }: Placed, window: Paid) {
  const codes: string[] = []
  const fake = fakeHost({
    fetch: async (request) => market.gateway.fetch(request),
    login: () => {
      const code = market.sandbox.wechatPay.login()
      codes.push(code)
      return { code }
    },
  })
  const host = {
    ...fake.host,
    requestPayment({ success, fail, ...params }: Record<string, string> & Heard) {
      if (window(params) === 'ok') success()
      else fail({ errMsg: 'requestPayment:fail cancel' })
    },
  }
  const [wechat] = dialects as readonly [Dialect]
  const stage = openStage(wechat, { wx: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable })
  const mounted = stage.mount('order', { order: order.id, token })
  return { mounted, hand: handOn(mounted), codes }
}

interface Heard {
  success(): void
  fail(failure: { errMsg: string }): void
}

test('a buyer pays in WeChat’s own window: she is logged in by the way, and the order says that money came', async () => {
  const placed = await ordered()
  const { hand, mounted, codes } = orderPage(placed, (params) => {
    expect(market.sandbox.wechatPay.payInWindow(params)).toBe('ok')
    return 'ok'
  })
  await hand.tap(/去付款/)
  await hand.sees(/备货中|待发货/)
  expect(codes).toHaveLength(1)
  expect(mounted.events).toContainEqual({ name: 'paid', detail: { outcome: 'asked' } })
  mounted.unmount()
})

test('who pays at the checkout in WeChat’s own window lands in her order, and the page behind it sells nothing twice', async () => {
  const { id } = await fillCart(market, [{ listing }])
  const [wechat] = dialects as readonly [Dialect]
  const app = openProgram(market, wechat, {
    host: (own) => ({
      ...own,
      login: ({ success }: { success(told: object): void }) =>
        success({ code: market.sandbox.wechatPay.login() }),
      requestPayment({ success, fail: _, ...params }: Record<string, string> & Heard) {
        market.sandbox.wechatPay.payInWindow(params)
        success()
      },
    }),
  })
  const checkout = await quoteByTaps(app, { cart: id })
  await checkout.tap(/付款 ¥/)
  const order = (await went(app, pages.order)).get('order') ?? ''
  await checkout.sees('查看订单')
  expect(checkout.words()).not.toMatch(/付款 ¥/)
  const page = await app.open('order', { order })
  await page.sees(/备货中|待发货/)
  app.close()
})

test('who closes the window has paid nothing and may try again, under the same login', async () => {
  const placed = await ordered()
  const answers: ('ok' | 'cancel')[] = ['cancel', 'ok']
  const { hand, mounted, codes } = orderPage(placed, (params) => {
    const answer = answers.shift() ?? 'cancel'
    if (answer === 'ok') market.sandbox.wechatPay.payInWindow(params)
    return answer
  })
  await hand.tap(/去付款/)
  await expect
    .poll(() => mounted.events.map(({ detail }) => detail))
    .toContainEqual({
      outcome: 'cancelled',
    })
  await hand.sees('待付款')
  await hand.tap(/去付款/)
  await hand.sees(/备货中|待发货/)
  expect(codes).toHaveLength(1)
  mounted.unmount()
})
