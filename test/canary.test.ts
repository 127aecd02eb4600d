import { table } from '@xiaopu/api/table'
import { type Cart, hour, type Listing, type Offer } from '@xiaopu/domain'
import { FIRST_TOKEN } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginGroup, groupsOf, makeDeal } from './group-buys/with-group.ts'
import {
  address,
  fillCart,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  returnUrl,
  startPaying,
} from './market.ts'
import { dump } from './people/dump.ts'
import { type Answer, ask, eventually, type OpenShop, openShop } from './shop.ts'

/** A cost that no price, total or id is ever likely to spell. */
const cost = 133_77

let market: OpenShop
const heard: { asked: string; answer: Answer<unknown> }[] = []

/** Every answer that anybody but the seller got, by route. */
const routes = new Set<string>()

beforeAll(async () => {
  market = await openShop()
  const { ask: listen } = market
  const asking: OpenShop['ask'] = async (path, init) => {
    const answer = await listen<never>(path, init)
    const method = init?.method ?? (init?.body === undefined ? 'GET' : 'POST')
    heard.push({ asked: `${method} ${path}`, answer })
    note(method, path)
    return answer
  }
  market = { ...market, ask: asking }
  await live()
})
afterAll(() => market.close())

function note(method: string, path: string): void {
  const [bare = ''] = path.split('?')
  for (const route of table) {
    const pattern = new RegExp(`^${route.path.replaceAll(/:[a-z]+/gi, '[^/]+')}$`)
    if (route.method === method && pattern.test(bare)) routes.add(`${route.method} ${route.path}`)
  }
}

/** A buyer's life, well-behaved and not, so that every answer is heard once. */
async function live(): Promise<void> {
  const { json } = await market.sell<{ offers: { offerId: string }[] }>(
    '/v1/seller/offers/search?limit=50',
  )
  const fit = []
  for (const { offerId } of json.offers) {
    const { json: offer } = await market.sell<Offer>('/v1/seller/offers', {
      body: { source: offerId },
    })
    if (offer.dropship && offer.minQuantity === 1 && offer.skus.length > 1) fit.push(offerId)
    if (fit.length === 2) break
  }
  for (const offerId of fit) await market.control(`/offers/${offerId}`, { consignFen: cost })
  const [listing] = await Promise.all(fit.map((offerId) => market.list(offerId)))
  if (!listing) throw new Error('nothing to sell')
  await readCatalogue(listing.id)
  const order = await buy(listing)
  await buyTogether(listing)
  await share(listing.id)
  await insideApps()
  await misbehave(listing.id, order)
}

async function readCatalogue(listing: string): Promise<void> {
  await market.ask('/v1/shop')
  await market.ask('/v1/listings')
  await market.ask(`/v1/listings?ids=${listing}`)
  await market.ask(`/v1/listings/${listing}`)
  await market.ask('/v1/regions')
  await market.ask('/v1/regions?parent=330000')
  await market.ask('/v1/addresses/parse', {
    body: { text: '张三 13800138000 浙江省杭州市西湖区文三路90号' },
  })
  for (const path of ['', `/p/${listing}`, '/cart', '/checkout', '/orders'])
    await market.ask(`/shop/demo${path}`)
  for (const path of [
    '/healthz',
    '/openapi.json',
    '/embed/v1.js',
    `/embed/v1.js?listing=${listing}`,
  ])
    await market.ask(path)
}

async function buy(listing: Awaited<ReturnType<OpenShop['list']>>): Promise<string> {
  const cart = await fillCart(market, [{ listing }])
  await market.ask(`/v1/carts/${cart.id}`)
  await market.ask(`/v1/carts/${cart.id}/changes`, {
    body: { changes: [{ action: 'set', id: 'set-to-two', line: cart.lines[0]?.id, quantity: 2 }] },
  })
  const placed = await placeOrder(market, await quoteFor(market, cart))
  const elsewhere = { ...address, street: `${address.street} 后门` }
  await placed.tell('address', { address: elsewhere }, { 'idempotency-key': 'elsewhere-1' })
  const cashierUrl = await startPaying(placed)
  await payAt(market, cashierUrl)
  await placed.tell('payments/check')
  await eventually(async () => (await placed.read()).state === 'placed')
  await market.clock.advance(80 * 3_600_000)
  await eventually(async () => (await placed.read()).shipments.length > 0)
  await market.clock.advance(72 * 3_600_000)
  await placed.tell('extend')
  await placed.tell('receive')
  await placed.read()
  await complain(placed)
  await market.ask(`/v1/orders/${placed.order.id}/export`, {
    headers: { 'x-order-token': placed.token },
  })
  await placed.tell('erase')
  await placed.tell('close')
  await placed.tell('payments', { returnUrl }, { 'idempotency-key': 'pay-twice-1' })
  await market.ask(`/shop/demo/orders/${placed.order.id}`)
  return placed.order.id
}

/** A group that somebody begins, and that is seen by others. */
async function buyTogether(listing: Listing): Promise<void> {
  const { json: deal } = await makeDeal(market, listing, { validUntil: '2099-01-01T00:00:00.000Z' })
  const { leader } = await beginGroup(market, listing, { deal: deal.id })
  await groupsOf(market, listing)
  await market.ask(`/v1/listings/${listing.id}`)
  await market.ask(`/shop/demo/${listing.id}`)
  await leader.tell('seat', { choice: 'join' })
}

/** A claim from its opening to a return, and back. */
async function complain(placed: Placed): Promise<void> {
  const key = { 'idempotency-key': 'complain-1' }
  const body = { kind: 'return_refund', reason: 'damaged', note: '破了' }
  const { json } = await placed.tell('after-sales', body, key)
  const id = json.afterSales[0]?.id
  const answer = (body: Record<string, unknown>, name: string) =>
    market.sell(`/v1/seller/after-sales/${id}/answer`, {
      body,
      headers: { 'idempotency-key': `answer-${name}` },
    })
  await answer({ answer: 'refuse', words: '照片不清楚' }, 'refused')
  await placed.tell(`after-sales/${id}/dispute`, { note: '补了照片' })
  await answer({ answer: 'approve', returnTo: '浙江省义乌市 退货仓' }, 'approved')
  await placed.tell(`after-sales/${id}/ship-back`, { carrier: '中通', number: '75312345678901' })
  await placed.tell(`after-sales/${id}/withdraw`)
  await exchange(placed)
}

/** What was bought again has a cost and a supplier, too. */
async function exchange(placed: Placed): Promise<void> {
  const body = { kind: 'exchange', reason: 'damaged' }
  const key = { 'idempotency-key': 'exchange-1' }
  const { json } = await placed.tell('after-sales', body, key)
  const claim = json.afterSales.find(({ kind }) => kind === 'exchange')
  expect(claim?.state).toBe('opened')
  await market.sell(`/v1/seller/after-sales/${claim?.id}/answer`, {
    body: { answer: 'approve', keepGoods: true },
    headers: { 'idempotency-key': 'answer-exchange' },
  })
  await eventually(async () => {
    await market.clock.advance(6 * hour)
    return (await placed.read()).afterSales.some(({ state }) => state === 'resending')
  })
  await placed.tell(`after-sales/${claim?.id}/receive`)
}

async function share(listing: string): Promise<void> {
  const { json } = await market.ask<{ code: string }>('/v1/shares', {
    body: { listing, channel: 'wechat' },
  })
  await market.ask('/v1/visits', { body: { code: json.code, visitor: 'visitor-0001' } })
  for (const path of ['', '/qr', '/qr?format=png', '/qr?format=text', '/poster']) {
    await market.ask(`/v1/shares/${json.code}${path}`)
  }
  await market.ask(`/s/${json.code}`)
}

/** What pages inside an app ask for. */
async function insideApps(): Promise<void> {
  await market.ask('/v1/logins', { body: { surface: 'wechat-mini', code: 'code-of-nobody' } })
  await market.ask('/v1/channels/wechat')
  await market.ask('/v1/jssdk/signature', { body: { url: 'https://blog.example/' } })
}

async function misbehave(listing: string, order: string): Promise<void> {
  await market.ask(`/v1/orders/${order}`)
  await market.ask('/v1/listings?ids=nonsense')
  await market.ask('/v1/carts', { body: '{"changes":[' })
  await market.ask('/v1/nowhere')
  await market.control('/faults', {
    api: 'alibaba.createOrder.preview',
    kind: 'http-500',
    times: 5,
  })
  const { json: cart } = await market.ask<Cart>('/v1/carts', { body: { changes: [] } })
  await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })
  await ask(market.gateway, '/v1/seller/orders', { headers: { authorization: 'Bearer xsk_guess' } })
  await market.ask(`/v1/listings/${listing}?debug=1`)
}

test('the story touched every route that is open to anybody but the seller', () => {
  const open = table.filter((route) => route.caller !== 'seller')
  expect([...routes].sort()).toEqual(open.map((route) => `${route.method} ${route.path}`).sort())
})

test('no answer, page or file outside the seller holds a cost, a supplier, a platform id or a secret', async () => {
  const { json: listings } = await market.sell<{ items: Listing[] }>('/v1/seller/listings')
  const { json: offers } = await market.sell<{ offers: Offer[] }>('/v1/seller/offers')
  const suppliers = offers.offers.flatMap((offer) => [offer.supplier.id, offer.supplier.name])
  const skus = offers.offers.flatMap((offer) =>
    offer.skus.flatMap((sku) => [sku.skuId, sku.specId ?? sku.skuId]),
  )
  const planted = new Map<string, readonly string[]>([
    ['cost', [String(cost), '133.77']],
    ['supplier', suppliers],
    ['platform id', [...listings.items.map((each) => each.offer.offerId), ...skus]],
    ['picture source', ['cbu01.alicdn.com', '/img/ibank/']],
    [
      'secret',
      [market.keys.secret, 'sandbox-secret', 'cashier-secret', FIRST_TOKEN, market.databaseUrl],
    ],
  ])
  expect(suppliers.length).toBeGreaterThan(1)
  const found = heard.flatMap(({ asked, answer }) => {
    const said = `${answer.text}\n${[...answer.headers].join('\n')}`
    return [...planted].flatMap(([what, words]) =>
      words.filter((word) => said.includes(word)).map((word) => `${asked}: ${what} ${word}`),
    )
  })
  expect(found).toEqual([])
})

test('where a buyer lives is answered to her alone, and only where she typed it or asks for all of it', async () => {
  const hers =
    /^POST \/v1\/carts\/[^/]+\/quote|^POST \/v1\/addresses\/parse|^GET \/v1\/orders\/[^/]+\/export/
  const told = heard.filter(({ answer }) =>
    [address.name, address.phone, address.street].some((word) => answer.text.includes(word)),
  )
  expect(told.map(({ asked }) => asked).filter((asked) => !hers.test(asked))).toEqual([])
  expect(told.length).toBeGreaterThan(1)
  const { text } = await market.sell('/v1/seller/orders')
  expect(text).toContain('138****8000')
  expect(text).not.toContain(address.phone)
  const stolen = await dump(market.databaseUrl)
  for (const word of [address.name, address.phone, address.street])
    expect(stolen).not.toContain(word)
})

test('logs hold no secret, no address and no phone number', () => {
  const lines = JSON.stringify(market.log)
  expect(market.log.length).toBeGreaterThan(20)
  for (const word of [
    market.keys.secret,
    market.keys.publishable,
    FIRST_TOKEN,
    address.phone,
    address.street,
    address.name,
  ]) {
    expect(lines).not.toContain(word)
  }
})
