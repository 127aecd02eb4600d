import {
  type AfterSaleView,
  day,
  fen,
  hour,
  type OrderView,
  type Quote,
  second,
} from '@xiaopu/domain'
import { connect, migrate } from '@xiaopu/gateway'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fiveOff, makeCoupon } from '../coupons/with-coupon.ts'
import { inDatabase } from '../hooks/books.ts'
import {
  address,
  fillCart,
  inStock,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
beforeEach(async () => {
  market = await openShop()
})
afterEach(() => market.close())

let keys = 0
const key = () => ({ 'idempotency-key': `after-sale-${++keys}` })

function inState(placed: Placed, state: OrderView['state'], step = second): Promise<OrderView> {
  return eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const order = await placed.read()
    return order.state === state && order
  })
}

/** An order of one supplier that is on its way to its buyer. */
async function shippedOrder(): Promise<Placed> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity: 2 }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed', 0)
  await inState(placed, 'shipped', 12 * hour)
  return placed
}

/** One that she has in her hands. */
async function receivedOrder(): Promise<Placed> {
  const placed = await shippedOrder()
  await placed.tell('receive')
  await inState(placed, 'received')
  return placed
}

async function claim(placed: Placed, body: Record<string, unknown>): Promise<AfterSaleView> {
  const { status, text, json } = await placed.tell('after-sales', body, key())
  const [opened] = json.afterSales ?? []
  if (status !== 200 || !opened) throw new Error(text)
  return opened
}

function answer(id: string, body: Record<string, unknown>) {
  return market.sell<AfterSaleView>(`/v1/seller/after-sales/${id}/answer`, { body, headers: key() })
}

function whenClaimIs(placed: Placed, state: AfterSaleView['state'], step = second) {
  return eventually(async () => {
    await market.clock.advance(step)
    const order = await placed.read()
    return order.afterSales[0]?.state === state && order
  })
}

const warehouse = '浙江省义乌市 退货仓 13800000000'

test('a return goes from claim to money: approved, sent back, looked at, refunded', async () => {
  const placed = await receivedOrder()
  const [line] = placed.order.lines
  const lines = [{ line: line?.id, quantity: 1 }]
  const body = { kind: 'return_refund', reason: 'not_as_described', lines, note: '颜色不对' }
  const { id } = await claim(placed, body)
  await answer(id, { answer: 'approve', returnTo: warehouse })
  const [waiting] = (await placed.read()).afterSales
  expect(waiting).toMatchObject({ state: 'awaiting_return', returnTo: warehouse })
  const parcel = { carrier: '中通快递', number: '75312345678901' }
  const sent = await placed.tell(`after-sales/${id}/ship-back`, parcel)
  expect(sent.json.afterSales).toMatchObject([{ state: 'returning', parcel }])
  const accepted = await answer(id, { answer: 'accept-goods' })
  expect(accepted.json.state).toBe('refunding')
  const done = await whenClaimIs(placed, 'done')
  expect(done.lines[0]).toMatchObject({ returned: 1, refunded: line?.price })
})

test('the shop’s words reach the buyer with whatever is answered', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'return_refund', reason: 'damaged' })
  await answer(id, { answer: 'approve', words: '地址马上给你' })
  await answer(id, { answer: 'approve', returnTo: warehouse, words: '请寄到这里' })
  const told = async () => (await placed.read()).afterSales[0]?.answer
  expect(await told()).toBe('请寄到这里')
  await placed.tell(`after-sales/${id}/ship-back`, { carrier: '中通快递', number: '7531234567' })
  await answer(id, { answer: 'accept-goods', words: '收到了，谢谢' })
  expect(await told()).toBe('收到了，谢谢')
})

test('who wants the goods back, of a claim for money alone, is not made to pay at once', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  for (const wrong of [{ returnTo: warehouse }, { keepGoods: true }]) {
    const { status, json } = await answer(id, { answer: 'approve', ...wrong })
    expect([status, json]).toMatchObject([400, { code: 'BAD_REQUEST' }])
  }
  const { afterSales, refunds } = await placed.read()
  expect([afterSales[0]?.state, refunds]).toEqual(['opened', []])
})

test('of a return no more can be promised than is left of its goods, and not nothing', async () => {
  const placed = await shippedOrder()
  const [line] = placed.order.lines
  const price = line?.price.amount ?? 0
  const lines = [{ line: line?.id, quantity: 1 }]
  const { id } = await claim(placed, { kind: 'return_refund', reason: 'damaged', lines })
  const promise = (amount: number) =>
    answer(id, { answer: 'approve', agreed: { amount, currency: 'CNY' }, returnTo: warehouse })
  const much = await promise(2 * price + 1)
  expect([much.status, much.json]).toMatchObject([409, { code: 'REFUND_TOO_MUCH' }])
  expect((await promise(0)).json).toMatchObject({ code: 'BAD_REQUEST' })
  expect((await placed.read()).afterSales).toMatchObject([{ state: 'opened' }])
  expect((await promise(price)).json).toMatchObject({ agreed: { amount: price } })
})

test('all that a coupon left of two lines can be agreed to, to the fen', async () => {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const { amount: price } = inStock(listing).pricing.price
  const [one, other] = listing.skus.filter(
    ({ stock, hidden, pricing }) => stock > 10 && !hidden && pricing.price.amount === price,
  )
  await makeCoupon(market, { off: { ...fiveOff, amount: { amount: 501, currency: 'CNY' } } })
  const cart = await fillCart(
    market,
    [one, other].map((sku) => ({ listing, sku: sku?.skuId ?? '' })),
  )
  const { json: quote } = await market.ask<Quote>(`/v1/carts/${cart.id}/quote`, {
    body: { address, coupon: 'MIA5' },
  })
  const placed = await placeOrder(market, quote)
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed', 0)
  await inState(placed, 'shipped', 12 * hour)
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  const agreed = { amount: quote.goods.amount - 501, currency: 'CNY' }
  expect((await answer(id, { answer: 'approve', agreed })).json).toMatchObject({ agreed })
})

test('a return that was granted as a whole at once is not cut down while its place is named', async () => {
  const placed = await receivedOrder()
  const { id, state } = await claim(placed, { kind: 'return_refund', reason: 'damaged' })
  expect(state).toBe('approved')
  const agreed = { amount: 100, currency: 'CNY' }
  const cut = await answer(id, { answer: 'approve', agreed, returnTo: warehouse })
  expect([cut.status, cut.json]).toMatchObject([409, { code: 'BAD_TRANSITION' }])
  const named = await answer(id, { answer: 'approve', returnTo: warehouse })
  expect(named.json.state).toBe('awaiting_return')
})

test('a shop that does not answer in two days has granted the claim', async () => {
  const placed = await receivedOrder()
  const opened = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  expect(opened.state).toBe('opened')
  expect(Date.parse(opened.dueAt ?? '')).toBe(market.clock.now() + 2 * day)
  const done = await whenClaimIs(placed, 'done', hour)
  expect(done.refunds.map(({ amount }) => amount)).toEqual([placed.order.goods])
})

test('a refused claim can be disputed, and an agreed part leaves the goods with the buyer', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged', note: '有划痕' })
  const refused = await answer(id, { answer: 'refuse', words: '照片看不出问题' })
  expect(refused.json).toMatchObject({ state: 'refused', answer: '照片看不出问题' })
  const disputed = await placed.tell(`after-sales/${id}/dispute`, { note: '补拍了照片' })
  expect(disputed.json.afterSales[0]).toMatchObject({ state: 'opened' })
  await answer(id, { answer: 'approve', agreed: { amount: 150, currency: 'CNY' } })
  const done = await whenClaimIs(placed, 'done')
  expect(done.refunds.map(({ amount }) => amount.amount)).toEqual([150])
  expect(done.lines[0]).toMatchObject({ returned: 0, refunded: { amount: 150 } })
})

test('a buyer who does not send the goods back in a week has given the claim up', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'return_refund', reason: 'not_as_described' })
  await answer(id, { answer: 'approve', returnTo: warehouse })
  const over = await whenClaimIs(placed, 'withdrawn', 12 * hour)
  expect(over.refunds).toEqual([])
})

test('what a buyer says about a claim again, because the answer was lost, is answered as the first time', async () => {
  const placed = await receivedOrder()
  const twice = async (id: string, deed: string, body?: Record<string, unknown>) => {
    const first = await placed.tell(`after-sales/${id}/${deed}`, body)
    const again = await placed.tell(`after-sales/${id}/${deed}`, body)
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.json.afterSales).toEqual(first.json.afterSales)
    return again.json.afterSales.find((each) => each.id === id)
  }
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  await answer(id, { answer: 'refuse', words: '照片看不出问题' })
  const disputed = await twice(id, 'dispute', { note: '补拍了照片' })
  expect(disputed).toMatchObject({ state: 'opened' })
  expect(await twice(id, 'withdraw')).toMatchObject({ state: 'withdrawn' })
  const opened = await placed.tell(
    'after-sales',
    { kind: 'return_refund', reason: 'not_as_described' },
    key(),
  )
  // The clock stands still: which of the two is listed first is chance.
  const back = opened.json.afterSales.find((each) => each.id !== id)?.id ?? ''
  await answer(back, { answer: 'approve', returnTo: warehouse })
  const parcel = { carrier: '中通', number: '75312345678901' }
  const sent = await twice(back, 'ship-back', parcel)
  expect(sent).toMatchObject({ state: 'returning', parcel })
  const otherParcel = { ...parcel, number: '75312345678902' }
  const other = await placed.tell(`after-sales/${back}/ship-back`, otherParcel)
  expect(other.json).toMatchObject({ status: 409, code: 'BAD_TRANSITION' })
})

test('a claim about claimed lines, a foreign one, a finished one and a late one are refused', async () => {
  const other = await receivedOrder()
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  const { json } = await market.sell<{ items: AfterSaleView[] }>(
    '/v1/seller/after-sales?state=opened',
  )
  expect(json.items.map((each) => each.id)).toEqual([id])
  const again = await placed.tell('after-sales', { kind: 'refund_only', reason: 'other' }, key())
  expect(again.json).toMatchObject({ status: 409, code: 'AFTER_SALE_OPEN' })
  const foreign = await other.tell(`after-sales/${id}/withdraw`)
  expect(foreign.json).toMatchObject({ status: 404, code: 'AFTER_SALE_NOT_FOUND' })
  const withdrawn = await placed.tell(`after-sales/${id}/withdraw`)
  expect(withdrawn.json.afterSales[0]).toMatchObject({ state: 'withdrawn' })
  const over = await placed.tell(`after-sales/${id}/dispute`, { note: '再看看' })
  expect(over.json).toMatchObject({ status: 409, code: 'BAD_TRANSITION' })
  await market.clock.advance(31 * day)
  const late = await placed.tell('after-sales', { kind: 'refund_only', reason: 'other' }, key())
  expect(late.json).toMatchObject({ status: 409, code: 'AFTER_SALE_TOO_LATE' })
})

test('a purchase that its supplier gave back wholly after it had left is over, and nothing asks for it any more', async () => {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed', 0)
  await inState(placed, 'shipped', 12 * hour)
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'not_received' })
  await answer(id, { answer: 'approve' })
  await eventually(async () => {
    const { json } = await market.control<{ id: string; status: string }[]>('/refunds')
    for (const refund of json)
      if (refund.status === 'waitselleragree')
        await market.control(`/refunds/${refund.id}/agree`, {})
    await market.clock.advance(hour)
    const [purchase] = (await placed.readAsSeller()).supplierOrders
    // The purchase is over as soon as 1688 says so, its claim one job later.
    return purchase?.state === 'done' && purchase.claims.every(({ state }) => state === 'refunded')
  })
  const [purchase] = (await placed.readAsSeller()).supplierOrders
  expect(purchase?.claims).toMatchObject([{ state: 'refunded' }])
  await placed.tell('receive')
  await market.clock.advance(day)
  const { json } = await market.sell<{ items: unknown[] }>('/v1/seller/jobs/dead')
  expect(json.items ?? []).toEqual([])
})

test('a claim about pieces that the shop has paid for in the meantime ends, and nothing goes back twice', async () => {
  const placed = await receivedOrder()
  const [line] = placed.order.lines
  const { id } = await claim(placed, { kind: 'return_refund', reason: 'not_as_described' })
  await answer(id, { answer: 'approve', returnTo: warehouse })
  const parcel = { carrier: '中通快递', number: '75312345678901' }
  await placed.tell(`after-sales/${id}/ship-back`, parcel)
  const given = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: line?.quantity }] },
    headers: key(),
  })
  expect(given.status).toBe(200)
  const accepted = await answer(id, { answer: 'accept-goods' })
  expect(accepted.json).toMatchObject({ state: 'done', agreed: { amount: 0 } })
  const order = await placed.read()
  expect(order.refunds.map(({ amount }) => amount)).toEqual([placed.order.goods])
})

test('what a shop said when it refused is not what it says when it gives in', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  await answer(id, { answer: 'refuse', words: '签收时没有说' })
  await placed.tell(`after-sales/${id}/dispute`, { note: '有照片' })
  const { json } = await answer(id, { answer: 'approve' })
  expect(json).not.toHaveProperty('answer')
  const [refund] = (await placed.read()).refunds
  expect(refund).not.toHaveProperty('note')
})

test('a return that is granted anew is granted whole, whatever was agreed on the first time', async () => {
  const placed = await shippedOrder()
  const { id } = await claim(placed, { kind: 'return_refund', reason: 'damaged' })
  await answer(id, { answer: 'approve', returnTo: warehouse, agreed: fen(100) })
  await placed.tell(`after-sales/${id}/ship-back`, {
    carrier: '中通快递',
    number: '75312345678901',
  })
  await whenClaimIs(placed, 'inspecting', day)
  await answer(id, { answer: 'refuse-goods', words: '用过了' })
  await placed.tell(`after-sales/${id}/dispute`, { note: '没有用过' })
  const { json } = await answer(id, { answer: 'approve', returnTo: warehouse })
  expect(json).not.toHaveProperty('agreed')
  expect(json).not.toHaveProperty('parcel')
})

test('a claim whose refund an earlier version wrote down as made by hand comes to its end', async () => {
  const placed = await receivedOrder()
  const { id } = await claim(placed, { kind: 'refund_only', reason: 'damaged' })
  await answer(id, { answer: 'approve' })
  await whenClaimIs(placed, 'done')
  await inDatabase(
    market,
    `update after_sales set state = 'refunding'`,
    `delete from transitions where aggregate = 'after_sale' and to_state = 'done'`,
    `delete from kysely_migration where name = '0025-what-is-over'`,
  )
  const books = connect({ url: market.databaseUrl, max: 1 })
  expect(await migrate(books)).toBe(1)
  await books.close()
  await whenClaimIs(placed, 'done')
})
