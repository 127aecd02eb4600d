import { hour, type Listing, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginGroup,
  buyInGroup,
  openDealShop,
  orderInGroup,
  pay,
} from '../group-buys/with-group.ts'
import type { Placed } from '../market.ts'
import { becomes } from '../scenarios/story.ts'
import { eventually, type OpenShop } from '../shop.ts'
import { exported, printed, replayed } from './replaying.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeAll(async () => {
  ;({ market, listing, deal } = await openDealShop({ validUntil: '2099-01-01T00:00:00.000Z' }))
})
afterAll(() => market.close())

const isBack = (placed: Placed) =>
  eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).refunds.every(({ state }) => state === 'succeeded')
  })

test('who waited for her group waits again, and is bought for once it has filled', async () => {
  const { leader, groupBuy } = await beginGroup(market, listing, { deal, quantity: 2 })
  await buyInGroup(market, listing, { deal, groupBuy })
  await market.clock.advance(2 * hour)
  await buyInGroup(market, listing, { deal, groupBuy })
  await becomes(leader, 'placed')
  const timeline = await exported(market, leader)
  expect(timeline.group).toMatchObject({ state: 'succeeded', size: 3 })
  const { isSame, played, recorded } = await replayed(market, leader)
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
  const told = await printed(timeline)
  expect(told.indexOf('fill-group')).toBeGreaterThan(told.indexOf('  pay\n'))
}, 120_000)

test('an order of a group that did not come about has its money back for that, again', async () => {
  const { leader } = await beginGroup(market, listing, { deal })
  await market.clock.advance(25 * hour)
  await becomes(leader, 'closed')
  await isBack(leader)
  const { isSame, played } = await replayed(market, leader)
  expect(played).toMatchObject({
    order: 'closed',
    refunds: [{ state: 'succeeded', reason: 'group_failed', pieces: 1 }],
  })
  expect(isSame).toBe(true)
}, 120_000)

test('what is not played of groups is said, and nothing is played instead', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(24 * hour - 5 * minute)
  const late = await orderInGroup(market, listing, { deal, groupBuy })
  await market.clock.advance(6 * minute)
  await pay(market, late)
  await expect(replayed(market, late)).rejects.toThrow('回放不演拼团的这一段')
}, 120_000)
