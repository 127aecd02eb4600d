import { paramKinds, type Route } from '@xiaopu/api'
import { table } from '@xiaopu/api/table'
import { type Listing, prefixes, type ShopKey } from '@xiaopu/domain'
import { createShop } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods, type Placed, returnUrl } from '../market.ts'
import { type Answer, ask, baseUrl, type OpenShop, openShop } from '../shop.ts'
import { masked, orderFor, secrets } from './canary-person.ts'
import { books } from './dump.ts'

/** Two buyers of one shop, and the seller of another. */
let market: OpenShop
let mine: Placed
let theirs: Placed
let otherSeller: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  market = await openShop()
  const [listing] = (await listGoods(market, 1)) as [Listing]
  mine = await orderFor(market, listing)
  theirs = await orderFor(market, listing)
  otherSeller = (await createShop(market.gateway.deps, { slug: 'other', name: '别家' })).secretKey
  const { json: keys } = await market.sell<{ items: ShopKey[] }>('/v1/seller/keys')
  Object.assign(ids, { order: mine.order.id, listing: listing.id, key: keys.items[0]?.id })
}, 60_000)
afterAll(() => market.close())

/** What a route needs to get as far as the question whose it is. */
const bodies: Readonly<Record<string, unknown>> = {
  '/v1/orders/:order/payments': { returnUrl },
  '/v1/seller/orders/:order/reveal': { reason: '看看别人的' },
  '/v1/seller/listings/:listing': { title: '别人的商品' },
}

function send(route: Route, id: (kind: string) => string, headers: Record<string, string>) {
  const path = route.path.replaceAll(/:([a-z]+)/gi, (_, kind: string) => id(kind))
  return ask(market.gateway, `${path}?shop=${market.keys.publishable}`, {
    method: route.method,
    headers: { 'idempotency-key': `grid-${Math.abs(hashOf(path))}-1`, ...headers },
    ...(route.body && { body: bodies[route.path] ?? {} }),
  })
}

/** A different key for each address asked. */
function hashOf(text: string): number {
  return [...text].reduce((hash, each) => (hash * 31 + (each.codePointAt(0) ?? 0)) | 0, 7)
}

const absent = (name: string) =>
  `${prefixes[paramKinds[name] ?? 'order']}_01ARZ3NDEKTSV4RRFFQ69G5FAV`
const there = (kind: string) => ids[kind] ?? absent(kind)

/** What an answer says, without the ids that were asked for. */
function said({ status, text }: Answer<unknown>): unknown {
  const { code } = JSON.parse(text)
  return { status, code }
}

const buyerRoutes = table.filter((route) => route.caller === 'buyer')
const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const)

test.each(named(buyerRoutes))(
  '%s answers the same for a stranger’s order as for none, and does nothing',
  async (_, route) => {
    const before = await books(market.databaseUrl)
    for (const token of [theirs.token, '', 'guess', mine.order.id]) {
      const headers = { 'x-order-token': token }
      const foreign = await send(route, there, headers)
      expect(said(foreign)).toEqual(said(await send(route, absent, headers)))
      if (!route.body || bodies[route.path])
        expect(said(foreign)).toEqual({ status: 404, code: 'ORDER_NOT_FOUND' })
      for (const secret of [...secrets, masked.phone, mine.order.number])
        expect(foreign.text).not.toContain(secret)
    }
    expect(await books(market.databaseUrl)).toBe(before)
  },
)

const ownedBySeller = table.filter(
  (route) => route.caller === 'seller' && /:(order|listing|key)\b/.test(route.path),
)

test.each(named(ownedBySeller))(
  '%s answers another seller the same for what is not hers as for nothing',
  async (_, route) => {
    const before = await books(market.databaseUrl)
    const headers = { authorization: `Bearer ${otherSeller}` }
    const foreign = await send(route, there, headers)
    expect(said(foreign)).toEqual(said(await send(route, absent, headers)))
    if (!route.body || bodies[route.path]) expect(foreign.status).toBe(404)
    for (const secret of [...secrets, masked.phone, mine.order.number])
      expect(foreign.text).not.toContain(secret)
    expect(await books(market.databaseUrl)).toBe(before)
  },
)

test('who guesses at orders is asked to wait after twenty misses; who holds a token elsewhere is not', async () => {
  const path = `/v1/orders/${mine.order.id}?shop=${market.keys.publishable}`
  const from = async (address: string, token: string) => {
    const request = new Request(`${baseUrl}${path}`, { headers: { 'x-order-token': token } })
    const answer = await market.gateway.answer(request, { address })
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
  }
  for (let guess = 0; guess < 20; guess++)
    expect((await from(`203.0.114.${guess}`, `guess-${guess}`)).status).toBe(404)
  // The right token does not help either: it might be the twenty-first guess.
  expect(await from('203.0.114.99', mine.token)).toEqual({ status: 429, retryAfter: '600' })
  expect((await from('198.51.101.7', mine.token)).status).toBe(200)
  await market.clock.advance(600_000)
  expect((await from('203.0.114.99', mine.token)).status).toBe(200)
})
