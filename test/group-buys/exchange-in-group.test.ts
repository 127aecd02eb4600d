import { hour, type Listing } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { listGoods } from '../market.ts'
import { answer, becomes, exchange, until } from '../money/exchange-shop.ts'
import { openShop } from '../shop.ts'
import { beginGroup, buyInGroup, makeDeal } from './with-group.ts'

test('what was bought in a group is exchanged as anything else, and the books agree', async () => {
  const market = await openShop()
  const [first] = await listGoods(market, 1)
  const listing = first as Listing
  const { json: deal } = await makeDeal(market, listing, { size: 2 })
  const { leader: placed, groupBuy } = await beginGroup(market, listing, { deal: deal.id })
  await buyInGroup(market, listing, { deal: deal.id, groupBuy })
  await until(market, async () => (await placed.read()).state === 'shipped', 12 * hour)
  await placed.tell('receive')
  await until(market, async () => (await placed.read()).state === 'received')
  const [line] = placed.order.lines
  if (!line) throw new Error('an order without lines')
  const received = { placed, listing, line }
  const { id } = await exchange(received)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const sent = await becomes(market, received, 'resending', 6 * hour)
  expect(sent.seat).toMatchObject({ state: 'paid', groupState: 'succeeded' })
  // Closing audits the books.
  await market.close()
})
