import { hour, type Listing, minute } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginGroup, buyInGroup, openDealShop } from '../group-buys/with-group.ts'
import { ordersAt1688 } from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'
import { becomes, heal } from './story.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeEach(async () => {
  ;({ market, listing, deal } = await openDealShop())
})
afterEach(() => market.close())

test('F-29: a group that ends with paid members gives each her money back, once, and buys nothing', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal })
  const second = await buyInGroup(market, listing, { deal, groupBuy, quantity: 2 })
  await market.clock.advance(24 * hour + minute)
  for (const placed of [leader, second]) {
    const order = await becomes(placed, 'closed')
    expect(order.refunds).toMatchObject([{ reason: 'group_failed', amount: order.total }])
    expect(order.seat).toMatchObject({ state: 'left', groupState: 'failed' })
  }
  await eventually(async () => {
    await market.clock.advance(minute)
    const orders = await Promise.all([leader.read(), second.read()])
    return orders.every(({ refunds }) => refunds[0]?.state === 'succeeded')
  })
  expect(await ordersAt1688(market)).toEqual([])
})

test('F-29: where the cashier cannot give it back now it is tried until it can', async () => {
  const { leader } = await beginGroup(market, listing, { deal })
  await market.control('/cashier-faults', { kind: 'refund-processing', times: 3 })
  await market.clock.advance(24 * hour + minute)
  await becomes(leader, 'closed')
  await heal(market)
  const order = await eventually(async () => {
    await market.clock.advance(hour)
    const seen = await leader.read()
    return seen.refunds[0]?.state === 'succeeded' && seen
  })
  expect(order.refunds).toHaveLength(1)
})
