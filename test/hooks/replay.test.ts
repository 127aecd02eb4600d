import { hour, type Listing, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCoupon, orderWith } from '../coupons/with-coupon.ts'
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
import { quiet } from './books.ts'
import { replayed } from './replaying.ts'

let market: OpenShop
let goods: Listing[]

beforeAll(async () => {
  market = await openShop()
  goods = await listGoods(market, 2, 1)
})
afterAll(() => market.close())

async function order(): Promise<Placed> {
  const wanted = goods.map((listing) => ({ listing, quantity: 2 }))
  return placeOrder(market, await quoteFor(market, await fillCart(market, wanted)))
}

const inState = (placed: Placed, state: string) =>
  eventually(async () => (await placed.read()).state === state)

test('an order of two suppliers that was paid, shipped and received ends the same when it is played again', async () => {
  const placed = await order()
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed')
  for (const { platformOrderId } of (await placed.readAsSeller()).supplierOrders) {
    await market.control(`/orders/${platformOrderId}/ship`, {})
    await market.clock.advance(hour)
  }
  await inState(placed, 'shipped')
  await placed.tell('receive')
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.readAsSeller()).supplierOrders.every(({ state }) => state === 'done')
  })
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.order).toBe('received')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an order that nobody paid ends closed again', async () => {
  const placed = await order()
  await startPaying(placed)
  await market.clock.advance(16 * minute)
  await inState(placed, 'closed')
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.order).toBe('closed')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an order whose goods ran out is held for the same reason again', async () => {
  const placed = await order()
  const cashierUrl = await startPaying(placed)
  await market.control(`/offers/${goods[0]?.offer.offerId}`, { stock: 0 })
  await payAt(market, cashierUrl)
  await eventually(async () =>
    (await placed.readAsSeller()).supplierOrders.some(({ state }) => state === 'held'),
  )
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.purchases).toContain('held OUT_OF_STOCK')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an order with a coupon gives back the same parts of what was paid when it is played again', async () => {
  await makeCoupon(market, { off: { kind: 'percent', bp: 3_333 } })
  const placed = await orderWith(market, goods[1] as Listing, { quantity: 3 })
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed')
  const [line] = placed.order.lines
  const wishes = [{ quantity: 1 }, { quantity: 0, amount: { amount: 60, currency: 'CNY' } }]
  for (const [at, wish] of wishes.entries())
    await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body: { lines: [{ line: line?.id, ...wish }] },
      headers: { 'idempotency-key': `coupon-back-${at}` },
    })
  await eventually(async () => {
    await market.clock.advance(minute)
    const { refunds } = await placed.read()
    return refunds.length === 2 && refunds.every(({ state }) => state === 'succeeded')
  })
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played).toEqual({ ...recorded, refunds: played.refunds })
  expect(isSame).toBe(true)
}, 120_000)
