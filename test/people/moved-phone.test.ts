import type { Listing, Quote } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCoupon, orderWith, quoteWith } from '../coupons/with-coupon.ts'
import {
  beginGroup,
  buyInGroup,
  nextPhone,
  openDealShop,
  orderInGroup,
  quoteInGroup,
} from '../group-buys/with-group.ts'
import { address, type Placed } from '../market.ts'
import { becomes } from '../scenarios/story.ts'
import type { OpenShop } from '../shop.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop())
})
afterEach(() => market.close())

let keys = 0

async function sendTo(placed: Placed, phone: string): Promise<string> {
  const body = { address: { ...address, phone } }
  const told = await placed.tell<{ code?: string }>('address', body, {
    'idempotency-key': `moved-phone-${++keys}`,
  })
  return told.json.code ?? 'done'
}

/** Whether a phone is let into a group. */
async function joins(groupBuy: string, phone: string): Promise<string> {
  const { json: quote } = await quoteInGroup<Quote>(market, listing, { deal, groupBuy, phone })
  const { json } = await market.ask<{ code?: string }>('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': `moved-phone-${++keys}` },
  })
  return json.code ?? 'done'
}

test('a seat goes with its order to another phone: the old one may take a seat, the new one has it', async () => {
  const [old, next] = [nextPhone(), nextPhone()]
  const { leader, groupBuy } = await beginGroup(market, listing, { deal, phone: old })
  expect(await sendTo(leader, next)).toBe('done')
  expect(await joins(groupBuy, next)).toBe('GROUP_BUY_JOINED')
  expect(await joins(groupBuy, old)).toBe('done')
})

test('nobody fills a group by herself by sending it all to one phone afterwards', async () => {
  const phone = nextPhone()
  const { leader, groupBuy } = await beginGroup(market, listing, { deal, phone })
  const second = await buyInGroup(market, listing, { deal, groupBuy })
  expect(await sendTo(second, phone)).toBe('GROUP_BUY_JOINED')
  expect(await sendTo(second, nextPhone())).toBe('done')
  // Whose order has left the group has no seat that stands in the way.
  const body = { kind: 'refund_only', reason: 'changed_mind' }
  await leader.tell('after-sales', body, { 'idempotency-key': 'the-leader-leaves' })
  await becomes(leader, 'closed')
  expect(await sendTo(second, phone)).toBe('done')
})

test('a seat that waits for its first payment is another phone’s once its order is', async () => {
  const [old, next] = [nextPhone(), nextPhone()]
  const placed = await orderInGroup(market, listing, { deal, phone: old })
  expect(await sendTo(placed, next)).toBe('done')
  expect((await placed.read()).seat?.state).toBe('reserved')
})

test('a coupon of one use counts for the phone that its order goes to', async () => {
  const code = async (phone: string) =>
    (await quoteWith<{ code?: string }>(market, listing, { phone })).json.code ?? 'done'
  const [old, next, used] = [nextPhone(), nextPhone(), nextPhone()]
  await makeCoupon(market)
  await orderWith(market, listing, { phone: used })
  const placed = await orderWith(market, listing, { phone: old })
  expect(await code(old)).toBe('COUPON_USED_UP')
  expect(await sendTo(placed, used)).toBe('COUPON_USED_UP')
  expect((await placed.read()).address.phone.slice(-4)).toBe(old.slice(-4))
  expect(await sendTo(placed, next)).toBe('done')
  expect([await code(old), await code(next)]).toEqual(['done', 'COUPON_USED_UP'])
})

test('of a coupon of two uses a phone has what is left of it, in any order', async () => {
  const [one, other] = [nextPhone(), nextPhone()]
  await makeCoupon(market, { perBuyer: 2 })
  const first = await orderWith(market, listing, { phone: one })
  const second = await orderWith(market, listing, { phone: other })
  const third = await orderWith(market, listing, { phone: other })
  expect(await sendTo(second, one)).toBe('done')
  expect(await sendTo(third, one)).toBe('COUPON_USED_UP')
  expect(await sendTo(first, other)).toBe('done')
  expect(await sendTo(third, one)).toBe('done')
})
