import { type Difference, fen, minute, type SellerOrder } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { statements } from '../../packages/gateway/src/db/migrations/0020-refunds-by-hand.ts'
import { applyRefundFact } from '../../packages/gateway/src/payments/submit-refund.ts'
import { inDatabase, quiet } from '../hooks/books.ts'
import type { Placed } from '../market.ts'
import { eventually } from '../shop.ts'
import {
  account,
  askBack,
  atSharingShop,
  booked,
  close,
  commissionsOf,
  market,
  openRefusals,
  paidThrough,
  refusedOf,
  soldThroughHouse,
  tradeOf,
  until,
  wechat,
} from './sharing-shop.ts'

atSharingShop()

let keys = 0

type Answer = SellerOrder & { readonly code?: string; readonly detail?: object }

const record = (placed: Placed, body: object) =>
  market.sell<Answer>(`/v1/seller/orders/${placed.order.id}/refunds/by-hand`, {
    body,
    headers: { 'idempotency-key': `by-hand-${++keys}` },
  })

const differences = async () =>
  (await market.sell<{ items: Difference[] }>('/v1/seller/differences')).json.items

async function abnormal(): Promise<{ placed: Placed; refund: string }> {
  await account(0)
  const placed = await paidThrough(undefined)
  wechat().fault('refund-abnormal', 1)
  await askBack(placed, 0, fen(100))
  const { refunds } = await until(placed, (seen) => seen.refunds[0]?.state === 'abnormal', minute)
  return { placed, refund: refunds[0]?.id ?? '' }
}

test('a refund that its provider could not make is written down as made by hand, once', async () => {
  const { placed, refund } = await abnormal()
  const before = await placed.readAsSeller()
  expect(before.attention).toBe(true)
  const body = { refund, reference: '工行转账 8823' }
  const [first, second] = [await record(placed, body), await record(placed, body)]
  expect([first.status, second.status]).toEqual([200, 200])
  const byHand = { means: 'other_means', reference: '工行转账 8823' }
  expect(second.json).toMatchObject({
    ...{ attention: false, profit: before.profit, refunds: [{ id: refund, byHand }] },
  })
  expect((await placed.read()).refunds).toMatchObject([
    { state: 'succeeded', amount: fen(100), means: 'other_means' },
  ])
  expect((await placed.read()).refunds[0]).not.toHaveProperty('byHand')
  expect(await booked(placed, 'other_means')).toBe(-100)
  expect(await booked(placed, 'refund_clearing')).toBe(0)
  const deeds = await inDatabase(
    market,
    `select actor, reason from audit_log where action = 'refund.record' and subject = '${refund}'`,
  )
  expect(deeds).toEqual([{ actor: expect.stringMatching(/^key_/), reason: null }])
  const other = await record(placed, { refund, reference: '另一张凭据' })
  expect([other.status, other.json.code]).toEqual([409, 'BAD_TRANSITION'])
})

test('what its provider makes after its seller made it by hand is shown to her, once', async () => {
  const { placed, refund } = await abnormal()
  await record(placed, { refund, reference: '工行转账 8824' })
  const outRefundNo = refund.slice(4)
  const { outTradeNo } = tradeOf(placed)
  const fact = { outTradeNo, outRefundNo, amount: fen(100), state: 'success' } as const
  await applyRefundFact(market.gateway.deps, fact)
  const [found, ...more] = await differences()
  expect([found, more]).toMatchObject([
    { kind: 'state', subject: refund, detail: { here: 'by hand', there: 'refunded', amount: 100 } },
    [],
  ])
  expect((await placed.readAsSeller()).attention).toBe(true)
  if (found) await close(found)
  await applyRefundFact(market.gateway.deps, fact)
  expect(await differences()).toEqual([])
})

test('money that its seller gave back by hand lessens what is left and the profit, and its reference counts once', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  const before = await placed.readAsSeller()
  const body = { amount: fen(150), reference: '现金 2026-11-24' }
  const all = await Promise.all([record(placed, body), record(placed, body)])
  expect(all.map(({ status }) => status)).toEqual([200, 200])
  const seen = await placed.readAsSeller()
  expect(seen.refunds).toMatchObject([
    { state: 'succeeded', amount: fen(150), byHand: { reference: '现金 2026-11-24' } },
  ])
  expect(seen.profit).toEqual(fen(before.profit.amount - 150))
  expect(seen.lines[0]).toMatchObject({ refunded: fen(150), returned: 0 })
  const wrong = await record(placed, { ...body, amount: fen(151) })
  expect([wrong.status, wrong.json.code]).toEqual([409, 'PAYMENT_MISMATCH'])
  const left = placed.order.total.amount - 150
  const more = await record(placed, { amount: fen(left + 1), reference: '太多' })
  expect([more.status, more.json.code]).toEqual([409, 'REFUND_TOO_MUCH'])
  expect(await booked(placed, 'merchant_cash')).toBe(placed.order.total.amount)
  await quiet(market)
  expect(wechat().refunds()).toEqual([])
  const { json } = await market.sell<{ items: { what: string }[] }>(
    `/v1/seller/orders/${placed.order.id}/timeline`,
  )
  expect(json.items.map(({ what }) => what)).toContain('refund record')
})

test('a refund that is under way is not written down as made by hand, nor one of another order', async () => {
  await account(0)
  const [placed, other] = [await paidThrough(undefined), await paidThrough(undefined)]
  wechat().fault('refund-refused', 99)
  await askBack(placed, 0, fen(100))
  const refused = await refusedOf(placed, minute)
  const reference = '工行转账 8825'
  const foreign = await record(other, { refund: refused.subject, reference })
  expect([foreign.status, foreign.json.code]).toEqual([400, 'BAD_REQUEST'])
  const own = await record(placed, { refund: refused.subject, reference })
  expect(own.json.refunds).toMatchObject([{ state: 'succeeded', byHand: { reference } }])
  expect(await openRefusals()).toEqual([])
  wechat().fault('refund-refused', 0)
  await askBack(other, 0, fen(100))
  await quiet(market)
  const { refunds } = await other.readAsSeller()
  const early = await record(other, { refund: refunds[0]?.id, reference })
  expect([early.status, early.json.code]).toEqual([409, 'BAD_TRANSITION'])
  for (const body of [{ reference }, { amount: fen(1) }, { amount: fen(0), reference }])
    expect((await record(other, body)).status).toBe(400)
  await until(other, (seen) => seen.refunds[0]?.state === 'succeeded', minute)
})

test('a refund that was tried in vain as often as may be is its seller’s to make by hand', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  wechat().fault('busy', 99)
  await askBack(placed, 0, fen(100))
  const refund = await eventually(async () => {
    await market.clock.advance(1_000)
    return (await placed.readAsSeller()).refunds[0]
  })
  const body = { refund: refund.id, reference: '工行转账 8827' }
  const [job] = await eventually(async () => {
    const jobs = await inDatabase<{ attempts: number }>(
      market,
      `select attempts from graphile_worker._private_jobs where key = 'refund:${refund.id}'
        and attempts > 0 and locked_at is null`,
    )
    return jobs.length > 0 && jobs
  })
  expect([job?.attempts, (await record(placed, body)).status]).toEqual([1, 409])
  await inDatabase(
    market,
    `update graphile_worker._private_jobs set attempts = max_attempts where key = 'refund:${refund.id}'`,
  )
  expect((await record(placed, body)).json.refunds).toMatchObject([{ state: 'succeeded' }])
  await market.sell('/v1/seller/jobs/retry', { body: {} })
  wechat().fault('busy', 0)
  await quiet(market)
  expect(wechat().refunds()).toEqual([])
})

test('a merchant gives back his commission on goods whose money went back by hand', async () => {
  const { placed } = await soldThroughHouse()
  const [his] = await commissionsOf(placed)
  const [line] = placed.order.lines
  const lines = [{ line: line?.id, quantity: line?.quantity }]
  const { status } = await record(placed, { lines, reference: '支付宝转账 1' })
  expect(status).toBe(200)
  await quiet(market)
  expect(await booked(placed, 'commission')).toBe(0)
  expect(his?.amount).toBeGreaterThan(0)
})

test('a refund that its seller had closed before there was a place for it in the book is in it after the update', async () => {
  const { placed, refund } = await abnormal()
  await inDatabase(
    market,
    'alter table refunds drop column means cascade, drop column reference',
    `insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at, resolved_at, resolved_by)
      values ('${market.shop.id}', 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'refused', '${refund}', '${placed.order.id}',
        '{"deed": "refund"}', now(), now(), '工行转账 8826')`,
    `update orders set attention = false`,
  )
  await inDatabase(market, ...statements)
  const { refunds } = await placed.readAsSeller()
  expect(refunds).toMatchObject([{ state: 'succeeded', byHand: { reference: '工行转账 8826' } }])
  expect(await booked(placed, 'other_means')).toBe(-100)
  expect(await booked(placed, 'refund_clearing')).toBe(0)
})
