import type { Coupon, Listing, Quote, SellerOrder, Share } from '@xiaopu/domain'
import { day, hour, minute, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, fillCart, listGoods, payAt, placeOrder, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { fiveOff, makeCoupon, orderWith, quoteWith, soon } from './with-coupon.ts'

let market: OpenShop
let listing: Listing

beforeEach(async () => {
  market = await openShop()
  const [first] = await listGoods(market, 1)
  listing = first as Listing
})
afterEach(() => market.close())

const listed = async () => (await market.sell<{ items: Coupon[] }>('/v1/seller/coupons')).json.items

test('a code takes its discount off the quote, the order, the payment and the profit', async () => {
  await makeCoupon(market)
  const { json: quote } = await quoteWith(market, listing, { coupon: ' mia5', quantity: 3 })
  expect(quote).toMatchObject({ coupon: 'MIA5', discount: { amount: 500 } })
  expect(quote.total.amount).toBe(quote.goods.amount + quote.freight.amount - 500)
  const placed = await placeOrder(market, quote)
  expect(placed.order).toMatchObject({ total: quote.total, coupon: { code: 'MIA5' } })
  expect(await placed.read()).toEqual(placed.order)
  const before = await placed.readAsSeller()
  await payAt(market, await startPaying(placed))
  const after = await eventually(async () => {
    await market.clock.advance(10 * second)
    const order = await placed.readAsSeller()
    return order.state === 'placed' && order
  })
  expect(after.profit.amount).toBe(before.profit.amount)
  expect(after.profit.amount).toBe(quote.total.amount - after.cost.amount)
  expect(after.book.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(after.profit.amount)
  expect(await listed()).toMatchObject([{ code: 'MIA5', taken: 1 }])
})

test('what was bought with a coupon goes back piece by piece, to the fen that was paid', async () => {
  await makeCoupon(market, { off: { kind: 'percent', bp: 1_111 } })
  const placed = await orderWith(market, listing, { quantity: 3 })
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state !== 'pending_payment')
  const [line] = placed.order.lines
  for (const key of ['one', 'two', 'three']) {
    const body = { lines: [{ line: line?.id, quantity: 1 }], words: '补偿' }
    const headers = { 'idempotency-key': `back-${key}` }
    const path = `/v1/seller/orders/${placed.order.id}/refunds`
    expect((await market.sell(path, { body, headers })).status).toBe(200)
  }
  const order = await eventually(async () => {
    await market.clock.advance(minute)
    const seen = await placed.read()
    return seen.refunds.every(({ state }) => state === 'succeeded') && seen
  })
  const back = order.refunds.reduce((sum, { amount }) => sum + amount.amount, 0)
  const kept = order.state === 'closed' ? 0 : order.freight.amount
  expect(back).toBe(order.total.amount - kept)
})

test('a coupon as large as all goods leaves something of every piece that can go back', async () => {
  const delay = { purchasePolicy: { placeDelayMillis: hour } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body: delay })
  await makeCoupon(market, { off: { ...fiveOff, amount: { amount: 900_000, currency: 'CNY' } } })
  const goods = await listGoods(market, 2, 1)
  const cart = await fillCart(
    market,
    goods.map((each) => ({ listing: each, quantity: 2 })),
  )
  const { json: quote } = await market.ask<Quote>(`/v1/carts/${cart.id}/quote`, {
    body: { address, coupon: 'MIA5' },
  })
  const placed = await placeOrder(market, quote)
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'paid')
  for (const { id: line } of placed.order.lines) {
    const claim = { kind: 'refund_only', reason: 'changed_mind', lines: [{ line, quantity: 1 }] }
    await placed.tell('after-sales', claim, { 'idempotency-key': `claim-${line}` })
    const { status } = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body: { lines: [{ line, quantity: 1 }] },
      headers: { 'idempotency-key': `back-${line}` },
    })
    expect(status).toBe(200)
  }
  const order = await placed.read()
  expect(order.state).toBe('closed')
  expect(order.lines.map(({ returned }) => returned)).toEqual([2, 2])
  expect(order.refunds.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(quote.total.amount)
})

test('a link may carry a coupon: who comes through it types nothing, and is never stopped by it', async () => {
  await makeCoupon(market)
  const link = { channel: 'wechat', name: '老客群', coupon: 'mia5' }
  const { json } = await market.sell<{ share: Share }>('/v1/seller/shares', {
    body: { ...link, until: '2026-11-25T08:00:00.000Z' },
  })
  const { share } = json
  expect(share.coupon).toBe('MIA5')
  const other = await market.sell<{ share: Share }>('/v1/seller/shares', {
    body: { channel: 'wechat', name: '老客群' },
  })
  expect(other.json.share.id).not.toBe(share.id)
  const through = async () =>
    (await quoteWith(market, listing, { coupon: undefined, share: share.code })).json
  const quote = await through()
  expect(quote).toMatchObject({ coupon: 'MIA5', discount: { amount: 500 } })
  await placeOrder(market, quote)
  expect(await through()).toMatchObject({ discount: { amount: 0 } })
  await market.clock.advance(2 * day)
  const late = { coupon: undefined, share: share.code, phone: '13900139000' }
  expect((await quoteWith(market, listing, late)).json).toMatchObject({ discount: { amount: 0 } })
})

test('a link whose coupon is for more goods says for how much more, and nothing where more would not help', async () => {
  await makeCoupon(market, { code: 'MORE', minSpend: { amount: 9_000_000, currency: 'CNY' } })
  const { json } = await market.sell<{ share: Share }>('/v1/seller/shares', {
    body: { channel: 'wechat', coupon: 'MORE' },
  })
  const through = { coupon: undefined, share: json.share.code }
  const { json: quote } = await quoteWith(market, listing, through)
  const missing = { amount: 9_000_000 - quote.goods.amount, currency: 'CNY' }
  expect(quote).toMatchObject({ discount: { amount: 0 }, spendMore: { coupon: 'MORE', missing } })
  expect(quote.coupon).toBeUndefined()
  expect((await quoteWith(market, listing, { coupon: undefined })).json.spendMore).toBeUndefined()
  await market.clock.advance(30 * day)
  expect((await quoteWith(market, listing, through)).json.spendMore).toBeUndefined()
})

test('a link cannot carry a coupon that is not there', async () => {
  const body = { channel: 'wechat', coupon: 'NOBODY' }
  expect(await market.sell('/v1/seller/shares', { body })).toMatchObject({
    status: 404,
    json: { code: 'COUPON_NOT_FOUND' },
  })
})

test('each phone uses it once, however its number is written', async () => {
  await makeCoupon(market)
  await orderWith(market, listing, { phone: '0571-88886666' })
  const again = await quoteWith(market, listing, { phone: '057188886666' })
  expect(again).toMatchObject({ status: 409, json: { code: 'COUPON_USED_UP' } })
  expect((await quoteWith(market, listing, { phone: '13900139000' })).status).toBe(200)
})

test('one phone uses it as often as it may, and again when one of these comes back', async () => {
  await makeCoupon(market, { perBuyer: 2 })
  const { json: late } = await quoteWith(market, listing)
  const first = await orderWith(market, listing)
  await orderWith(market, listing)
  const place = (key: string) =>
    market.ask('/v1/orders', {
      body: { quote: late.id, total: late.total },
      headers: { 'idempotency-key': key },
    })
  expect((await place('place-third')).json).toMatchObject({ code: 'COUPON_USED_UP' })
  await first.tell('close')
  expect((await place('place-after-close')).status).toBe(200)
  expect(await listed()).toMatchObject([{ taken: 2 }])
})

test('two quotes of one buyer: the second order is refused, and holds nothing', async () => {
  await makeCoupon(market)
  const { json: first } = await quoteWith(market, listing)
  const { json: second } = await quoteWith(market, listing)
  const placed = await placeOrder(market, first)
  const refused = await market.ask('/v1/orders', {
    body: { quote: second.id, total: second.total },
    headers: { 'idempotency-key': 'place-second' },
  })
  expect(refused).toMatchObject({
    status: 409,
    json: { code: 'COUPON_USED_UP', detail: { mine: true } },
  })
  expect(await listed()).toMatchObject([{ taken: 1 }])
  const again = await market.ask('/v1/orders', {
    body: { quote: first.id, total: first.total },
    headers: { 'idempotency-key': 'another-key' },
  })
  expect(again.json).toMatchObject({ order: { id: placed.order.id } })
})

test('a coupon that is stopped between quote and order is not given', async () => {
  const coupon = await makeCoupon(market)
  const { json: quote } = await quoteWith(market, listing)
  const path = `/v1/seller/coupons/${coupon.id}/stop`
  expect((await market.sell(path, { method: 'POST' })).json).toMatchObject({ code: 'MIA5' })
  const refused = await market.ask('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': 'place-late' },
  })
  expect(refused).toMatchObject({ status: 404, json: { code: 'COUPON_NOT_FOUND' } })
  const after = await quoteWith(market, listing)
  expect(after).toMatchObject({ status: 404, json: { code: 'COUPON_NOT_FOUND' } })
  expect((await market.sell<Coupon>(path, { method: 'POST' })).json.stoppedAt).toBeDefined()
  const next = await makeCoupon(market, { off: { kind: 'percent', bp: 1_000 } })
  expect(next.id).not.toBe(coupon.id)
  expect((await quoteWith(market, listing)).json.coupon).toBe('MIA5')
})

test('one that was stopped is not promised to whoever it comes back to', async () => {
  const coupon = await makeCoupon(market)
  const placed = await orderWith(market, listing)
  await market.sell(`/v1/seller/coupons/${coupon.id}/stop`, { method: 'POST' })
  await placed.tell('close')
  expect(await placed.read()).toMatchObject({ state: 'closed', coupon: { code: 'MIA5' } })
  expect((await placed.read()).coupon?.backUntil).toBeUndefined()
})

test.each([
  ['none', { coupon: 'NOBODY' }, {}, 404, { code: 'COUPON_NOT_FOUND' }],
  ['nonsense', { coupon: '<script>' }, {}, 400, { code: 'BAD_REQUEST' }],
  ['early', {}, { validFrom: '2026-11-28T00:00:00.000Z' }, 409, { code: 'COUPON_NOT_VALID' }],
  [
    'for little',
    {},
    { minSpend: { amount: 10_000_000, currency: 'CNY' } },
    409,
    { code: 'COUPON_SPEND_MORE' },
  ],
] as const)('%s: the quote is refused and says why', async (_, wish, terms, status, problem) => {
  await makeCoupon(market, terms)
  expect(await quoteWith(market, listing, wish)).toMatchObject({ status, json: problem })
})

test('a discount without a code is not listened to', async () => {
  const { json: quote } = await quoteWith(market, listing, { coupon: undefined })
  for (const lie of [{ discount: { amount: 500, currency: 'CNY' } }, { coupon: 'MIA5' }]) {
    const answer = await market.ask('/v1/orders', {
      body: { quote: quote.id, total: quote.total, ...lie },
      headers: { 'idempotency-key': 'place-lie' },
    })
    expect(answer).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } })
  }
})

test('making a coupon again is the same coupon; a code stands for one set of terms', async () => {
  const coupon = await makeCoupon(market)
  expect(await makeCoupon(market, { code: 'ｍia5' })).toEqual(coupon)
  const other = { code: 'MIA5', off: { ...fiveOff, amount: { amount: 600, currency: 'CNY' } } }
  const refused = await market.sell('/v1/seller/coupons', { body: { ...other, validUntil: soon } })
  expect(refused).toMatchObject({
    status: 409,
    json: { code: 'COUPON_EXISTS', detail: { code: 'MIA5' } },
  })
  const over = { code: 'OLD', off: fiveOff, validUntil: '2026-11-01T00:00:00.000Z' }
  expect((await market.sell('/v1/seller/coupons', { body: over })).status).toBe(400)
  expect(await listed()).toEqual([coupon])
})

test('a code is free again a day after its coupon has ended', async () => {
  const old = await makeCoupon(market, { validUntil: '2026-11-25T08:00:00.000Z' })
  const body = { code: 'MIA5', off: fiveOff, validUntil: '2026-12-24T00:00:00.000Z' }
  const next = () => market.sell<Coupon>('/v1/seller/coupons', { body })
  await market.clock.advance(day + minute)
  expect(await next()).toMatchObject({ status: 409, json: { code: 'COUPON_EXISTS' } })
  await market.clock.advance(day)
  const { json } = await next()
  expect(json.id).not.toBe(old.id)
  expect(await listed()).toMatchObject([{ state: 'on' }, { state: 'stopped' }])
})

test('a coupon that would take nothing off is not used up by that', async () => {
  await makeCoupon(market, { off: { kind: 'percent', bp: 1 } })
  const cheap = await quoteWith(market, listing)
  expect(cheap).toMatchObject({ status: 409, json: { code: 'COUPON_SPEND_MORE' } })
  const nothing = { kind: 'percent', bp: 1_000, most: { amount: 0, currency: 'CNY' } }
  const refused = await market.sell('/v1/seller/coupons', {
    body: { code: 'ZERO', off: nothing, validUntil: soon },
  })
  expect(refused).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } })
})

test('an order that goes below cost by its coupon is bought, and its loss is told', async () => {
  await makeCoupon(market, { off: { kind: 'percent', bp: 9_000 } })
  const placed = await orderWith(market, listing)
  await payAt(market, await startPaying(placed))
  const order = await eventually<SellerOrder>(async () => {
    await market.clock.advance(10 * second)
    const seen = await placed.readAsSeller()
    return seen.state === 'placed' && seen
  })
  expect(order.profit.amount).toBeLessThan(0)
  expect(order.profit.amount).toBe(order.total.amount - order.cost.amount)
})

test('whoever is erased is forgotten by her coupon too', async () => {
  await makeCoupon(market)
  const placed = await orderWith(market, listing)
  await placed.tell('close')
  await market.clock.advance(day)
  const erased = await placed.tell('erase', {})
  expect(erased.status).toBe(200)
})
