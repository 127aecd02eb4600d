import {
  type Cart,
  type Coupon,
  day,
  defaultPriceRule,
  type GroupDeal,
  hour,
  type Listing,
  type ListingDetail,
  minute,
  type Quote,
  seatStanding,
  second,
} from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inStock, listGoods, ordersAt1688, placeOrder } from '../market.ts'
import { becomes, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop } from '../shop.ts'
import {
  beginGroup,
  buyInGroup,
  groupCart,
  groupsOf,
  makeDeal,
  nextPhone,
  openDealShop,
  orderInGroup,
  quoteInGroup,
  soon,
} from './with-group.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop())
})
afterEach(() => market.close())

const deals = async () =>
  (await market.sell<{ items: GroupDeal[] }>('/v1/seller/group-deals')).json.items
const skuPrice = () => inStock(listing).pricing.price.amount

test('three who order together pay the group’s price, and are bought for once all have paid', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  const price = skuPrice() - Math.floor(skuPrice() / 5)
  expect(leader.order.lines[0]?.price.amount).toBe(price)
  expect(leader.order.goods.amount).toBe(price)
  expect(leader.order.seat).toMatchObject({ state: 'reserved', size: 3, paid: 0 })
  const second = await buyInGroup(market, listing, { deal, groupBuy })
  await settled(market)
  expect((await second.read()).seat).toMatchObject({ groupState: 'recruiting', paid: 2 })
  expect((await groupsOf(market, listing)).open).toMatchObject([
    { id: groupBuy, free: 1, missing: 1 },
  ])
  expect(await ordersAt1688(market)).toEqual([])
  const third = await buyInGroup(market, listing, { deal, groupBuy })
  for (const placed of [leader, second, third]) {
    const order = await becomes(placed, 'placed')
    expect(order.seat).toMatchObject({ state: 'paid', groupState: 'succeeded', paid: 3 })
    expect(order.profit.amount).toBe(order.total.amount - order.cost.amount)
  }
  expect(await ordersAt1688(market)).toHaveLength(3)
  expect((await groupsOf(market, listing)).open).toEqual([])
  expect(await deals()).toMatchObject([{ groups: { recruiting: 0, succeeded: 1, failed: 0 } }])
})

test('a seller sees what each Sku earns in a group; a second deal of a listing is refused, the same one is the same', async () => {
  const [made] = await deals()
  const sku = inStock(listing)
  const own = made?.skus.find((each) => each.sku === sku.skuId)
  expect(own?.profit.amount).toBe((own?.price.amount ?? 0) - sku.pricing.cost.amount)
  expect((await makeDeal(market, listing)).json.id).toBe(deal)
  const other = await makeDeal<{ code: string }>(market, listing, { size: 4 })
  expect([other.status, other.json.code]).toEqual([409, 'GROUP_DEAL_EXISTS'])
  const log = await market.sell<{ items: { action: string }[] }>('/v1/seller/audit-log')
  expect(log.json.items.filter(({ action }) => action === 'group-deal.make')).toHaveLength(1)
})

test.each([
  ['over before it begins', { validUntil: '2026-11-01T00:00:00.000Z' }, 400, 'BAD_REQUEST'],
  ['for one buyer', { size: 1 }, 400, 'BAD_REQUEST'],
  ['for twenty-one', { size: 21 }, 400, 'BAD_REQUEST'],
  ['open for a week', { openHours: 168 }, 400, 'BAD_REQUEST'],
  [
    'that costs nothing',
    { off: { kind: 'fixed', amount: { amount: 9_000_000, currency: 'CNY' } } },
    ...([400, 'BAD_REQUEST'] as const),
  ],
  [
    'that takes nothing off',
    { off: { kind: 'fixed', amount: { amount: 0, currency: 'CNY' } } },
    ...([400, 'BAD_REQUEST'] as const),
  ],
  ['of no listing', { listing: `lst_${'0'.repeat(26)}` }, 404, 'LISTING_NOT_FOUND'],
])('a deal %s is refused', async (_what, terms, status, code) => {
  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  const refused = await makeDeal<{ code: string }>(market, listing, terms)
  expect([refused.status, refused.json.code]).toEqual([status, code])
  expect(await deals()).toHaveLength(1)
})

test('a group’s cart holds its one Sku, at the group’s price in any number', async () => {
  const { json: cart } = await groupCart(market, listing, { deal })
  const price = skuPrice() - Math.floor(skuPrice() / 5)
  expect(cart).toMatchObject({ forGroup: { deal, size: 3 }, goods: { amount: price } })
  const change = (body: object) =>
    market.ask<Cart>(`/v1/carts/${cart.id}/changes`, { body: { changes: [body] } })
  const [line] = cart.lines
  const set = { action: 'set', id: 'group-set-1', line: line?.id, quantity: 2 }
  expect((await change(set)).json.goods.amount).toBe(2 * price)
  const sku = inStock(listing).skuId
  const add = { action: 'add', id: 'group-add-1', listing: listing.id, sku, quantity: 1 }
  expect((await change(add)).status).toBe(400)
  const [other] = await listGoods(market, 2)
  const foreign = await groupCart<{ code: string }>(market, other as Listing, { deal })
  if (other?.id !== listing.id) expect(foreign.json.code).toBe('LISTING_NOT_ON_SALE')
  const read = await market.ask<Cart>(`/v1/carts/${cart.id}`)
  expect(read.json).toMatchObject({ quantity: 2, forGroup: { deal } })
})

test('what a group costs stays as it was when it was ordered, though the listing’s price moves', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  const rule = { ...defaultPriceRule, markup: { kind: 'percent', bp: 9_000 } }
  const raised = await market.sell<Listing>(`/v1/seller/listings/${listing.id}`, {
    method: 'PUT',
    body: { priceRule: rule },
  })
  expect(raised.json.skus[0]?.pricing.price.amount).toBeGreaterThan(skuPrice())
  const second = await orderInGroup(market, listing, { deal, groupBuy })
  expect(second.order.lines[0]?.price).toEqual(leader.order.lines[0]?.price)
})

test('a coupon takes off what it takes off of the group’s price', async () => {
  await market.sell<Coupon>('/v1/seller/coupons', {
    body: { code: 'TEN', off: { kind: 'percent', bp: 1_000 }, validUntil: soon },
  })
  const { json: quote } = await quoteInGroup<Quote>(market, listing, { deal, coupon: 'TEN' })
  expect(quote.discount.amount).toBe(Math.floor(quote.goods.amount / 10))
  expect((await placeOrder(market, quote)).order.discount).toEqual(quote.discount)
})

test('the listing’s own page says what a group pays, as long as a group may begin', async () => {
  const page = async () =>
    (await market.ask<ListingDetail>(`/v1/listings/${listing.id}`)).json.groupDeal
  const prices = listing.skus.filter(({ hidden }) => !hidden).map(({ pricing }) => pricing.price)
  const least = Math.min(...prices.map(({ amount }) => amount - Math.floor(amount / 5)))
  expect(await page()).toEqual({ size: 3, price: { amount: least, currency: 'CNY' } })
  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  // An answer is kept for ten seconds.
  await market.clock.advance(11 * second)
  expect(await page()).toBeUndefined()
  expect(await groupsOf(market, listing)).toEqual({ open: [] })
})

test('one phone has one seat of a group, and may begin another group', async () => {
  const phone = nextPhone()
  const { groupBuy } = await beginGroup(market, listing, { deal, phone })
  const { json: quote } = await quoteInGroup<Quote>(market, listing, { deal, groupBuy, phone })
  const again = await market.ask<{ code: string }>('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': 'same-phone-again' },
  })
  expect([again.status, again.json.code]).toEqual([409, 'GROUP_BUY_JOINED'])
  const other = await orderInGroup(market, listing, { deal, phone })
  expect(other.order.seat).toMatchObject({ state: 'reserved' })
})

test('an order that is not paid in time gives its seat to somebody else', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  const slow = [
    await orderInGroup(market, listing, { deal, groupBuy }),
    await orderInGroup(market, listing, { deal, groupBuy }),
  ]
  const full = await groupCart<{ code: string }>(market, listing, { deal, groupBuy })
  expect(full.json.code).toBe('GROUP_BUY_FULL')
  await market.clock.advance(16 * minute)
  for (const placed of slow) await becomes(placed, 'closed')
  expect((await groupsOf(market, listing)).open).toMatchObject([{ id: groupBuy, free: 2 }])
  await buyInGroup(market, listing, { deal, groupBuy })
  const last = await buyInGroup(market, listing, { deal, groupBuy })
  await becomes(last, 'placed')
})

test('who leaves before the group has filled gets her money and gives her seat back', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  const second = await buyInGroup(market, listing, { deal, groupBuy })
  const body = { kind: 'refund_only', reason: 'changed_mind' }
  await second.tell('after-sales', body, { 'idempotency-key': 'leaves-the-group' })
  expect((await becomes(second, 'closed')).seat).toMatchObject({ state: 'left' })
  expect((await leader.read()).seat).toMatchObject({ groupState: 'recruiting', paid: 1 })
  expect((await groupsOf(market, listing)).open).toMatchObject([{ free: 2, missing: 2 }])
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await second.read()).refunds.every(({ state }) => state === 'succeeded')
  })
  // That others did not come together is nothing to her any more.
  await market.clock.advance(25 * hour)
  await becomes(leader, 'closed')
  const left = await second.read()
  expect(left).toMatchObject({ seat: { groupState: 'failed' }, refunds: [{ reason: 'cancelled' }] })
  expect([seatStanding(left), seatStanding(await leader.read())]).toEqual([undefined, 'failed'])
})

test('where a deal is stopped its groups end, their money goes back, and none begins', async () => {
  const { leader } = await beginGroup(market, listing, { deal })
  const late = await quoteInGroup<Quote>(market, listing, { deal })
  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  const order = await becomes(leader, 'closed')
  expect(order.refunds).toMatchObject([{ reason: 'group_failed', amount: order.total }])
  const refused = await market.ask<{ code: string }>('/v1/orders', {
    body: { quote: late.json.id, total: late.json.total },
    headers: { 'idempotency-key': 'after-the-stop' },
  })
  expect([refused.status, refused.json.code]).toEqual([409, 'GROUP_DEAL_OVER'])
  const another = await makeDeal(market, listing, { size: 2 })
  expect([another.status, another.json.state]).toEqual([200, 'on'])
})

test('a deal is over after its last day, for new groups; one that has begun keeps its time', async () => {
  await market.clock.advance(Date.parse(soon) - market.clock.now() - hour)
  const { groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(2 * hour)
  const begun = await groupCart<{ code: string }>(market, listing, { deal })
  expect(begun.json.code).toBe('GROUP_DEAL_OVER')
  await buyInGroup(market, listing, { deal, groupBuy })
  const last = await buyInGroup(market, listing, { deal, groupBuy })
  await becomes(last, 'placed')
  const next = await makeDeal(market, listing, {
    validUntil: new Date(market.clock.now() + day).toISOString(),
  })
  expect(next.json).toMatchObject({ state: 'on', groups: { succeeded: 0 } })
})
