import type { SellerOrder } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { fillCart } from '../market.ts'
import { atMarket, listing, market } from './at-market.ts'
import { type OpenedProgram, openProgram } from './program.ts'
import { type Dialect, dialects } from './stage.ts'
import { pages, putInCart, quoteByTaps, went } from './story.ts'

atMarket()

const [wechat] = dialects as readonly [Dialect]

/** A way to the market on which orders, or the answers to them, get lost. */
function badNetwork() {
  const network = {
    loses: 'nothing' as 'nothing' | 'answers' | 'orders',
    /** Until when the answer to an order is on its way. */
    slow: Promise.resolve(),
    /** The keys under which orders were sent. */
    keys: [] as (string | null)[],
    async fetch(request: Request): Promise<Response> {
      const isOrder = request.method === 'POST' && new URL(request.url).pathname === '/v1/orders'
      if (isOrder) network.keys.push(request.headers.get('idempotency-key'))
      if (isOrder && network.loses === 'orders') throw new TypeError('lost')
      const response = await market.gateway.fetch(request)
      if (isOrder && network.loses === 'answers') throw new TypeError('lost')
      if (isOrder) await network.slow
      return response
    },
  }
  return network
}

/** The orders that the shop has, newest first. */
async function shopOrders(): Promise<readonly string[]> {
  const { json } = await market.sell<{ items: readonly SellerOrder[] }>(
    '/v1/seller/orders?limit=100',
  )
  return json.items.map(({ id }) => id)
}

/** By taps to a checkout at which the buyer may pay. */
async function quoted(app: OpenedProgram, cart?: string) {
  if (cart === undefined) await putInCart(app, listing)
  return quoteByTaps(app, cart === undefined ? undefined : { cart })
}

/** Ordered, as the shop has it, while the buyer reads that there is no network. */
async function lost(dialect: Dialect, cart?: string) {
  const network = badNetwork()
  const app = openProgram(market, dialect, { fetch: network.fetch })
  const checkout = await quoted(app, cart)
  const before = await shopOrders()
  network.loses = 'answers'
  await checkout.tap(/付款 ¥/)
  await checkout.sees('没有网络')
  const [order = '', ...others] = (await shopOrders()).filter((id) => !before.includes(id))
  expect([order, others]).toEqual([expect.stringMatching(/^ord_/), []])
  return { app, checkout, network, order, count: before.length + 1 }
}

test.each(
  dialects.flatMap((dialect) =>
    (['checkout', 'cart'] as const).map((component) => ({ dialect, component })),
  ),
)(
  '$dialect.folder: an order whose answer was lost is found by the $component of a program that is opened again, and there is one',
  async ({ dialect, component }) => {
    const { app, network, order, count } = await lost(dialect)
    app.close()
    network.loses = 'nothing'
    const later = openProgram(market, dialect, { stored: app.stored, fetch: network.fetch })
    await later.open(component)
    const page = await went(later, pages.order)
    expect([...page]).toEqual([['order', order]])
    expect((await shopOrders()).length).toBe(count)
    expect(new Set(network.keys).size).toBe(1)
    expect([...later.stored.keys()].filter((key) => key.includes('placing'))).toEqual([])
    const followed = await later.open('order', { order })
    await followed.sees('待付款')
    const cart = await later.open('cart')
    await cart.sees('购物车是空的')
    later.close()
  },
)

test('a page that was left and is opened again finishes the order of a cart of its own', async () => {
  const { id } = await fillCart(market, [{ listing }])
  const { app, network, order, count } = await lost(wechat, id)
  network.loses = 'nothing'
  await app.open('checkout', { cart: id })
  expect([...(await went(app, pages.order))]).toEqual([['order', order]])
  expect((await shopOrders()).length).toBe(count)
  app.close()
})

test('who comes back to the checkout that was left open is led to the order, and pays there', async () => {
  const { app, checkout, network, order, count } = await lost(wechat)
  network.loses = 'nothing'
  app.comeBack()
  expect([...(await went(app, pages.order))]).toEqual([['order', order]])
  await checkout.sees('查看订单')
  expect(checkout.words()).not.toMatch(/付款 ¥/)
  expect((await shopOrders()).length).toBe(count)
  app.close()
})

test('a checkout behind the page that found its order offers no second one', async () => {
  const { app, checkout, network, order, count } = await lost(wechat)
  network.loses = 'nothing'
  const cart = app.stage.mount('cart')
  await went(app, pages.order)
  app.comeBack()
  await checkout.sees('查看订单')
  expect(checkout.words()).not.toMatch(/付款 ¥/)
  await checkout.tap('查看订单')
  await expect.poll(() => app.gone).toEqual(Array(2).fill(`${pages.order}?order=${order}`))
  expect((await shopOrders()).length).toBe(count)
  cart.unmount()
  app.close()
})

test('an order whose answer is lost once more is asked for by a tap', async () => {
  const { app, network, order, count } = await lost(wechat)
  const checkout = await app.open('checkout')
  await checkout.sees('没有网络')
  expect(checkout.words()).not.toContain('购物车是空的')
  network.loses = 'nothing'
  await checkout.tap('重试')
  expect([...(await went(app, pages.order))]).toEqual([['order', order]])
  expect((await shopOrders()).length).toBe(count)
  app.close()
})

test('who changes the address after the answer was lost is led to the order instead', async () => {
  const network = badNetwork()
  const app = openProgram(market, wechat, { fetch: network.fetch })
  const checkout = await quoted(app)
  const { length } = await shopOrders()
  network.loses = 'answers'
  await checkout.tap(/付款 ¥/)
  await checkout.sees('没有网络')
  network.loses = 'nothing'
  await checkout.tap('修改地址')
  await went(app, pages.order)
  expect((await shopOrders()).length).toBe(length + 1)
  app.close()
})

test('what is ordered after a lost answer is an order of its own, of the same cart', async () => {
  const { app, network, order, count } = await lost(wechat)
  network.loses = 'nothing'
  await app.open('checkout')
  await went(app, pages.order)
  const checkout = await quoted(app)
  await checkout.tap(/付款 ¥/)
  const next = (await went(app, pages.cashier)).get('order')
  expect([next === order, (await shopOrders()).length]).toEqual([false, count + 1])
  app.close()
})

test('my orders list the one whose answer was lost', async () => {
  const { app, network, order, count } = await lost(wechat)
  network.loses = 'nothing'
  const list = await app.open('orders')
  await list.sees('待付款')
  await list.tap(listing.title)
  expect([...(await went(app, pages.order))]).toEqual([['order', order]])
  expect((await shopOrders()).length).toBe(count)
  app.close()
})

test('an order that is on its way is not lost: who looks into her cart meanwhile orders and pays once', async () => {
  const network = badNetwork()
  const app = openProgram(market, wechat, { fetch: network.fetch })
  const checkout = await quoted(app)
  const { length } = await shopOrders()
  const { promise, resolve } = Promise.withResolvers<void>()
  network.slow = promise
  await checkout.tap(/付款 ¥/)
  await expect.poll(async () => (await shopOrders()).length).toBe(length + 1)
  app.comeBack()
  await (await app.open('cart')).sees('购物车是空的')
  await (await app.open('orders')).sees('还没有订单')
  resolve()
  await went(app, pages.cashier)
  expect([network.keys.length, app.gone.filter((url) => url.startsWith(pages.order))]).toEqual([
    1,
    [],
  ])
  app.close()
})

test('an order that never arrived is not sent by itself: its goods are still in the cart', async () => {
  const network = badNetwork()
  const app = openProgram(market, wechat, { fetch: network.fetch })
  const checkout = await quoted(app)
  const { length } = await shopOrders()
  network.loses = 'orders'
  await checkout.tap(/付款 ¥/)
  await checkout.sees('没有网络')
  network.loses = 'nothing'
  const sent = network.keys.length
  for (const component of ['checkout', 'cart', 'orders']) {
    const hand = await app.open(component)
    await hand.sees(component === 'orders' ? '还没有订单' : listing.title)
  }
  expect([network.keys.length, (await shopOrders()).length]).toEqual([sent, length])
  app.close()
})
