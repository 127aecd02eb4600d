import { day, hour, type Listing, minute, type OrderTimeline } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  address,
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { inDatabase, quiet } from './books.ts'
import { openAnother } from './other-shop.ts'

let market: OpenShop
let listing: Listing

beforeAll(async () => {
  market = await openShop()
  const [only] = await listGoods(market, 1)
  if (only) listing = only
})
afterAll(() => market.close())

async function order(): Promise<Placed> {
  return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
}

async function timelineOf({ order }: Placed): Promise<OrderTimeline> {
  const path = `/v1/seller/orders/${order.id}/timeline`
  const { status, text, json } = await market.sell<OrderTimeline>(path)
  if (status !== 200) throw new Error(text)
  return json
}

async function buy(): Promise<Placed> {
  const placed = await order()
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'placed')
  await quiet(market)
  return placed
}

const told = ({ items }: OrderTimeline, kind: string) =>
  items.filter((item) => item.kind === kind).map(({ what, outcome }) => `${what}: ${outcome}`)

test('an order’s time line tells who asked, what we were told, what we asked, who worked and what changed', async () => {
  const timeline = await timelineOf(await buy())
  expect(told(timeline, 'request')).toEqual([
    'POST /v1/orders: 200',
    'POST /v1/orders/:order/payments: 200',
  ])
  expect(told(timeline, 'callback')).toContain('payments/sandbox payment: taken')
  expect(told(timeline, 'call')).toEqual(
    expect.arrayContaining([
      'sandbox start: ok',
      '1688 preview: ok',
      '1688 place: ok',
      '1688 pay: ok',
    ]),
  )
  expect(told(timeline, 'job')).toEqual(['buy-order: ok'])
  expect(told(timeline, 'change')).toEqual(
    expect.arrayContaining([
      'order place: pending_payment',
      'order pay: paid',
      'payment succeed: succeeded',
    ]),
  )
  expect(timeline.order.state).toBe('placed')
})

test('what an order waits for stands in its time line with when it is due', async () => {
  const placed = await order()
  const { waiting } = await timelineOf(placed)
  const closing = waiting.find(({ job }) => job === 'close-unpaid-order')
  const due = Date.parse(closing?.dueAt ?? '')
  expect(Math.abs(due - Date.parse(placed.order.payBefore))).toBeLessThan(minute)
})

test('a call that failed tells its class, and a job how often it was tried', async () => {
  await market.control('/faults', {
    api: 'alibaba.trade.fenxiaoOrder.create',
    kind: 'http-500',
    times: 1,
  })
  const placed = await order()
  await payAt(market, await startPaying(placed))
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).state === 'placed'
  })
  const timeline = await timelineOf(placed)
  expect(told(timeline, 'call')).toContainEqual(expect.stringMatching(/^1688 place: PLATFORM_/))
  const jobs = timeline.items.filter(({ kind }) => kind === 'job')
  expect(jobs.every(({ about }) => /^attempt \d+$/.test(about ?? ''))).toBe(true)
})

test('a request that was refused is there with its code, under the id that the buyer was given', async () => {
  const placed = await order()
  const refused = await placed.tell('receive')
  const timeline = await timelineOf(placed)
  const requestId = refused.headers.get('x-request-id')
  expect(timeline.items).toContainEqual(
    expect.objectContaining({ kind: 'request', about: requestId, outcome: 'BAD_TRANSITION' }),
  )
})

test('a time line names no person, no price and no supplier', async () => {
  const placed = await buy()
  const own = await placed.readAsSeller()
  const text = JSON.stringify(await timelineOf(placed))
  const words = [address.name, address.phone, address.street, placed.token]
  for (const word of [...words, own.supplierOrders[0]?.supplier.name ?? '?'])
    expect(text).not.toContain(word)
  expect(text).not.toMatch(/"amount"|CNY/)
})

test('what was claimed and given back stands in a time line in pieces and shares, without words and amounts', async () => {
  const placed = await buy()
  const [line] = placed.order.lines
  const note = '颜色和图片上的不一样'
  const claimed = await placed.tell(
    'after-sales',
    { kind: 'return_refund', reason: 'not_as_described', note },
    { 'idempotency-key': 'told-claim' },
  )
  expect(claimed.status).toBe(200)
  const amount = { amount: Math.round((line?.subtotal.amount ?? 0) / 2), currency: 'CNY' }
  const given = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 0, amount }], words: '补偿一半' },
    headers: { 'idempotency-key': 'told-half' },
  })
  expect(given.status).toBe(200)
  await quiet(market)
  const timeline = await timelineOf(placed)
  expect(timeline.lines).toMatchObject([{ id: line?.id, quantity: 1 }])
  expect(timeline.moneyBack).toMatchObject({
    afterSales: [{ kind: 'return_refund', reason: 'not_as_described', state: 'opened' }],
    refunds: [{ reason: 'seller', lines: [{ line: line?.id, quantity: 0 }] }],
    claims: [],
  })
  expect(timeline.moneyBack?.refunds[0]?.lines[0]?.share).toBeCloseTo(0.5, 2)
  expect(JSON.stringify(timeline)).not.toMatch(/"amount"|CNY|颜色|补偿/)
})

test('pieces that went back at their own price are told without a share', async () => {
  const placed = await buy()
  await placed.tell(
    'after-sales',
    { kind: 'refund_only', reason: 'changed_mind' },
    { 'idempotency-key': 'told-cancel' },
  )
  await quiet(market)
  const { moneyBack } = await timelineOf(placed)
  const [line] = placed.order.lines
  expect(moneyBack?.refunds).toMatchObject([{ reason: 'cancelled' }])
  expect(moneyBack?.refunds[0]?.lines).toEqual([{ line: line?.id, quantity: 1 }])
  expect(moneyBack?.claims).toHaveLength(1)
})

test('reading an order again and again does not lengthen its time line', async () => {
  const placed = await order()
  const before = (await timelineOf(placed)).items.length
  for (let i = 0; i < 5; i++) await placed.read()
  expect((await timelineOf(placed)).items.length).toBe(before)
})

test('one shop does not see the time line of another', async () => {
  const placed = await order()
  const another = await openAnother(market, 'curious')
  const answer = await another.sell(`/v1/seller/orders/${placed.order.id}/timeline`)
  expect(answer.json.code).toBe('ORDER_NOT_FOUND')
})

test('the records of ten orders at once are written by a handful of statements', async () => {
  const before = await transactions()
  await Promise.all(Array.from({ length: 10 }, order))
  await market.gateway.deps.recorder.flush()
  const rows = await inDatabase<{ writers: number; records: number }>(
    market,
    `select count(distinct xmin::text)::int as writers, count(*)::int as records from order_records
      where xmin::text::bigint > ${before}`,
  )
  expect(rows[0]?.records).toBeGreaterThanOrEqual(10)
  expect(rows[0]?.writers).toBeLessThan(6)
})

async function transactions(): Promise<number> {
  const [row] = await inDatabase<{ now: number }>(
    market,
    `select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1) as now`,
  )
  return Number(row?.now)
}

test('what was recorded around an order is forgotten after ninety days, by itself', async () => {
  const placed = await buy()
  await market.gateway.deps.recorder.flush()
  const until = new Date(market.clock.now()).toISOString()
  const kept = async () => {
    const [row] = await inDatabase<{ records: number }>(
      market,
      `select count(*)::int as records from order_records
        where order_id = '${placed.order.id}' and at <= '${until}'`,
    )
    return row?.records
  }
  const before = await kept()
  expect(before).toBeGreaterThan(5)
  await market.clock.advance(89 * day)
  await market.clock.advance(7 * hour)
  await quiet(market)
  expect(await kept()).toBe(before)
  await market.clock.advance(day)
  await eventually(async () => {
    await market.clock.advance(6 * hour)
    return (await kept()) === 0
  })
})
