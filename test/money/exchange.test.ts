import { day, hour, minute } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import {
  fillCart,
  listGoods,
  ordersAt1688,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import {
  again,
  answer,
  ask,
  becomes,
  exchange,
  key,
  paidOrder,
  type Received,
  receivedOrder,
  until,
} from './exchange-shop.ts'

let market: OpenShop
beforeEach(async () => {
  market = await openShop()
})
afterEach(() => market.close())

const warehouse = '浙江省义乌市 退货仓 13800000000'

async function soldOut({ listing }: Received): Promise<void> {
  await market.control(`/offers/${listing.offer.offerId}`, { stock: 0 })
}

test('goods that need not come back are bought a second time, shown with their parcel, and the claim ends with them', async () => {
  const received = await receivedOrder(market)
  const { placed, line } = received
  const before = await placed.readAsSeller()
  const { id } = await exchange(received)
  const approved = await answer(market, id, { answer: 'approve', keepGoods: true })
  expect(approved.json).toMatchObject({ state: 'replacing', exchange: { sku: line.sku } })
  const sent = await becomes(market, received, 'resending', 6 * hour)
  const [first, second] = sent.supplierOrders
  expect(second).toMatchObject({ afterSale: id, state: 'shipped' })
  expect(second?.platformOrderId).not.toBe(first?.platformOrderId)
  expect(sent.state).toBe('received')
  expect(sent.lines).toEqual(before.lines)
  expect(sent.shipments.map(({ afterSale }) => afterSale)).toEqual([undefined, id])
  // What the second one costs, less what the supplier gave back for the first.
  const back = (first?.claims ?? []).reduce((sum, { refunded }) => sum + (refunded?.amount ?? 0), 0)
  const more = (second?.goods.amount ?? 0) + (second?.freight.amount ?? 0) - back
  expect(second?.goods.amount).toBeGreaterThan(0)
  expect(sent.cost.amount - before.cost.amount).toBe(more)
  expect(before.profit.amount - sent.profit.amount).toBe(more)
  const told = await placed.tell(`after-sales/${id}/receive`)
  expect(told.json.afterSales).toMatchObject([{ state: 'done' }])
  // Nothing waits for the day on which it would have counted as received.
  const timers = `select from graphile_worker._private_jobs where key = 'after-sale:${id}'`
  expect(await inDatabase(market, timers)).toEqual([])
  expect((await placed.tell(`after-sales/${id}/receive`)).status).toBe(200)
  const over = await until(
    market,
    async () => {
      const seen = await placed.readAsSeller()
      return again(seen)?.state === 'done' && seen
    },
    hour,
  )
  expect(over.refunds).toEqual([])
  expect(await ordersAt1688(market)).toHaveLength(2)
})

test('goods that come back are looked at first; then the others are bought', async () => {
  const received = await receivedOrder(market)
  const { id } = await exchange(received)
  await answer(market, id, { answer: 'approve', returnTo: warehouse })
  const parcel = { carrier: '中通快递', number: '75312345678901' }
  await received.placed.tell(`after-sales/${id}/ship-back`, parcel)
  expect(await ordersAt1688(market)).toHaveLength(1)
  const accepted = await answer(market, id, { answer: 'accept-goods' })
  expect(accepted.json.state).toBe('replacing')
  await becomes(market, received, 'resending', 6 * hour)
  // Nobody says anything: ten days later it counts as received.
  const due = (await received.placed.read()).afterSales[0]?.dueAt ?? ''
  expect(Date.parse(due)).toBeGreaterThan(market.clock.now() + 9 * day)
  const done = await becomes(market, received, 'done', 12 * hour)
  expect(done.refunds).toEqual([])
})

test('another size at the same price can be had, a dearer one is refused by name', async () => {
  const received = await receivedOrder(market)
  const { listing, line } = received
  const others = listing.skus.filter(({ skuId, stock }) => skuId !== line.sku && stock > 1)
  const even = others.find(({ pricing }) => pricing.price.amount === line.price.amount)
  const dearer = others.find(({ pricing }) => pricing.price.amount !== line.price.amount)
  expect((await ask(received, { sku: 'sku_01ARZ3NDEKTSV4RRFFQ69G5FAV' })).json).toMatchObject({
    code: 'SKU_NOT_FOUND',
  })
  if (dearer)
    expect((await ask(received, { sku: dearer.skuId })).json).toMatchObject({
      code: 'EXCHANGE_OTHER_PRICE',
    })
  const { id, exchange: wanted } = await exchange(received, { sku: even?.skuId })
  expect(wanted?.sku).toBe(even?.skuId)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const sent = await becomes(market, received, 'resending', 6 * hour)
  expect(sent.shipments.at(-1)?.lines).toMatchObject([{ sku: even?.skuId, quantity: 1 }])
})

test('what has not been sent yet is cancelled and bought anew, not exchanged', async () => {
  const received = await paidOrder(market)
  expect((await ask(received)).json).toMatchObject({ code: 'EXCHANGE_TOO_EARLY' })
})

test('what cannot be bought again is its seller’s to decide, and becomes one refund', async () => {
  const received = await receivedOrder(market)
  const { placed, line } = received
  const { id } = await exchange(received)
  await soldOut(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const held = await until(market, async () => {
    const seen = await placed.readAsSeller()
    return again(seen)?.state === 'held' && seen
  })
  expect(held).toMatchObject({ attention: true, refunds: [], afterSales: [{ state: 'replacing' }] })
  const both = { lines: [{ line: line.id, quantity: 2 }] }
  const refund = (body: object) =>
    market.sell<{ code?: string }>(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body,
      headers: key(),
    })
  // The piece that is being replaced cannot go back for money too; the other one can.
  expect((await refund(both)).json).toMatchObject({ code: 'REFUND_TOO_MUCH' })
  const decide = `/v1/seller/orders/${placed.order.id}/purchases/${again(held)?.id}/decide`
  const decided = await market.sell(decide, { body: { decision: 'refund' }, headers: key() })
  expect(decided.status).toBe(200)
  const done = await becomes(market, received, 'done')
  expect(done.refunds.map(({ amount }) => amount)).toEqual([line.price])
  expect(done).toMatchObject({ attention: false, lines: [{ returned: 1 }] })
  expect(again(done)?.state).toBe('cancelled')
  expect((await refund(both)).json).toMatchObject({ code: 'REFUND_TOO_MUCH' })
})

test('an exchange whose seller says nothing about its purchase becomes a refund by her policy', async () => {
  const received = await receivedOrder(market)
  const { id } = await exchange(received)
  await soldOut(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const done = await becomes(market, received, 'done', minute)
  expect(done.refunds.map(({ amount }) => amount)).toEqual([received.line.price])
})

test('a shop that would rather give money while the goods are on their way claims them back', async () => {
  const received = await receivedOrder(market)
  const { id } = await exchange(received)
  expect((await answer(market, id, { answer: 'refund' })).json).toMatchObject({
    code: 'BAD_TRANSITION',
  })
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const sent = await becomes(market, received, 'resending', 6 * hour)
  const refunded = await answer(market, id, { answer: 'refund', words: '换的货丢了，给你退款' })
  expect(refunded.json).toMatchObject({ state: 'refunding', agreed: received.line.price })
  const done = await becomes(market, received, 'done')
  expect(again(done)?.claims).toHaveLength(1)
  expect(again(sent)?.claims).toHaveLength(0)
})

test('a shop that says nothing exchanges: it counts as agreed, then as looked at', async () => {
  const received = await receivedOrder(market)
  const { id } = await exchange(received)
  // Its supplier has named the place.
  const { claim } = await becomes(market, received, 'awaiting_return', hour)
  expect(claim.returnTo).toBeTruthy()
  const parcel = { carrier: '中通快递', number: '75312345678901' }
  await received.placed.tell(`after-sales/${id}/ship-back`, parcel)
  const replacing = await becomes(market, received, 'replacing', 6 * hour)
  expect(replacing.refunds).toEqual([])
})

test('goods that were exchanged can be claimed like the first, and money given meanwhile leaves nothing to exchange', async () => {
  const received = await receivedOrder(market, 1)
  const { placed } = received
  const { id } = await exchange(received)
  expect((await ask(received)).json).toMatchObject({ code: 'AFTER_SALE_OPEN' })
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', 6 * hour)
  await placed.tell(`after-sales/${id}/receive`)
  const { id: next } = await exchange(received)
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: received.line.id, quantity: 1 }] },
    headers: key(),
  })
  const ended = await answer(market, next, { answer: 'approve', keepGoods: true })
  expect(ended.json).toMatchObject({ state: 'done', agreed: { amount: 0 } })
  expect(await ordersAt1688(market)).toHaveLength(2)
})

test('what came in exchange and goes back is claimed from who sent it, not from the first again', async () => {
  const received = await receivedOrder(market, 1)
  const { placed } = received
  const { id } = await exchange(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', 6 * hour)
  await placed.tell(`after-sales/${id}/receive`)
  const lines = [{ line: received.line.id, quantity: 1 }]
  const claim = { kind: 'return_refund', reason: 'damaged', lines }
  const { status } = await placed.tell('after-sales', claim, key())
  expect(status).toBe(200)
  const next = (await placed.read()).afterSales.at(-1)
  if (next?.state === 'opened') await answer(market, next.id, { answer: 'approve' })
  const { supplierOrders } = await placed.readAsSeller()
  expect(supplierOrders.map(({ claims }) => claims.length)).toEqual([1, 1])
})

test('nothing is received that was not sent: a refund on its way is not over for it', async () => {
  const received = await receivedOrder(market)
  const { placed, line } = received
  const lines = [{ line: line.id, quantity: 1 }]
  const claim = { kind: 'refund_only', reason: 'damaged', lines }
  const { json } = await placed.tell('after-sales', claim, key())
  const id = json.afterSales?.[0]?.id ?? ''
  const receive = () => placed.tell(`after-sales/${id}/receive`)
  expect((await receive()).status).toBe(409)
  await answer(market, id, { answer: 'approve' })
  expect((await receive()).status).toBe(409)
  await becomes(market, received, 'done')
  expect((await receive()).status).toBe(409)
})

test('goods that came in exchange can be claimed for as long as the first, from the day they came', async () => {
  const received = await receivedOrder(market, 1)
  const { placed } = received
  await market.clock.advance(25 * day)
  await until(market, async () => (await placed.read()).state === 'completed')
  const { id } = await exchange(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', 6 * hour)
  await placed.tell(`after-sales/${id}/receive`)
  const [line] = (await placed.read()).lines
  expect(Date.parse(line?.claimBefore ?? '')).toBe(market.clock.now() + 30 * day)
  await market.clock.advance(20 * day)
  const next = await exchange(received)
  expect(next.state).toBe('opened')
  await placed.tell(`after-sales/${next.id}/withdraw`)
  await market.clock.advance(11 * day)
  expect((await ask(received)).json).toMatchObject({ code: 'AFTER_SALE_TOO_LATE' })
})

test('an exchange names one line, no sum of money, and a Sku of its own alone', async () => {
  const received = await receivedOrder(market)
  const refused = await ask(received, { kind: 'return_refund', sku: received.line.sku })
  expect(refused.json).toMatchObject({ code: 'BAD_REQUEST', detail: { field: 'sku' } })
  const { id } = await exchange(received)
  const agreed = { amount: 100, currency: 'CNY' }
  expect((await answer(market, id, { answer: 'approve', agreed })).json).toMatchObject({
    code: 'BAD_REQUEST',
  })
  const named = { answer: 'approve', keepGoods: true, returnTo: warehouse }
  expect((await answer(market, id, named)).json).toMatchObject({ code: 'BAD_REQUEST' })
})

test('of two things that were received together, the one that was exchanged can be claimed for longer', async () => {
  const [listing] = await listGoods(market, 1)
  const [one, other] = (listing?.skus ?? []).filter(({ stock }) => stock > 1)
  if (!listing || !one || !other) throw new Error('two Skus are wanted')
  const wanted = [one, other].map(({ skuId: sku }) => ({ listing, sku, quantity: 1 }))
  const cart = await fillCart(market, wanted)
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await until(market, async () => (await placed.read()).state === 'shipped', 12 * hour)
  expect((await placed.read()).lines.map((line) => line.claimBefore)).toEqual([
    undefined,
    undefined,
  ])
  await placed.tell('receive')
  await market.clock.advance(25 * day)
  const [old, line] = (await placed.read()).lines
  if (!old || !line) throw new Error('an order of two lines')
  const received = { placed, listing, line }
  const { id } = await exchange(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', 6 * hour)
  await placed.tell(`after-sales/${id}/receive`)
  await market.clock.advance(10 * day)
  const now = market.clock.now()
  const seen = (await placed.read()).lines.map(({ claimBefore = '' }) => Date.parse(claimBefore))
  expect(seen.map((until) => until > now)).toEqual([false, true])
  const both = [old, line].map((each) => ({ line: each.id, quantity: 1 }))
  const claim = { kind: 'return_refund', reason: 'damaged' }
  const late = await placed.tell('after-sales', { ...claim, lines: both }, key())
  expect(late.json).toMatchObject({ code: 'AFTER_SALE_TOO_LATE' })
  // Who names none asks for what can still be asked.
  const { json } = await placed.tell('after-sales', claim, key())
  expect(json.afterSales?.at(-1)?.lines).toEqual([{ line: line.id, quantity: 1 }])
})
