import { second } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, payAt, placeOrder, quoteFor, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
beforeAll(async () => {
  // A cashier that says it closed, and takes the money all the same.
  market = await openShop({ payments: (cashier) => ({ ...cashier, close: async () => {} }) })
})
afterAll(() => market.close())

test('money that comes after its order was closed goes back whole, and the order stays closed', async () => {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  const cashierUrl = await startPaying(placed)
  expect((await placed.tell('close')).json.state).toBe('closed')
  expect((await payAt(market, cashierUrl)).status).toBe(303)
  const order = await eventually(async () => {
    await market.clock.advance(second)
    const seen = await placed.read()
    return seen.refunds[0]?.state === 'succeeded' && seen
  })
  expect(order.state).toBe('closed')
  expect(order.refunds).toMatchObject([{ amount: placed.order.total, reason: 'late_payment' }])
})
