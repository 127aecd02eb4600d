import { hour, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  again,
  answer,
  becomes,
  exchange,
  key,
  receivedOrder,
  until,
} from '../money/exchange-shop.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { replayed } from './replaying.ts'

let market: OpenShop
beforeAll(async () => {
  market = await openShop()
})
afterAll(() => market.close())

test('an exchange is bought, sent and received again when it is played again', async () => {
  const received = await receivedOrder(market)
  const { placed } = received
  await until(
    market,
    async () => {
      const { supplierOrders } = await placed.readAsSeller()
      return supplierOrders.every(({ state }) => state === 'done')
    },
    hour,
  )
  const { id } = await exchange(received)
  await market.clock.advance(minute)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', hour)
  await placed.tell(`after-sales/${id}/receive`, undefined, key())
  await until(
    market,
    async () => {
      const { supplierOrders } = await placed.readAsSeller()
      return supplierOrders.every(({ state }) => state === 'done')
    },
    hour,
  )
  const { played, recorded } = await replayed(market, placed)
  expect(recorded.afterSales).toEqual(['exchange done'])
  expect(played.afterSales).toEqual(['exchange done'])
  expect(played.purchases).toEqual(recorded.purchases)
}, 120_000)

test('of an exchange that became a refund is told what was paid back, and nothing of what cost nothing', async () => {
  const received = await receivedOrder(market)
  const { id } = await exchange(received)
  await market.clock.advance(minute)
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await becomes(market, received, 'resending', hour)
  await answer(market, id, { answer: 'refund' })
  await becomes(market, received, 'done')
  const { played, recorded } = await replayed(market, received.placed)
  expect(recorded.refunds).toMatchObject([{ state: 'succeeded', pieces: 1, shares: [] }])
  expect(played.refunds).toEqual(recorded.refunds)
}, 120_000)

test('what could not be bought in exchange runs out again, and becomes the same refund', async () => {
  const received = await receivedOrder(market)
  const { placed, listing } = received
  const { id } = await exchange(received)
  await market.clock.advance(minute)
  await market.control(`/offers/${listing.offer.offerId}`, { stock: 0 })
  await answer(market, id, { answer: 'approve', keepGoods: true })
  const held = await until(market, async () => {
    const seen = await placed.readAsSeller()
    return again(seen)?.state === 'held' && seen
  })
  const decide = `/v1/seller/orders/${placed.order.id}/purchases/${again(held)?.id}/decide`
  await market.sell(decide, { body: { decision: 'refund' }, headers: key() })
  await becomes(market, received, 'done')
  // The first one is asked back of its supplier meanwhile.
  await until(
    market,
    async () => (await placed.readAsSeller()).supplierOrders[0]?.claims[0]?.state === 'refunded',
    hour,
  )
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(recorded.refunds).toMatchObject([
    { state: 'succeeded', reason: 'out_of_stock', pieces: 1 },
  ])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)
