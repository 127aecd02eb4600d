import {
  day,
  type Listing,
  minute,
  type ReportRow,
  type SellerOrder,
  type Share,
} from '@xiaopu/domain'
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
import { buy, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let goods: readonly Listing[]

beforeEach(async () => {
  market = await openShop()
  goods = await listGoods(market, 2, 1)
})
afterEach(() => market.close())

type Report = {
  readonly total: ReportRow
  readonly shares: readonly (ReportRow & { share: string })[]
}

async function sellersShare(until?: string): Promise<Share> {
  const body = { channel: 'wechat', name: '妈妈群', ...(until && { until }) }
  return (await market.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

/** A link that a buyer's browser makes to pass on. */
async function buyersShare(visitor: string): Promise<string> {
  const body = { channel: 'wechat', visitor }
  return (await market.ask<{ code: string }>('/v1/shares', { body })).json.code
}

const visit = (code: string, visitor: string, also: Record<string, unknown> = {}) =>
  market.ask('/v1/visits', { body: { code, visitor, ...also } })

async function order(visitor: string, quantity = 1, also: Record<string, unknown> = {}) {
  const lines = goods.map((listing) => ({ listing, quantity }))
  const quote = await quoteFor(market, await fillCart(market, lines))
  return placeOrder(market, quote, { visitor, ...also })
}

const creditOf = async (placed: Placed) => (await placed.readAsSeller()).credit?.code

async function takeBack(): Promise<void> {
  await sellersShare(new Date(market.clock.now()).toISOString())
}

async function earned(share: string): Promise<ReportRow | undefined> {
  const { json } = await market.sell<Report>('/v1/seller/report')
  return json.shares.find((row) => row.share === share)
}

test('F-32: a share that is taken back between click and payment keeps what it brought, and brings nothing more', async () => {
  const { id, code } = await sellersShare()
  await visit(code, 'visitor-1')
  const before = await order('visitor-1')
  await takeBack()
  const after = await order('visitor-1')
  expect((await visit(code, 'visitor-2')).json.code).toBe('SHARE_NOT_FOUND')
  expect(await creditOf(await order('visitor-2', 1, { share: undefined }))).toBeUndefined()
  await buy(market, before)
  await buy(market, after)
  expect([await creditOf(before), await creditOf(after)]).toEqual([code, code])
  expect((await earned(id))?.orders).toBe(2)
})

test('F-32: who opened the link before it was taken back has come through it, though her page says so later', async () => {
  const { code } = await sellersShare()
  const opened = await market.gateway.fetch(
    new Request(`http://127.0.0.1:8688/s/${code}`, {
      headers: {
        'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0.0.0 Mobile Safari/537.36',
      },
    }),
  )
  const [, opening] = /#v=(vis_\w+)/.exec(opened.headers.get('location') ?? '') ?? []
  await takeBack()
  expect((await visit(code, 'visitor-1', { opening })).status).toBe(200)
  expect((await visit(code, 'visitor-2', { opening })).json.code).toBe('SHARE_NOT_FOUND')
  expect(await creditOf(await order('visitor-1'))).toBe(code)
})

/** The report's row of a share and what its orders earned by their own books. */
async function both(share: string, placed: Placed) {
  const row = await earned(share)
  const { profit, cost, total, refunds } = await placed.readAsSeller()
  const back = refunds.reduce((sum, { amount }) => sum + amount.amount, 0)
  return {
    report: [row?.revenue.amount, row?.cost.amount, row?.profit.amount],
    order: [total.amount - back, cost.amount, profit.amount],
  }
}

let keys = 0

async function giveBack(placed: Placed, line: number, quantity: number, amount?: number) {
  const wish = {
    line: placed.order.lines[line]?.id,
    quantity,
    ...(amount !== undefined && { amount: { amount, currency: 'CNY' } }),
  }
  const { status, text } = await market.sell<SellerOrder>(
    `/v1/seller/orders/${placed.order.id}/refunds`,
    { body: { lines: [wish] }, headers: { 'idempotency-key': `give-back-${++keys}` } },
  )
  if (status !== 200) throw new Error(text)
  await settled(market)
}

test('F-33: of what a share brought the report takes off what went back, to the fen', async () => {
  const { id, code } = await sellersShare()
  await visit(code, 'visitor-1')
  const placed = await order('visitor-1', 3)
  await buy(market, placed)
  const whole = await both(id, placed)
  expect(whole.report).toEqual(whole.order)
  // A sum without goods, then a piece, which is claimed back from its supplier.
  await giveBack(placed, 0, 0, 123)
  const less = await both(id, placed)
  expect(less.report).toEqual(less.order)
  expect(less.report[2]).toBe((whole.report[2] ?? 0) - 123)
  await giveBack(placed, 1, 1)
  const least = await both(id, placed)
  expect(least.report).toEqual(least.order)
  const price = placed.order.lines[1]?.price.amount ?? 0
  expect(least.report[0]).toBe((less.report[0] ?? 0) - price)
})

test('F-33: pieces that are given back before they are bought cost nothing, in the report, too', async () => {
  const body = { purchasePolicy: { placeDelayMillis: day } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
  const { id, code } = await sellersShare()
  await visit(code, 'visitor-1')
  const placed = await order('visitor-1', 2)
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'paid')
  await giveBack(placed, 0, 1)
  const before = await earned(id)
  await market.clock.advance(day)
  await eventually(async () => (await placed.read()).state === 'placed')
  const { report, order: own } = await both(id, placed)
  expect(report).toEqual(own)
  expect(before?.revenue.amount).toBe(report[0])
})

test('S-26: what somebody buys through a link of her own is credited to nobody, what others buy is', async () => {
  const code = await buyersShare('visitor-1')
  await visit(code, 'visitor-1')
  expect(await creditOf(await order('visitor-1', 1, { share: code }))).toBeUndefined()
  await visit(code, 'visitor-2')
  expect(await creditOf(await order('visitor-2', 1, { share: code }))).toBe(code)
})

test('S-26: a link of her own takes nothing away from who brought her', async () => {
  const { code } = await sellersShare()
  await visit(code, 'visitor-1')
  await market.clock.advance(minute)
  await visit(await buyersShare('visitor-1'), 'visitor-1')
  expect(await creditOf(await order('visitor-1'))).toBe(code)
})
