import type { Cart, Coupon, GroupDeal, Quote, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Town } from '../kill/town.ts'
import { type Goods, offersToSell } from '../simulate/ground.ts'
import { Crowd, expectClean, type Placed, together } from './crowd.ts'

/** Three gateway processes on one database. */
let town: Town
let crowd: Crowd
let plenty: Goods
let scarce: Goods

beforeAll(async () => {
  const [first, , other] = offersToSell()
  if (!first || !other) throw new Error('nothing to sell')
  const last = { ...other, skus: other.skus.map((sku) => ({ ...sku, stock: 1 })) }
  town = await Town.open({ gateways: 3, offers: [first, last] })
  crowd = new Crowd(town)
  const [much, little] = town.goods
  if (!much || !little) throw new Error('nothing on sale')
  plenty = much
  scarce = little
}, 240_000)
afterAll(() => town.close(), 60_000)

test('of many buyers of the last piece one gets it, before anybody has paid', {
  timeout: 120_000,
}, async () => {
  const quotes = await together(10, (at) => crowd.quote(scarce, `last-${at}`))
  const answers = await together(quotes.length, (at) => crowd.place(quotes[at] as Quote))
  expectClean(answers)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status === 409)
  expect(new Set(refused.map(({ json }) => (json as unknown as { code: string }).code))).toEqual(
    new Set(['OUT_OF_STOCK']),
  )
})

const fiveOff = { kind: 'fixed', amount: { amount: 500, currency: 'CNY' } }

async function takenOf(code: string): Promise<number | undefined> {
  const { json } = await crowd.sell<{ items: readonly Coupon[] }>('/v1/seller/coupons')
  return json.items.find((each) => each.code === code)?.taken
}

test('S-10: of a hundred buyers with a coupon for ten, ten get it', {
  timeout: 240_000,
}, async () => {
  await crowd.sell('/v1/seller/coupons', {
    ...{ code: 'TEN', off: fiveOff, total: 10, validUntil: '2099-01-01T00:00:00.000Z' },
  })
  const quotes: Quote[] = []
  for (let round = 0; round < 10; round++) {
    const ten = await together(10, (at) => {
      const nth = round * 10 + at
      const phone = `13900139${String(nth).padStart(3, '0')}`
      return crowd.quote(plenty, `ten-${nth}`, { coupon: 'TEN', phone })
    })
    quotes.push(...ten)
  }
  const answers = await together(quotes.length, (at) => crowd.place(quotes[at] as Quote))
  expectClean(answers)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
  expect(await takenOf('TEN')).toBe(10)
})

test('S-10: one buyer who orders eight times at once uses her coupon once', {
  timeout: 120_000,
}, async () => {
  await crowd.sell('/v1/seller/coupons', {
    ...{ code: 'ONCE', off: fiveOff, validUntil: '2099-01-01T00:00:00.000Z' },
  })
  const quotes = await together(8, (at) => crowd.quote(plenty, `once-${at}`, { coupon: 'ONCE' }))
  const answers = await together(quotes.length, (at) => crowd.place(quotes[at] as Quote))
  expectClean(answers)
  const [first, ...more] = answers.filter(({ status }) => status === 200)
  expect(more).toEqual([])
  expectClean(await together(4, () => crowd.tell(first?.json as Placed, 'close')))
  expect(await takenOf('ONCE')).toBe(0)
  const again = await crowd.quote(plenty, 'once-again', { coupon: 'ONCE' })
  expect((await crowd.place(again)).status).toBe(200)
})

test('of twenty who want the two last seats of a group two get them, and all three have their goods', {
  timeout: 120_000,
}, async () => {
  const { json: deal } = await crowd.sell<GroupDeal>('/v1/seller/group-deals', {
    ...{ listing: plenty.listing, size: 3, openHours: 24 },
    ...{ off: { kind: 'percent', bp: 1_000 }, validUntil: '2099-01-01T00:00:00.000Z' },
  })
  const phone = (nth: number) => `13700137${String(nth).padStart(3, '0')}`
  const first = await crowd.quote(plenty, 'leads', { forGroup: { deal: deal.id }, phone: phone(0) })
  const leader = (await crowd.place(first)).json
  await crowd.payAtCashier(leader)
  const state = async () => (await crowd.read(leader)).seat
  await expect.poll(async () => (await state())?.groupState, { timeout: 30_000 }).toBe('recruiting')
  const groupBuy = (await state())?.groupBuy ?? ''
  const forGroup = { deal: deal.id, groupBuy }
  const quotes = await together(20, (at) =>
    crowd.quote(plenty, `seat-${at}`, { forGroup, phone: phone(at + 1) }),
  )
  const answers = await together(20, (at) => crowd.place(quotes[at] as Quote))
  expectClean(answers)
  const seated = answers.flatMap(({ status, json }) => (status === 200 ? [json] : []))
  expect(seated).toHaveLength(2)
  await together(2, (at) => crowd.payAtCashier(seated[at] as Placed))
  for (const mine of [leader, ...seated])
    await expect
      .poll(async () => (await crowd.read(mine)).state, { timeout: 60_000, interval: 200 })
      .toBe('placed')
  expect(await state()).toMatchObject({ groupState: 'succeeded', paid: 3 })
})

test('every change of one cart that was answered is in it', { timeout: 120_000 }, async () => {
  const { json: cart } = await crowd.ask<Cart>('/v1/carts', { changes: [] })
  const answers = await together(12, (at) => {
    const change = { action: 'add', id: `piece-number-${at}`, ...plenty, quantity: 1 }
    const { offerId: _, ...asked } = change
    return crowd.ask<Cart>(`/v1/carts/${cart.id}/changes`, { changes: [asked] })
  })
  expectClean(answers)
  const kept = answers.filter(({ status }) => status === 200).length
  expect(kept).toBeGreaterThan(0)
  const { json: after } = await crowd.ask<Cart>(`/v1/carts/${cart.id}`)
  expect(after.lines.map(({ quantity }) => quantity)).toEqual([kept])
})

test('a double tap orders once and opens one cashier', { timeout: 120_000 }, async () => {
  const quote = await crowd.quote(plenty, 'taps')
  const taps = await together(6, () => crowd.place(quote))
  const keys = await together(4, (at) => crowd.place(quote, `other-key-${at}`))
  expectClean([...taps, ...keys])
  const good = [...taps, ...keys].filter(({ status }) => status === 200)
  expect(new Set(good.map(({ json }) => json.order.id)).size).toBe(1)
  const mine = good[0]?.json as Placed
  const payments = await together(6, (at) => crowd.startPayment(mine, `pay-twice-${at}`))
  expectClean(payments)
  const opened = payments.filter(({ status }) => status === 200)
  expect(new Set(opened.map(({ json }) => json.payment?.id)).size).toBe(1)
})

test('eight completions of one payment buy once', { timeout: 120_000 }, async () => {
  const mine = await crowd.placed(plenty, 'completions')
  await crowd.payAtCashier(mine)
  expectClean(await together(8, () => crowd.tell(mine, 'payments/check')))
  await expect
    .poll(async () => (await crowd.read(mine)).state, { timeout: 60_000, interval: 200 })
    .toBe('placed')
  const { json } = await crowd.sell<SellerOrder>(`/v1/seller/orders/${mine.order.id}`)
  for (const { id } of json.supplierOrders) {
    const there = [...town.sandbox.world.orders.values()].filter(
      ({ outOrderId }) => outOrderId === id.slice(4),
    )
    expect(there).toHaveLength(1)
  }
})

test('an order that was paid is never closed, however often it is closed just then', {
  timeout: 120_000,
}, async () => {
  const mine = await crowd.placed(plenty, 'paid-or-closed')
  await crowd.payAtCashier(mine)
  const answers = await together(8, (at) => crowd.tell(mine, at % 2 ? 'close' : 'payments/check'))
  expectClean(answers)
  expect((await crowd.read(mine)).state).not.toMatch(/closed|pending_payment/)
})

test('six refunds of everything give everything back once', { timeout: 120_000 }, async () => {
  const mine = await crowd.placed(plenty, 'refunds')
  await crowd.payAtCashier(mine)
  await crowd.tell(mine, 'payments/check')
  const { json: order } = await crowd.sell<SellerOrder>(`/v1/seller/orders/${mine.order.id}`)
  const lines = order.lines.map(({ id, quantity }) => ({ line: id, quantity }))
  const answers = await together(6, (at) =>
    crowd.sell(`/v1/seller/orders/${mine.order.id}/refunds`, { lines }, `refund-all-${at}`),
  )
  expectClean(answers)
  const back = await town.read(async (watcher) => {
    const { rows } = await watcher.query<{ back: number }>(
      'select coalesce(sum(amount), 0)::bigint as back from refunds where order_id = $1',
      [mine.order.id],
    )
    return rows[0]?.back ?? 0
  })
  expect(back).toBeLessThanOrEqual(order.total.amount)
  expect(answers.some(({ status }) => status === 200)).toBe(true)
})
