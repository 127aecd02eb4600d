import { day, hour, type Listing, minute } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCoupon, orderWith, quoteWith } from '../coupons/with-coupon.ts'
import { listGoods, type Placed, payAt, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let listing: Listing
let ends: number

beforeEach(async () => {
  market = await openShop()
  const [first] = await listGoods(market, 1)
  listing = first as Listing
  ends = market.clock.now() + 10 * minute
  await makeCoupon(market, { total: 1, validUntil: new Date(ends).toISOString() })
})
afterEach(() => market.close())

async function unpaid(): Promise<Placed> {
  const placed = await orderWith(market, listing)
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).state === 'closed'
  })
  return placed
}

test('F-31: a coupon of an order that closes after its end is good for its buyer for a day more, for nobody else', async () => {
  const placed = await unpaid()
  expect(market.clock.now()).toBeGreaterThan(ends)
  expect((await placed.read()).coupon).toEqual({
    code: 'MIA5',
    backUntil: new Date(ends + day).toISOString(),
  })
  const other = await quoteWith(market, listing, { phone: '13900139000' })
  expect(other).toMatchObject({ status: 409, json: { code: 'COUPON_NOT_VALID' } })
  const again = await orderWith(market, listing)
  await payAt(market, await startPaying(again))
  await eventually(async () => (await again.read()).state !== 'pending_payment')
  expect((await again.read()).coupon).toEqual({ code: 'MIA5' })
})

test('F-31: after that day it has ended for her too', async () => {
  await unpaid()
  await market.clock.advance(day + hour)
  const late = await quoteWith(market, listing)
  expect(late).toMatchObject({ status: 409, json: { code: 'COUPON_NOT_VALID' } })
})

test('F-31: one that comes back with an order refunded whole is hers again', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { placeDelayMillis: hour } },
  })
  const placed = await orderWith(market, listing)
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'paid')
  await placed.tell(
    'after-sales',
    { kind: 'refund_only', reason: 'changed_mind' },
    { 'idempotency-key': 'changed-mind' },
  )
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).state === 'closed'
  })
  expect((await placed.read()).coupon?.backUntil).toBe(new Date(ends + day).toISOString())
  expect((await quoteWith(market, listing)).status).toBe(200)
})
