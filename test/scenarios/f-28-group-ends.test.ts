import { hour, type Listing, minute } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  beginGroup,
  buyInGroup,
  groupCart,
  groupsOf,
  openDealShop,
  orderInGroup,
  pay,
} from '../group-buys/with-group.ts'
import { ordersAt1688, payAt, startPaying } from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'
import { becomes, settled } from './story.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop())
})
afterEach(() => market.close())

/** Somebody is at the cashier while the time of her group runs out. */
async function missed() {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(24 * hour - 5 * minute)
  const late = await orderInGroup(market, listing, { deal, groupBuy })
  await market.clock.advance(6 * minute)
  await becomes(leader, 'closed')
  await pay(market, late)
  const order = await late.read()
  expect(order).toMatchObject({ state: 'paid', seat: { state: 'missed', groupState: 'failed' } })
  expect(Date.parse(order.seat?.chooseBefore ?? '')).toBe(market.clock.now() + 10 * minute)
  return late
}

const choose = (late: Awaited<ReturnType<typeof missed>>, choice: string) =>
  late.tell('seat', { choice })

test('F-28: of two who want the last seat the second hears so before she pays', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  await buyInGroup(market, listing, { deal, groupBuy })
  const third = await orderInGroup(market, listing, { deal, groupBuy })
  const fourth = await groupCart<{ code: string }>(market, listing, { deal, groupBuy })
  expect([fourth.status, fourth.json.code]).toEqual([409, 'GROUP_BUY_FULL'])
  await becomes(await pay(market, third), 'placed')
})

test('F-28: whose group ended while she paid may take the next open one', async () => {
  const late = await missed()
  const { groupBuy } = await beginGroup(market, listing, { deal })
  const { status, json } = await choose(late, 'join')
  expect(status).toBe(200)
  expect(json.seat).toMatchObject({ state: 'paid', groupBuy, groupState: 'recruiting', paid: 2 })
  expect((await choose(late, 'join')).json.seat).toEqual(json.seat)
  expect((await choose(late, 'refund')).json.seat).toEqual(json.seat)
  await market.clock.advance(11 * minute)
  await settled(market)
  expect((await late.read()).state).toBe('paid')
  await buyInGroup(market, listing, { deal, groupBuy })
  await becomes(late, 'placed')
})

test('F-28: where no group is open she begins one', async () => {
  const late = await missed()
  const { json } = await choose(late, 'join')
  expect(json.seat).toMatchObject({ state: 'paid', groupState: 'recruiting', paid: 1 })
  expect((await groupsOf(market, listing)).open).toMatchObject([{ id: json.seat?.groupBuy }])
})

test('F-28: or she has her money back', async () => {
  const late = await missed()
  const { json } = await choose(late, 'refund')
  expect(json).toMatchObject({ state: 'closed', seat: { state: 'left' } })
  expect(json.refunds).toMatchObject([{ reason: 'group_missed', amount: json.total }])
  expect((await choose(late, 'join')).json.seat).toMatchObject({ state: 'left' })
})

test('F-28: without a word of hers within ten minutes it goes back by itself', async () => {
  const late = await missed()
  await market.clock.advance(9 * minute)
  await settled(market)
  expect((await late.read()).state).toBe('paid')
  await market.clock.advance(2 * minute)
  const order = await becomes(late, 'closed')
  expect(order.refunds).toMatchObject([{ reason: 'group_missed', amount: order.total }])
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await late.read()).refunds[0]?.state === 'succeeded'
  })
  expect(await ordersAt1688(market)).toEqual([])
})

test('F-28: where the deal is stopped meanwhile there is nothing to choose: her money goes back at once', async () => {
  const late = await missed()
  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  const order = await becomes(late, 'closed')
  expect(order.refunds).toMatchObject([{ reason: 'group_missed', amount: order.total }])
  expect((await choose(late, 'join')).json.seat).toMatchObject({ state: 'left' })
})

test('F-28: nor is there where it had been stopped when she paid', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  const joining = await orderInGroup(market, listing, { deal, groupBuy })
  const beginning = await orderInGroup(market, listing, { deal })
  const atCashier = [await startPaying(joining), await startPaying(beginning)]
  await market.sell(`/v1/seller/group-deals/${deal}/stop`, { method: 'POST' })
  await settled(market)
  for (const payment of atCashier) await payAt(market, payment)
  for (const late of [joining, beginning]) {
    const order = await becomes(late, 'closed')
    expect(order.refunds).toMatchObject([{ reason: 'group_missed', amount: order.total }])
  }
})
