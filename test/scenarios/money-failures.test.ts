import { day, hour, type Listing, minute, type SellerOrder, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** Whether the shop's account at 1688 has money. */
let isFunded = true
/** The number of the refund that the cashier will not make; the next one, once there is to be one. */
let failing: string | undefined
let isNextFailing = false

beforeEach(async () => {
  isFunded = true
  failing = undefined
  isNextFailing = false
  market = await openShop({
    payments: (cashier) => ({
      ...cashier,
      refund: async (asked) => {
        if (isNextFailing) failing ??= asked.outRefundNo
        if (failing !== asked.outRefundNo) return cashier.refund(asked)
        const { outRefundNo, outTradeNo, amount } = asked
        return { outRefundNo, outTradeNo, amount, state: 'failed' }
      },
    }),
    platform: (sandbox) => ({
      ...sandbox,
      pay: async (platformOrderId) => isFunded && sandbox.pay(platformOrderId),
    }),
  })
  // Between payment and purchase there is a minute in which the world may change.
  await policy({ placeDelayMillis: minute })
})
afterEach(() => market.close())

let keys = 0
const key = () => ({ 'idempotency-key': `scenario-${++keys}` })

async function policy(purchasePolicy: Record<string, unknown>): Promise<void> {
  const body = { purchasePolicy }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
}

async function paid(goods: readonly Listing[], quantity = 1): Promise<Placed> {
  const cart = await fillCart(
    market,
    goods.map((listing) => ({ listing, quantity })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await when(placed, ({ state }) => state === 'paid', 0)
  return placed
}

function when(placed: Placed, is: (order: SellerOrder) => boolean, step = 10 * second) {
  return eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const order = await placed.readAsSeller()
    return is(order) && order
  })
}

const anyHeld = ({ supplierOrders }: SellerOrder) =>
  supplierOrders.some(({ state }) => state === 'held')

const atOffer = (listing: Listing, change: Record<string, unknown>) =>
  market.control(`/offers/${listing.offer.offerId}`, change)

test('F-06: one of three suppliers cannot deliver: the others go on, that part and its freight go back', async () => {
  const goods = await listGoods(market, 3, 1)
  const placed = await paid(goods)
  await atOffer(goods[0] as Listing, { stock: 0 })
  const waiting = await when(placed, anyHeld)
  await when(placed, ({ supplierOrders }) =>
    supplierOrders.every(({ state }) => state === 'paid_up' || state === 'held'),
  )
  expect(waiting.attention).toBe(true)
  const order = await when(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', 10 * minute)
  const lost = order.lines.find((line) => line.listing === goods[0]?.id)
  const freight =
    placed.order.freight.amount -
    order.supplierOrders
      .filter(({ state }) => state === 'paid_up')
      .reduce((sum, each) => sum + each.freight.amount, 0)
  expect(order.refunds).toMatchObject([{ reason: 'out_of_stock' }])
  expect(order.refunds[0]?.amount.amount).toBe((lost?.subtotal.amount ?? 0) + freight)
  expect(order.state).toBe('placed')
  expect(order.attention).toBe(false)
})

test('F-07: a cost that rose beyond the tolerance waits for the owner, who buys at a smaller profit', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await paid([listing])
  const before = await placed.readAsSeller()
  const cost = before.supplierOrders[0]?.goods.amount ?? 0
  await atOffer(listing, { consignFen: cost + 150 })
  const held = await when(placed, anyHeld)
  expect(held.supplierOrders[0]).toMatchObject({ failure: 'PRICE_CHANGED', reasons: ['cost_rose'] })
  const path = `/v1/seller/orders/${placed.order.id}/purchases/${held.supplierOrders[0]?.id}/decide`
  await market.sell(path, { body: { decision: 'buy' }, headers: key() })
  const after = await when(placed, ({ state }) => state === 'placed')
  expect(after.profit.amount).toBe(before.profit.amount - 150)
  expect(after.book.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(after.profit.amount)
})

test('F-08, F-09: what is sold out, wholly or in part, after the money came goes back', async () => {
  const [none, one] = (await listGoods(market, 2, 1)) as [Listing, Listing]
  const placed = await paid([none, one], 2)
  await atOffer(none, { stock: 0 })
  await atOffer(one, { stock: 1 })
  await when(placed, anyHeld)
  const over = await when(placed, ({ state }) => state === 'closed', 10 * minute)
  expect(over.refunds.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(
    placed.order.total.amount,
  )
})

test('F-13: an account without money holds the purchase, tells the owner, and is tried until it can pay', async () => {
  isFunded = false
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await paid([listing])
  const short = await when(
    placed,
    ({ supplierOrders, attention }) => supplierOrders[0]?.failure === 'UNPAID' && attention,
  )
  expect(short.state).toBe('placing')
  isFunded = true
  const order = await when(
    placed,
    ({ state, attention }) => state === 'placed' && !attention,
    minute,
  )
  expect(order.supplierOrders[0]?.state).toBe('paid_up')
})

test('F-18: the buyer has her money though the supplier keeps his; after the days for a dispute it is a loss', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await paid([listing])
  await when(placed, ({ state }) => state === 'placed')
  await placed.tell('after-sales', { kind: 'refund_only', reason: 'changed_mind' }, key())
  const claim = await eventually(async () => {
    await market.clock.advance(minute)
    const { json } = await market.control<{ id: string }[]>('/refunds')
    return json[0]
  })
  await market.control(`/refunds/${claim.id}/reject`, { reason: '已打包' })
  const refused = await when(
    placed,
    ({ supplierOrders, refunds }) =>
      supplierOrders[0]?.claims[0]?.state === 'refused' && refunds[0]?.state === 'succeeded',
    hour,
  )
  expect(refused.refunds).toMatchObject([{ amount: placed.order.total, state: 'succeeded' }])
  expect(refused.attention).toBe(true)
  const lost = await when(
    placed,
    ({ supplierOrders }) => supplierOrders[0]?.claims[0]?.state === 'written_off',
    5 * day,
  )
  expect(lost.book.map(({ account }) => account)).toContain('loss')
})

test('F-19: other goods came back: the shop says no, and the buyer may dispute it', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await paid([listing])
  await when(placed, ({ state }) => state === 'shipped' || state === 'received', 6 * hour)
  await placed.tell('receive')
  const { json } = await placed.tell(
    'after-sales',
    { kind: 'return_refund', reason: 'damaged' },
    key(),
  )
  const id = json.afterSales[0]?.id
  const answer = (body: Record<string, unknown>) =>
    market.sell<{ state: string }>(`/v1/seller/after-sales/${id}/answer`, { body, headers: key() })
  await answer({ answer: 'approve', returnTo: '浙江省义乌市 退货仓' })
  await placed.tell(`after-sales/${id}/ship-back`, { carrier: '中通', number: '75312345678901' })
  const looking = await eventually(async () => {
    await market.clock.advance(day)
    const order = await placed.read()
    return order.afterSales[0]?.state === 'inspecting' && order
  })
  expect(looking.refunds).toEqual([])
  expect((await answer({ answer: 'refuse-goods', words: '寄回的不是这件' })).json.state).toBe(
    'refused',
  )
  const disputed = await placed.tell(`after-sales/${id}/dispute`, { note: '是原件' })
  expect(disputed.json.afterSales[0]).toMatchObject({ state: 'opened' })
})

test('F-20: of two refunds that the cashier should make, one fails: the other is not held up, the seller is told', async () => {
  const goods = await listGoods(market, 2, 1)
  const placed = await paid(goods)
  await when(placed, ({ state }) => state === 'placed')
  isNextFailing = true
  for (const { id } of placed.order.lines) {
    const body = { lines: [{ line: id, quantity: 1 }] }
    await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, { body, headers: key() })
  }
  const order = await when(placed, ({ refunds }) =>
    refunds.every(({ state }) => state !== 'processing'),
  )
  expect(order.refunds.map(({ state }) => state).sort()).toEqual(['abnormal', 'succeeded'])
  expect(order.attention).toBe(true)
})

test('F-40: less came than was ordered: the buyer claims the missing piece and keeps the rest', async () => {
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await paid([listing], 2)
  await when(placed, ({ state }) => state === 'shipped' || state === 'received', 6 * hour)
  await placed.tell('receive')
  const [line] = placed.order.lines
  const lines = [{ line: line?.id, quantity: 1 }]
  const body = { kind: 'refund_only', reason: 'missing_goods', lines }
  const { json } = await placed.tell('after-sales', body, key())
  await market.sell(`/v1/seller/after-sales/${json.afterSales[0]?.id}/answer`, {
    body: { answer: 'approve' },
    headers: key(),
  })
  const order = await when(placed, ({ refunds }) => refunds[0]?.state === 'succeeded')
  expect(order.refunds.map(({ amount }) => amount)).toEqual([line?.price])
})
