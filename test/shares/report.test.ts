import { day, type ReportRow, type Share } from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { findCredit } from '../../packages/gateway/src/shares/find-credit.ts'
import { type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
// Its orders are rows without what makes a whole order.
afterEach(() => shop.close({ audited: false }))

async function share(channel: string, name: string): Promise<Share> {
  const body = { channel, name }
  return (await shop.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

const visit = (code: string, visitor: string) => shop.ask('/v1/visits', { body: { code, visitor } })

const credit = (visitor: string | undefined, code?: string) =>
  findCredit(shop.gateway.deps.db, {
    shopId: shop.shop.id,
    visitor,
    code,
    at: shop.clock.now(),
  })

/** An order as it stands after its money came, with one purchase. */
async function order(
  number: number,
  asked: { total: number; share?: string; state?: string; expected: number; actual?: number },
): Promise<void> {
  const { db, newId } = shop.gateway.deps
  const at = new Date(shop.clock.now())
  const ids = { shop_id: shop.shop.id, order_id: newId('order') }
  await db
    .insertInto('orders')
    .values({
      ...ids,
      number: String(number),
      quote_id: newId('quote'),
      token_hash: '',
      state: asked.state ?? 'paid',
      goods: asked.total,
      freight: 0,
      discount: 0,
      total: asked.total,
      cost_estimate: asked.expected,
      address: '{}',
      share_id: asked.share ?? null,
      pay_before: at,
      placed_at: at,
      paid_at: asked.state === 'pending_payment' ? null : at,
    })
    .execute()
  await db
    .insertInto('supplier_orders')
    .values({
      ...ids,
      supplier_order_id: newId('supplierOrder'),
      seq: 0,
      supplier_id: 'a',
      supplier_name: 'a',
      out_order_id: String(number),
      state: 'paid_up',
      expected_goods: asked.expected,
      expected_freight: 0,
      actual_goods: asked.actual ?? null,
      actual_freight: asked.actual === undefined ? null : 0,
      ship_within_hours: 48,
    })
    .execute()
}

const figures = ({ visits, visitors, orders, revenue, cost, profit }: ReportRow) => [
  visits,
  visitors,
  orders,
  revenue.amount,
  cost.amount,
  profit.amount,
]

test('the report adds up per share and per channel, at what 1688 really took', async () => {
  shop = await openShop()
  const mums = await share('wechat', '妈妈群')
  const work = await share('wechat', '同事群')
  const video = await share('douyin', '视频')
  await visit(mums.code, 'visitor-1')
  await visit(mums.code, 'visitor-2')
  await visit(work.code, 'visitor-1')
  await order(1, { total: 5000, share: mums.id, expected: 3000, actual: 2900 })
  await order(2, { total: 2000, share: work.id, expected: 1500 })
  await order(3, { total: 1000, expected: 700 })
  await order(4, { total: 9999, share: mums.id, expected: 1, state: 'pending_payment' })
  await order(5, { total: 9999, share: mums.id, expected: 1, state: 'closed' })

  const { json } = await shop.sell<{
    total: ReportRow
    channels: ReportRow[]
    shares: ReportRow[]
  }>('/v1/seller/report')
  const bySharing = (id: string) => json.shares.filter((row) => row.share === id).map(figures)
  expect(bySharing(mums.id)).toEqual([[2, 2, 1, 5000, 2900, 2100]])
  expect(bySharing(work.id)).toEqual([[1, 1, 1, 2000, 1500, 500]])
  expect(bySharing(video.id)).toEqual([[0, 0, 0, 0, 0, 0]])
  const channel = (name?: string) =>
    json.channels.filter((row) => row.channel === name).map(figures)
  expect(channel('wechat')).toEqual([[3, 2, 2, 7000, 4400, 2600]])
  expect(channel()).toEqual([[0, 0, 1, 1000, 700, 300]])
  expect(figures(json.total)).toEqual([3, 2, 3, 8000, 5100, 2900])
})

test('a report of other days is empty', async () => {
  shop = await openShop()
  const mums = await share('wechat', '妈妈群')
  await visit(mums.code, 'visitor-1')
  await order(1, { total: 5000, share: mums.id, expected: 3000 })
  const to = new Date(shop.clock.now()).toISOString()
  const { json } = await shop.sell<{ total: ReportRow }>(`/v1/seller/report?to=${to}`)
  expect(figures(json.total)).toEqual([0, 0, 0, 0, 0, 0])
})

test('an order is credited to the last share its visitor came through in seven days', async () => {
  shop = await openShop()
  const mums = await share('wechat', '妈妈群')
  const work = await share('wechat', '同事群')
  await visit(mums.code, 'visitor-1')
  await shop.clock.advance(60_000)
  await visit(work.code, 'visitor-1')
  expect(await credit('visitor-1')).toBe(work.id)
  // What the browser says does not outweigh what the server saw.
  expect(await credit('visitor-1', mums.code)).toBe(work.id)
  expect(await credit('stranger-1')).toBeUndefined()
  await shop.clock.advance(7 * day + 1)
  expect(await credit('visitor-1')).toBeUndefined()
})

test('a code alone counts only where someone was seen coming through it', async () => {
  shop = await openShop()
  const mums = await share('wechat', '妈妈群')
  expect(await credit(undefined, mums.code)).toBeUndefined()
  await visit(mums.code, 'visitor-1')
  expect(await credit(undefined, mums.code)).toBe(mums.id)
  expect(await credit(undefined, 'ABCDEFGH')).toBeUndefined()
})
