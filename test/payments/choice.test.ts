import type { OrderView, Quote } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, fillCart, listGoods, type Placed, placeOrder, returnUrl } from '../market.ts'
import { type AlipayShop, openAlipayShop } from './alipay-shop.ts'

let shop: AlipayShop

beforeAll(async () => {
  shop = await openAlipayShop()
  await setWechat({ account: shop.market.sandbox.wechatPay.account() })
})
afterAll(() => shop.market.close())

async function setWechat(body: object): Promise<void> {
  const path = '/v1/seller/payment-accounts/wechat'
  expect((await shop.market.sell(path, { method: 'PUT', body })).status).toBe(200)
}

const agents = {
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1',
  wechat: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.71',
} as const
type Agent = keyof typeof agents
const from = (agent: Agent) => ({ 'user-agent': agents[agent] })

async function quoted(agent: Agent): Promise<Quote> {
  const [listing] = await listGoods(shop.market, 1)
  if (!listing) throw new Error('nothing to sell')
  const { id } = await fillCart(shop.market, [{ listing }])
  const init = { body: { address }, headers: from(agent) }
  return (await shop.market.ask<Quote>(`/v1/carts/${id}/quote`, init)).json
}

const read = async ({ order, token }: Placed, agent: Agent) => {
  const headers = { ...from(agent), 'x-order-token': token }
  return (await shop.market.ask<OrderView>(`/v1/orders/${order.id}`, { headers })).json
}

let keys = 0
const pay = async (placed: Placed, provider: string) => {
  const body = { returnUrl, surface: 'browser-phone', provider }
  const key = { 'idempotency-key': `choice-${++keys}` }
  return (await placed.tell('payments', body, key)).json
}

test('a browser is offered every account of its shop, a page inside WeChat is asked nothing', async () => {
  expect((await quoted('phone')).payWith).toEqual(['wechat', 'alipay'])
  const quote = await quoted('wechat')
  expect(quote.payWith).toBeUndefined()
  const placed = await placeOrder(shop.market, quote)
  expect((await read(placed, 'phone')).payWith).toEqual(['wechat', 'alipay'])
  expect((await read(placed, 'wechat')).payWith).toBeUndefined()
})

test('what the buyer chose is begun, and choosing anew ends the attempt before', async () => {
  const placed = await placeOrder(shop.market, await quoted('phone'))
  const first = await pay(placed, 'alipay')
  expect(first).toMatchObject({ payWith: ['wechat', 'alipay'], payment: { provider: 'alipay' } })
  expect(new URL(first.payment?.cashierUrl ?? '').pathname).toBe('/gateway.do')
  // Nobody pays twice by paying on the page that was left.
  const second = await pay(placed, 'wechat')
  expect(second.payment).toMatchObject({ provider: 'wechat', state: 'waiting' })
  expect(second.payment?.id).not.toBe(first.payment?.id)
  expect((await read(placed, 'phone')).payment?.provider).toBe('wechat')
})

test('an account that is switched off is offered no longer, and a closed order offers nothing', async () => {
  const placed = await placeOrder(shop.market, await quoted('phone'))
  await setWechat({ state: 'off' })
  expect((await read(placed, 'phone')).payWith).toBeUndefined()
  await setWechat({ state: 'on' })
  expect((await read(placed, 'phone')).payWith).toEqual(['wechat', 'alipay'])
  await placed.tell('close')
  expect((await read(placed, 'phone')).payWith).toBeUndefined()
})
