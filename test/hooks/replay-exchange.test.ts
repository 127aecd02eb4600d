import { hour, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, becomes, exchange, key, receivedOrder, until } from '../money/exchange-shop.ts'
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
