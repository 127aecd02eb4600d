import { type Route, scopeOf } from '@xiaopu/api'
import { table } from '@xiaopu/api/table'
import type {
  AfterSaleView,
  Listing,
  Reconciliation,
  Share,
  ShopKey,
  Webhook,
} from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAnother } from '../hooks/other-shop.ts'
import {
  fillCart,
  inStock,
  listGoods,
  type Placed,
  payAt,
  quoteFor,
  returnUrl,
  startPaying,
} from '../market.ts'
import { settled } from '../scenarios/story.ts'
import { type Asked, ask, baseUrl, eventually, type OpenShop, openShop } from '../shop.ts'
import { canary, orderFor, sql } from './canary-person.ts'
import { books } from './dump.ts'
import { type Caller, callers, statuses } from './route-table.ts'

let market: OpenShop
let before: string
/** Of what the shop has: by path parameter, and what bodies name. */
const ids: Record<string, string> = {}
const bodies: Record<string, unknown> = {}
const headers = {} as Record<Caller, Readonly<Record<string, string>>>
const queries = {} as Record<Caller, string>

/** One restricted key for each, so that there is one for every route that may do something else. */
const mayDo = ['jobs:read', 'personal:read']
const limited: Record<string, string> = {}

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const routes = table.map((route) => [nameOf(route), route] as const)

beforeAll(async () => {
  market = await openShop({ gateway: { localWebhooks: true } })
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const mine = await bought(listing)
  const theirs = await orderFor(market, listing)
  const other = await openAnother(market, 'other')
  await knowIds(listing, mine)
  await knowBodies(listing, mine)
  const [foreignListing] = (await listGoods(other, 1)) as [Listing]
  const foreign = await orderFor(other, foreignListing)
  letIn(mine, theirs, { seller: other, buyer: foreign })
  for (const scope of mayDo) limited[scope] = await restricted([scope])
  await settled(market)
  before = await books(market.databaseUrl)
}, 120_000)
afterAll(() => market.close())

/** An order that is paid and bought, and about which its buyer has opened a claim. */
async function bought(listing: Listing): Promise<Placed> {
  const mine = await orderFor(market, listing)
  await payAt(market, await startPaying(mine))
  await eventually(async () => (await mine.read()).state === 'placed')
  const body = { kind: 'return_refund', reason: 'other' }
  const { json } = await mine.tell('after-sales', body, { 'idempotency-key': 'claims-it-back' })
  ids.afterSale = (json.afterSales as AfterSaleView[])[0]?.id ?? ''
  // A message that came before its purchase was written is looked at after 1, 5, 30 and 120 seconds.
  for (let look = 0; look < 4; look++) {
    await market.clock.advance(121_000)
    await settled(market)
  }
  return mine
}

async function knowIds(listing: Listing, mine: Placed): Promise<void> {
  const { supplierOrders, deadlines } = await mine.readAsSeller()
  const make = async <Body>(path: string, body: object = {}) =>
    (await market.sell<Body>(`/v1/seller/${path}`, { body })).json
  const shared = await make<{ share: Share }>('shares', { listing: listing.id, channel: 'wechat' })
  const hooked = await make<{ webhook: Webhook }>('webhooks', { url: 'http://127.0.0.1:9/hook' })
  const { key } = await make<{ key: ShopKey }>('keys', { kind: 'restricted', scopes: mayDo })
  const compared = await make<Reconciliation>('reconcile')
  Object.assign(ids, {
    order: mine.order.id,
    listing: listing.id,
    cart: (await fillCart(market, [{ listing }])).id,
    purchase: supplierOrders[0]?.id,
    deadline: deadlines.find(({ state }) => state === 'running')?.id,
    code: shared.share.code,
    channel: 'wechat',
    provider: 'wechat',
    webhook: hooked.webhook.id,
    key: key.id,
    reconciliation: compared.id,
    difference: 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  })
  await sql(
    market,
    `insert into differences (shop_id, difference_id, kind, subject, detail, found_at)
      values ($1, $2, 'missing_here', 'somebody', '{}', now())`,
    [market.shop.id, ids.difference],
  )
}

/** What each route needs to get as far as the question whose it is. */
async function knowBodies(listing: Listing, { order }: Placed): Promise<void> {
  const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
  const sku = inStock(listing).skuId
  const add = { action: 'add', id: 'one-more-piece', listing: listing.id, sku, quantity: 1 }
  const [line] = order.lines
  const claim = { kind: 'return_refund', reason: 'other' }
  Object.assign(bodies, {
    'POST /v1/addresses/parse': { text: '张三 13800138000 浙江省杭州市西湖区文三路 1 号' },
    'POST /v1/carts': { changes: [add] },
    'POST /v1/carts/:cart/changes': { changes: [add] },
    'POST /v1/carts/:cart/quote': { address: canary },
    'POST /v1/orders': { quote: quote.id, total: quote.total },
    'POST /v1/shares': { listing: listing.id, channel: 'wechat' },
    'POST /v1/visits': { code: ids.code, visitor: 'somebody-new' },
    'POST /v1/orders/:order/payments': { returnUrl },
    'POST /v1/orders/:order/address': { address: { ...canary, street: '别处 1 号' } },
    'POST /v1/seller/orders/:order/address': { address: { ...canary, street: '别处 1 号' } },
    'POST /v1/orders/:order/after-sales': claim,
    'POST /v1/orders/:order/after-sales/:afterSale/ship-back': {
      carrier: '中通',
      number: '75312345678901',
    },
    'POST /v1/orders/:order/after-sales/:afterSale/dispute': { note: '再看看' },
    'POST /v1/jssdk/signature': { url: `${baseUrl}/shop/demo` },
    'POST /v1/logins': { surface: 'wechat-mini', code: 'one-time-code' },
    'PUT /v1/seller/payment-accounts/:provider': { state: 'off' },
    'POST /v1/seller/promoters': {
      ...{ kind: 'person', account: 'o01anna' },
      ...{ share: 'shr_00000000000000000000000000', permille: 50 },
    },
    'POST /v1/orders/:order/seat': { choice: 'join' },
    'POST /v1/seller/group-deals': {
      ...{ listing: listing.id, size: 3, openHours: 24 },
      ...{ off: { kind: 'percent', bp: 1_000 }, validUntil: '2099-01-01T00:00:00.000Z' },
    },
    'POST /v1/seller/coupons': {
      ...{ code: 'MIA5', validUntil: '2099-01-01T00:00:00.000Z' },
      off: { kind: 'percent', bp: 1_000 },
    },
    'PUT /v1/seller/channels/:channel': { admitted: false },
    'PUT /v1/seller/shop': { name: '小铺' },
    'POST /v1/seller/keys': { kind: 'restricted', scopes: mayDo },
    'POST /v1/seller/offers': { source: listing.offer.offerId },
    'POST /v1/seller/listings': { offerId: listing.offer.offerId },
    'PUT /v1/seller/listings/:listing': { title: '别的名字' },
    'POST /v1/seller/prices/preview': { cost: { amount: 1_000, currency: 'CNY' } },
    'POST /v1/seller/orders/find': { phone: canary.phone },
    'POST /v1/seller/orders/:order/reveal': { reason: '核对地址' },
    'POST /v1/seller/orders/:order/purchases/:purchase/decide': { decision: 'buy' },
    'POST /v1/seller/after-sales/:afterSale/answer': { answer: 'approve' },
    'POST /v1/seller/orders/:order/refunds': { lines: [{ line: line?.id, quantity: 1 }] },
    'POST /v1/seller/orders/:order/refunds/by-hand': {
      ...{ amount: { amount: 1, currency: 'CNY' }, reference: '现金' },
    },
    'POST /v1/seller/deadlines/:deadline/excuse': { note: '已处理' },
    'POST /v1/seller/shares': { listing: listing.id, channel: 'douyin' },
    'POST /v1/seller/differences/:difference/resolve': { note: '已核对' },
    'POST /v1/seller/jobs/retry': {},
    'POST /v1/seller/webhooks': { url: 'http://127.0.0.1:9/another' },
    'PUT /v1/seller/webhooks/:webhook': { state: 'disabled' },
    'POST /v1/seller/webhooks/:webhook/replay': { since: '2026-11-24T00:00:00Z' },
  })
}

function letIn(
  mine: Placed,
  theirs: Placed,
  foreign: { readonly seller: OpenShop; readonly buyer: Placed },
): void {
  const own = `?shop=${market.keys.publishable}`
  const withToken = ({ token }: Placed) => ({ 'x-order-token': token })
  const bearer = ({ keys }: OpenShop) => ({ authorization: `Bearer ${keys.secret}` })
  Object.assign(headers, {
    nobody: {},
    page: {},
    // Even the right token opens nothing through another shop.
    'foreign page': withToken(mine),
    'foreign seller': bearer(foreign.seller),
    seller: bearer(market),
    buyer: withToken(mine),
    'foreign buyer': withToken(foreign.buyer),
    'other buyer': withToken(theirs),
  })
  for (const caller of callers) queries[caller] = /page|buyer/.test(caller) ? own : ''
  queries['foreign page'] = `?shop=${foreign.seller.keys.publishable}`
}

async function restricted(scopes: readonly string[]): Promise<string> {
  const body = { kind: 'restricted', scopes }
  return (await market.sell<{ secret: string }>('/v1/seller/keys', { body })).json.secret
}

function headersOf(caller: Caller, route: Route): Readonly<Record<string, string>> {
  if (caller !== 'restricted') return headers[caller]
  const [other = ''] = mayDo.filter((scope) => scope !== scopeOf(route))
  return { authorization: `Bearer ${limited[other]}` }
}

let asked = 0

async function statusFor(route: Route, caller: Caller): Promise<number> {
  const path = route.path.replaceAll(/:([a-z]+)/gi, (_, name: string) => ids[name] ?? `no-${name}`)
  const init: Asked = {
    method: route.method,
    headers: { 'idempotency-key': `caller-${++asked}-once`, ...headersOf(caller, route) },
    ...(route.body && { body: bodies[nameOf(route)] }),
  }
  return (await ask(market.gateway, `${path}${queries[caller]}`, init)).status
}

/** Whom a route is for: asked last, since what they ask is done. */
const isFor = ({ caller: kind }: Route, caller: Caller, status: number): boolean =>
  status < 400 || (kind === 'buyer' ? caller === 'buyer' : caller === 'seller')

test('every route of the contract says what it answers whom', () => {
  expect(Object.keys(statuses).sort()).toEqual(table.map(nameOf).sort())
})

test.each(routes)('%s refuses whom it is not for', async (name, route) => {
  const wanted = statuses[name]
  if (!wanted) throw new Error('it is not in the table')
  const refused = callers.filter((caller) => !isFor(route, caller, wanted[caller]))
  const seen = await Promise.all(
    refused.map(async (caller) => [caller, await statusFor(route, caller)] as const),
  )
  expect(seen).toEqual(refused.map((caller) => [caller, wanted[caller]]))
})

test('who was refused has changed nothing', async () => {
  await settled(market)
  expect((await books(market.databaseUrl)).split('\n')).toEqual(before.split('\n'))
})

test.each(Object.entries(statuses))('%s answers whom it is for', async (name, wanted) => {
  const route = table.find((each) => nameOf(each) === name)
  if (!route) throw new Error('there is no such route')
  const seen: [Caller, number][] = []
  const welcome = callers.filter((caller) => isFor(route, caller, wanted[caller]))
  for (const caller of welcome) seen.push([caller, await statusFor(route, caller)])
  expect(seen).toEqual(welcome.map((caller) => [caller, wanted[caller]]))
})
