import { type Listing, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { beginGroup, buyInGroup, makeDeal } from '../group-buys/with-group.ts'
import { listGoods } from '../market.ts'
import { eventually, openShop } from '../shop.ts'
import { becomes } from './story.ts'

test('F-30: a member of a group that succeeded leaves it with her money, and it stays succeeded', async () => {
  const market = await openShop()
  const [first] = await listGoods(market, 1)
  const listing = first as Listing
  const { json: deal } = await makeDeal(market, listing, { size: 2 })
  const { leader, groupBuy } = await beginGroup(market, listing, { deal: deal.id })
  const second = await buyInGroup(market, listing, { deal: deal.id, groupBuy })
  await becomes(leader, 'placed')
  await becomes(second, 'placed')
  const body = { kind: 'refund_only', reason: 'changed_mind' }
  await second.tell('after-sales', body, { 'idempotency-key': 'leaves-a-full-group' })
  const gone = await eventually(async () => {
    await market.clock.advance(minute)
    const order = await second.read()
    return order.refunds[0]?.state === 'succeeded' && order
  })
  expect(gone.seat).toMatchObject({ state: 'left', groupState: 'succeeded' })
  const stays = await leader.read()
  expect(stays).toMatchObject({ state: 'placed', refunds: [] })
  expect(stays.seat).toMatchObject({ state: 'paid', groupState: 'succeeded', paid: 2 })
  await market.close()
})
