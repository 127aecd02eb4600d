import { type Cart, failures, type Listing, ShopError } from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  address,
  fillCart,
  inStock,
  listGoods,
  ordersAt1688,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from './market.ts'
import { ask, baseUrl, eventually, type OpenShop, openShop } from './shop.ts'

let market: OpenShop
let listing: Listing

beforeAll(async () => {
  market = await openShop()
  const [only] = await listGoods(market, 1)
  if (only) listing = only
})
afterAll(() => market.close())

const unknownKey = 'xpk_AAAAAAAAAAAAAAAAAAAAAAAA0000'

test.each([
  ['no key', '/v1/shop', 401, 'KEY_MISSING'],
  ['a key that is none', '/v1/shop?shop=hello', 401, 'KEY_UNKNOWN'],
  ['an unknown key', `/v1/shop?shop=${unknownKey}`, 401, 'KEY_UNKNOWN'],
  ['no such route', '/v1/nothing', 404, 'NOT_FOUND'],
  ['a seller route without a key', '/v1/seller/orders', 401, 'KEY_MISSING'],
])('%s answers a problem with a code', async (_what, path, status, code) => {
  const answer = await ask(market.gateway, path)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.json).toMatchObject({ code, status, requestId: expect.stringMatching(/^req_/) })
})

test('a publishable key opens no seller route', async () => {
  const answer = await ask(market.gateway, '/v1/seller/orders', {
    headers: { authorization: `Bearer ${market.keys.publishable}` },
  })
  expect(answer.json.code).toBe('KEY_UNKNOWN')
})

test('a page of another origin is refused once the shop names its origins', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { allowedOrigins: ['https://blog.example'] },
  })
  const from = (origin: string) => market.ask('/v1/listings', { headers: { origin } })
  expect((await from('https://evil.example')).json).toMatchObject({
    code: 'ORIGIN_NOT_ALLOWED',
    detail: { origin: 'https://evil.example' },
  })
  expect((await from('https://blog.example')).status).toBe(200)
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { allowedOrigins: [] } })
})

test('a paused shop shows its goods but sells nothing, a closed one says so', async () => {
  const cart = await fillCart(market, [{ listing }])
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'paused' } })
  expect((await market.ask('/v1/listings')).status).toBe(200)
  expect((await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })).json.code).toBe(
    'SHOP_CLOSED',
  )
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
  expect((await market.ask('/v1/listings')).json.code).toBe('SHOP_CLOSED')
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'open' } })
})

test('whoever ordered before a shop closed pays, follows, claims and reads her data as ever', async () => {
  const cart = await fillCart(market, [{ listing }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state !== 'pending_payment')
  const claim = { kind: 'refund_only', reason: 'changed_mind' }
  const claimed = await placed.tell('after-sales', claim, { 'idempotency-key': 'closed-claim' })
  expect(claimed.status).toBe(200)
  const page = (path: string) =>
    market.gateway.fetch(new Request(`${baseUrl}/shop/demo${path}`)).then(({ status }) => status)
  expect(await page('/order')).toBe(200)
  expect(await page(`/orders/${placed.order.id}`)).toBe(200)
  expect(await page('/order/data')).toBe(200)
  expect([await page(''), await page('/cart'), await page('/checkout')]).toEqual([403, 403, 403])
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'open' } })
})

test.each(['{"changes":', '[]', '{"changes":[],"price":1}', '{"changes":[{"action":"steal"}]}'])(
  'the body %s is refused before anything happens',
  async (body) => {
    const { status, json } = await market.ask('/v1/carts', { body })
    expect(status).toBe(400)
    expect(json).toMatchObject({ code: 'BAD_REQUEST', detail: { where: 'body' } })
  },
)

test('a body of 2 MB is refused while it arrives', async () => {
  const { status, json } = await market.ask('/v1/carts', {
    body: `{"changes":"${'x'.repeat(2_000_000)}"}`,
  })
  expect(status).toBe(413)
  expect(json.code).toBe('BODY_TOO_LARGE')
})

test('an empty cart, an unknown cart and a stranger’s Sku cannot be bought', async () => {
  const { json: empty } = await market.ask<Cart>('/v1/carts', { body: { changes: [] } })
  expect((await market.ask(`/v1/carts/${empty.id}/quote`, { body: { address } })).json.code).toBe(
    'CART_EMPTY',
  )
  const nobody = 'crt_01ARZ3NDEKTSV4RRFFQ69G5FAV'
  expect((await market.ask(`/v1/carts/${nobody}`)).json.code).toBe('CART_NOT_FOUND')
  const change = {
    action: 'add',
    id: 'stranger-1',
    listing: listing.id,
    sku: 'sku_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    quantity: 1,
  }
  expect((await market.ask('/v1/carts', { body: { changes: [change] } })).json.code).toBe(
    'SKU_NOT_FOUND',
  )
})

test('a listing that was taken off sale cannot be added, and a cart line says so', async () => {
  const cart = await fillCart(market, [{ listing }])
  await market.sell(`/v1/seller/listings/${listing.id}/pause`, { body: {} })
  const change = {
    action: 'add',
    id: 'too-late-add',
    listing: listing.id,
    sku: inStock(listing).skuId,
    quantity: 1,
  }
  expect((await market.ask('/v1/carts', { body: { changes: [change] } })).json.code).toBe(
    'LISTING_NOT_ON_SALE',
  )
  expect((await market.ask<Cart>(`/v1/carts/${cart.id}`)).json.lines[0]?.state).toBe('unavailable')
  expect((await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })).json.code).toBe(
    'LISTING_NOT_ON_SALE',
  )
  await market.sell(`/v1/seller/listings/${listing.id}/publish`, { body: {} })
})

test('text without a place is no address', async () => {
  const { status, json } = await market.ask('/v1/addresses/parse', { body: { text: '你好' } })
  expect([status, json.code]).toEqual([422, 'ADDRESS_UNREADABLE'])
})

test.each([
  ['a phone of ten digits', { phone: '1380013800' }],
  ['a name of one character', { name: '王' }],
  ['a street of 201 characters', { street: '长'.repeat(201) }],
  ['no district code', { regionCode: '33' }],
])('an address with %s is refused with the field', async (_what, wrong) => {
  const cart = await fillCart(market, [{ listing }])
  const { json } = await market.ask(`/v1/carts/${cart.id}/quote`, {
    body: { address: { ...address, ...wrong } },
  })
  expect(json).toMatchObject({
    code: 'BAD_REQUEST',
    detail: { field: `address.${Object.keys(wrong)[0]}` },
  })
})

test('a price that rose at 1688 is told before anybody pays it', async () => {
  const cart = await fillCart(market, [{ listing }])
  const before = cart.lines[0]?.price.amount ?? 0
  await market.control(`/offers/${listing.offer.offerId}`, { consignFen: 30_000 })
  const refused = await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })
  expect(refused.json).toMatchObject({ code: 'PRICE_CHANGED', detail: { was: before } })
  const line = (await market.ask<Cart>(`/v1/carts/${cart.id}`)).json.lines[0]
  expect(line?.state).toBe('price-up')
  expect(line?.price.amount).toBe(refused.json.detail.now)
  expect((await quoteFor(market, cart)).goods).toEqual(line?.subtotal)
})

test('a Sku that sold out at 1688 is told as sold out', async () => {
  const cart = await fillCart(market, [{ listing }])
  await market.control(`/offers/${listing.offer.offerId}`, { stock: 0 })
  expect((await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })).json.code).toBe(
    'OUT_OF_STOCK',
  )
  await market.control(`/offers/${listing.offer.offerId}`, { stock: 500 })
  await eventually(
    async () =>
      (await market.ask<Cart>(`/v1/carts/${cart.id}`)).json.lines[0]?.state !== 'unavailable',
  )
})

test('while 1688 is down nothing is half done, and the same cart can be quoted later', async () => {
  const cart = await fillCart(market, [{ listing }])
  await market.control('/faults', {
    api: 'alibaba.createOrder.preview',
    kind: 'http-500',
    times: 3,
  })
  await market.control('/faults', {
    api: 'alibaba.trade.createFenxiaoOrder.preview',
    kind: 'http-500',
    times: 3,
  })
  const refused = await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address } })
  expect([refused.status, refused.json.code]).toEqual([503, 'PLATFORM_BUSY'])
  expect(refused.headers.get('retry-after')).not.toBeNull()
  expect((await quoteFor(market, cart)).total.amount).toBeGreaterThan(0)
})

test('1688 down after the money came in: the purchase waits and is made when 1688 is back', async () => {
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  await market.control('/faults', {
    api: 'alibaba.trade.fenxiaoOrder.create',
    kind: 'http-500',
    times: 1,
  })
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'placing')
  await market.clock.advance(5 * 60_000)
  await eventually(async () => {
    await market.clock.advance(60_000)
    return (await placed.read()).state === 'placed'
  })
  const own = (await placed.readAsSeller()).supplierOrders.map((each) => each.id.slice(4))
  expect(
    (await ordersAt1688(market)).filter(({ outOrderId }) => own.includes(outOrderId)),
  ).toHaveLength(1)
})

test('a push about an order that is not ours is acknowledged and changes nothing; a forged one is refused', async () => {
  const forged = await ask(market.gateway, '/v1/callbacks/1688', {
    body: `message=${encodeURIComponent('{"msgId":1,"type":"ORDER_BUYER_VIEW_ORDER_PAY","data":{"orderId":1}}')}&_aop_signature=00`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect([forged.status, forged.json.code]).toEqual([401, 'MESSAGE_NOT_GENUINE'])
})

test('a request without an idempotency key, or with a used one, is told apart', async () => {
  const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
  const body = { quote: quote.id, total: quote.total }
  const place = (more: object, key?: string) =>
    market.ask('/v1/orders', {
      body: { ...body, ...more },
      headers: key ? { 'idempotency-key': key } : {},
    })
  expect((await place({})).json.code).toBe('IDEMPOTENCY_KEY_MISSING')
  expect((await place({}, 'used-key-01')).status).toBe(200)
  expect((await place({}, 'used-key-01')).headers.get('idempotent-replay')).toBe('true')
  expect((await place({ remark: 'other' }, 'used-key-01')).json.code).toBe('IDEMPOTENCY_KEY_REUSED')
})

test('every code has a sentence in Chinese and in English that is not the code', () => {
  for (const code of Object.keys(failures) as (keyof typeof failures)[]) {
    for (const texts of [textsFor('zh-CN'), textsFor('en')]) {
      const text = texts.failures[code](new ShopError(code).detail)
      expect(text.length, code).toBeGreaterThan(4)
      expect(text).not.toContain(code)
    }
  }
})
