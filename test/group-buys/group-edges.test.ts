import {
  day,
  type GroupDeal,
  hour,
  type Listing,
  type ListingDetail,
  minute,
  type OrderTimeline,
  type SellerOrder,
} from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { paySeat } from '../../packages/gateway/src/group-buys/fill-group.ts'
import { lockOrder } from '../../packages/gateway/src/orders/orders.ts'
import { describeOrder, orderTable } from '../../packages/xiaopu/src/print/order-tables.ts'
import { inShopTime } from '../../packages/xiaopu/src/print/shop-time.ts'
import { ordersAt1688, payAt, startPaying } from '../market.ts'
import { becomes, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop } from '../shop.ts'
import { rowsOf, table } from '../tables/read-table.ts'
import {
  beginGroup,
  buyInGroup,
  groupCart,
  groupsOf,
  makeDeal,
  openDealShop,
  orderInGroup,
  pay,
  soon,
} from './with-group.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop({ size: 2 }))
})
afterEach(() => market.close())

const stop = (id: string) =>
  market.sell<GroupDeal>(`/v1/seller/group-deals/${id}/stop`, { method: 'POST' })

const toSql = (text: string, list: unknown[]) => ask(market.gateway.deps.db, text, { list })

test('a deal that has run out stays over where another one follows, and can still be stopped: its groups end', async () => {
  await market.clock.advance(Date.parse(soon) - market.clock.now() - hour)
  const slow = await orderInGroup(market, listing, { deal })
  await market.clock.advance(hour - minute)
  const { leader } = await beginGroup(market, listing, { deal })
  await market.clock.advance(2 * minute)
  const validUntil = new Date(market.clock.now() + day).toISOString()
  expect((await makeDeal(market, listing, { size: 2, validUntil })).json.state).toBe('on')
  const { json } = await market.sell<{ items: GroupDeal[] }>('/v1/seller/group-deals')
  expect(json.items.find(({ id }) => id === deal)).toMatchObject({
    ...{ state: 'over', groups: { recruiting: 1 } },
  })
  await becomes(slow, 'closed')
  expect((await stop(deal)).json).toMatchObject({ state: 'stopped' })
  const order = await becomes(leader, 'closed')
  expect(order.refunds).toMatchObject([{ reason: 'group_failed', amount: order.total }])
})

test('who ordered before a deal ran out begins her group also where another deal has followed', async () => {
  await market.clock.advance(Date.parse(soon) - market.clock.now() - minute)
  const late = await orderInGroup(market, listing, { deal })
  await market.clock.advance(2 * minute)
  const validUntil = new Date(market.clock.now() + day).toISOString()
  await makeDeal(market, listing, { size: 2, validUntil })
  await pay(market, late)
  expect((await late.read()).seat).toMatchObject({ state: 'paid', groupState: 'recruiting' })
})

test('a group that began before its deal ran out is joined by its invitation until its own time is over', async () => {
  await market.clock.advance(Date.parse(soon) - market.clock.now() - minute)
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(2 * minute)
  const { json } = await market.ask<ListingDetail>(`/v1/listings/${listing.id}`)
  expect(json.groupDeal).toMatchObject({ size: 2 })
  expect(await groupsOf(market, listing)).toMatchObject({
    deal: { id: deal, state: 'over' },
    open: [{ id: groupBuy, missing: 1 }],
  })
  expect((await groupCart(market, listing, { deal })).json).toMatchObject({
    code: 'GROUP_DEAL_OVER',
  })
  await buyInGroup(market, listing, { deal, groupBuy })
  expect((await leader.read()).seat).toMatchObject({ groupState: 'succeeded' })
  expect(await groupsOf(market, listing)).toEqual({ open: [] })
})

test('a group that begins in the moment in which its deal is stopped ends with the others', async () => {
  const { order } = await orderInGroup(market, listing, { deal })
  const { deps } = market.gateway
  let stopping: Promise<unknown> | undefined
  let isStopped = false
  await deps.db.transaction().execute(async (tx) => {
    const row = await lockOrder(tx, market.shop.id, order.id)
    if (row) await paySeat(deps, tx, row)
    stopping = stop(deal).finally(() => {
      isStopped = true
    })
    const isWaiting = async () =>
      (await toSql('select from pg_locks where not granted', [])).length > 0
    await eventually(async () => isStopped || (await isWaiting()))
  })
  await stopping
  const groups = await eventually(async () => {
    const { json } = await market.sell<{ items: GroupDeal[] }>('/v1/seller/group-deals')
    return json.items[0]?.groups.failed === 1 && json.items[0].groups
  })
  expect(groups).toEqual({ recruiting: 0, succeeded: 0, failed: 1 })
})

test('the timeline of an order that waits for its group says until when', async () => {
  const { leader } = await beginGroup(market, listing, { deal })
  const { seat } = await leader.read()
  const { json } = await market.sell<OrderTimeline>(`/v1/seller/orders/${leader.order.id}/timeline`)
  const waiting = json.waiting.find(({ job }) => job === 'end-group')
  const off = Date.parse(waiting?.dueAt ?? '') - Date.parse(seat?.deadline ?? '')
  expect(Math.abs(off)).toBeLessThan(minute)
})

test('`xiaopu orders` says of an order that waits for its group how many are missing, and until when', async () => {
  const { leader } = await beginGroup(market, listing, { deal })
  const { json } = await market.sell<SellerOrder>(`/v1/seller/orders/${leader.order.id}`)
  const until = inShopTime(json.seat?.deadline ?? '')
  expect(orderTable([json], textsFor('zh-CN'))).toContain('已付款 · 还差 1 人成团')
  expect(describeOrder(json, textsFor('zh-CN'))).toContain(
    `2 人团，已付款 1 人，${until} 前人不齐会全额退款；成团前不采购`,
  )
  expect(describeOrder(json, textsFor('en'))).toContain(`unless it fills by ${until}`)
  // So does the file for a spreadsheet.
  const stateIn = async (lang: string) => rowsOf((await table(market, { lang })).text)[0]?.state
  expect([await stateIn('zh-CN'), await stateIn('en')]).toEqual([
    '已付款 · 还差 1 人成团',
    'Paid · 1 more to come',
  ])
})

test('who fills a group has the time to think better of it that the shop leaves everybody', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { placeDelayMillis: 30 * minute } },
  })
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(hour)
  const last = await buyInGroup(market, listing, { deal, groupBuy })
  await becomes(leader, 'placed')
  await market.clock.advance(20 * minute)
  await settled(market)
  expect((await last.read()).state).toBe('paid')
  expect(await ordersAt1688(market)).toHaveLength(1)
  await market.clock.advance(11 * minute)
  await becomes(last, 'placed')
})

test('a group whose time is over counts no seat of who paid too late, also before it is ended', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  const late = await orderInGroup(market, listing, { deal, groupBuy })
  const cashier = await startPaying(late)
  // Its own timer has not rung yet.
  const past = new Date(market.clock.now() - 1)
  await toSql('update group_buys set deadline = $1 where group_id = $2', [past, groupBuy])
  await payAt(market, cashier)
  await eventually(async () => (await late.read()).seat?.state === 'missed')
  const rows = await toSql('select taken, paid from group_buys where group_id = $1', [groupBuy])
  expect(rows).toEqual([{ taken: 1, paid: 1 }])
  await market.clock.advance(24 * hour + minute)
  await becomes(leader, 'closed')
  await becomes(late, 'closed')
})

test('nobody pays for a group of a deal that was stopped: she hears so at the button', async () => {
  const unpaid = await orderInGroup(market, listing, { deal })
  await stop(deal)
  const refused = await unpaid.tell<{ code: string }>(
    'payments',
    { returnUrl: 'http://127.0.0.1:8688/' },
    { 'idempotency-key': 'pays-after-the-stop' },
  )
  expect([refused.status, refused.json.code]).toEqual([409, 'GROUP_DEAL_OVER'])
  expect(await groupsOf(market, listing)).toEqual({ open: [] })
})
