import type { Cart } from '@xiaopu/domain'
import { type Connection, connect } from '@xiaopu/gateway'
import { expect, onTestFinished, test } from 'vitest'
import { type Cuttable, cuttable } from './cuttable.ts'
import { freshDatabase } from './database.ts'
import { address, fillCart, listGoods, payAt, placeOrder, quoteFor, startPaying } from './market.ts'
import { baseUrl, eventually, type OpenShop, type OpenShopOptions, openShop } from './shop.ts'

async function open(gateway: NonNullable<OpenShopOptions['gateway']>): Promise<OpenShop> {
  const shop = await openShop({ gateway })
  onTestFinished(() => shop.close())
  return shop
}

/** Asks over the network, as somebody at an address. */
async function from(shop: OpenShop, peer: string, path: string, init: RequestInit = {}) {
  const url = new URL(path, baseUrl)
  url.searchParams.set('shop', shop.keys.publishable)
  const response = await shop.gateway.answer(new Request(url, init), { address: peer })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, code: codeIn(text) }
}

function codeIn(text: string): string | undefined {
  return text.startsWith('{') ? JSON.parse(text).code : undefined
}

test('of a crawler at ten times its budget nine in ten are refused; other visitors notice nothing', async () => {
  let time = Date.UTC(2026, 10, 24, 8)
  const shop = await open({ requestsPerMinute: 60, clock: { now: () => time } })
  let served = 0
  for (let nth = 0; nth < 600; nth++) {
    time += 100
    const answer = await from(shop, `8.8.8.${nth % 250}`, `/v1/listings?q=${nth}`)
    if (answer.status === 200) served++
    else expect([answer.status, answer.code]).toEqual([429, 'TOO_MANY_REQUESTS'])
  }
  expect(served).toBeGreaterThanOrEqual(60)
  expect(served).toBeLessThanOrEqual(76)
  const refused = await from(shop, '8.8.8.1', '/v1/listings')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  expect((await from(shop, '9.9.9.9', '/v1/listings')).status).toBe(200)
  expect((await from(shop, '2606:4700::1', '/v1/listings')).status).toBe(200)
})

test('kept answers count as well, and who waits as long as told is served again', async () => {
  const shop = await open({ requestsPerMinute: 60 })
  let answer = await from(shop, '8.8.8.8', '/v1/listings')
  for (let nth = 0; answer.status === 200 && nth < 99; nth++) {
    answer = await from(shop, '8.8.8.8', '/v1/listings')
  }
  expect(answer.status).toBe(429)
  await shop.clock.advance(1_000 * Number(answer.headers.get('retry-after')))
  expect((await from(shop, '8.8.8.8', '/v1/listings')).status).toBe(200)
})

test('callbacks are never turned away, whoever sends however many', async () => {
  const shop = await open({ requestsPerMinute: 1, load: { lateness: () => 60_000 } })
  for (let nth = 0; nth < 50; nth++) {
    const answer = await from(shop, '8.8.8.8', '/v1/callbacks/1688', { method: 'POST', body: 'x' })
    expect(answer.status).toBe(401)
  }
})

test('under pressure kept goods are shown on, new looks and carts are put off, orders are answered', async () => {
  let late = 0
  const shop = await open({ load: { lateness: () => late } })
  const [listing] = await listGoods(shop, 1)
  if (!listing) throw new TypeError('the market lists nothing')
  const placed = await placeOrder(shop, await quoteFor(shop, await fillCart(shop, [{ listing }])))
  const before = await from(shop, '8.8.8.8', '/v1/listings')
  late = 300
  await shop.clock.advance(60_000)
  const kept = await from(shop, '8.8.8.8', '/v1/listings')
  expect([kept.status, kept.text]).toEqual([200, before.text])
  const fresh = await from(shop, '8.8.8.8', '/v1/listings?q=new')
  expect([fresh.status, fresh.code]).toEqual([503, 'OVERLOADED'])
  expect(Number(fresh.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  const page = await from(shop, '8.8.8.8', '/shop/demo')
  expect([page.status, page.headers.has('retry-after')]).toEqual([503, true])
  const cart = await from(shop, '8.8.8.8', '/v1/carts', { method: 'POST', body: '{"changes":[]}' })
  expect(cart.code).toBe('OVERLOADED')
  const order = await from(shop, '8.8.8.8', `/v1/orders/${placed.order.id}`, {
    headers: { 'x-order-token': placed.token },
  })
  expect(order.status).toBe(200)
  late = 0
  expect((await from(shop, '8.8.8.8', '/v1/listings?q=new')).status).toBe(200)
})

test('lookers who fill all their places hold up no cart', async () => {
  const full = { atOnce: 1, waiting: 0, patience: 1 }
  const shop = await open({ load: { slots: { catalogue: full } } })
  const looks = await Promise.all(
    Array.from({ length: 20 }, (_, nth) => from(shop, '8.8.8.8', `/v1/listings?q=${nth}`)),
  )
  expect(new Set(looks.map(({ status }) => status))).toEqual(new Set([200, 503]))
  const cart = await from(shop, '8.8.8.8', '/v1/carts', { method: 'POST', body: '{"changes":[]}' })
  expect(cart.status).toBe(200)
})

/** A shop whose way to its database can be cut. */
async function openCuttable(): Promise<{ shop: OpenShop; line: Cuttable }> {
  const line = await cuttable(await freshDatabase())
  const shop = await openShop({ gateway: { databaseUrl: line.url } })
  onTestFinished(async () => {
    await shop.close()
    await line.close()
  })
  return { shop, line }
}

test('while the database is away goods are shown on, writes say when to come back, and all goes on by itself', async () => {
  const { shop, line } = await openCuttable()
  const [listing] = await listGoods(shop, 1)
  if (!listing) throw new TypeError('the market lists nothing')
  const cart = await fillCart(shop, [{ listing }])
  const before = await shop.ask('/v1/listings')
  expect((await shop.ask('/readyz')).status).toBe(200)

  await line.cut()
  await shop.clock.advance(60_000).catch(() => {})
  const kept = await shop.ask('/v1/listings')
  expect([kept.status, kept.text]).toEqual([200, before.text])
  for (const [path, body] of [
    ['/v1/carts', { changes: [] }],
    [`/v1/carts/${cart.id}/quote`, { address }],
  ] as const) {
    const { status, json, headers } = await shop.ask(path, { body })
    expect([path, status, json.code]).toEqual([path, 503, 'MAINTENANCE'])
    expect(headers.get('retry-after')).toBe('5')
  }
  expect((await shop.ask('/readyz')).json.code).toBe('MAINTENANCE')

  await line.mend()
  expect((await shop.ask<Cart>(`/v1/carts/${cart.id}`)).json.lines).toHaveLength(1)
  const placed = await placeOrder(shop, await quoteFor(shop, cart))
  await payAt(shop, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'placed')
})

test('a full disk refuses writes and nothing else', async () => {
  const shop = await open({})
  const [listing] = await listGoods(shop, 1)
  if (!listing) throw new TypeError('the market lists nothing')
  const books: Connection = connect({ url: shop.databaseUrl, max: 1 })
  onTestFinished(() => books.close())
  await books.pool.query(`
    create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  await books.pool.query(
    'create trigger full_disk before insert on carts execute function full_disk()',
  )
  const refused = await shop.ask('/v1/carts', { body: { changes: [] } })
  expect([refused.status, refused.json.code]).toEqual([503, 'MAINTENANCE'])
  expect(refused.headers.get('retry-after')).toBe('5')
  expect((await shop.ask(`/v1/listings/${listing.id}`)).status).toBe(200)
  await books.pool.query('drop trigger full_disk on carts')
  expect((await shop.ask('/v1/carts', { body: { changes: [] } })).status).toBe(200)
})

test('told to stop, it is not ready any more and still answers what comes', async () => {
  const shop = await open({})
  shop.gateway.drain()
  const ready = await shop.ask('/readyz')
  expect([ready.status, ready.json.code]).toEqual([503, 'MAINTENANCE'])
  expect((await shop.ask('/healthz')).status).toBe(200)
  expect((await shop.ask('/v1/carts', { body: { changes: [] } })).status).toBe(200)
})
