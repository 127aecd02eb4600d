import type { Reconciliation, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop

beforeAll(async () => {
  market = await openShop({
    // Called failed, and paid back by hand: the provider's own notice says so later.
    payments: (cashier) => ({
      ...cashier,
      refund: async (asked) => ({ ...(await cashier.refund(asked)), state: 'failed' }),
    }),
  })
})
afterAll(() => market.close())

test('a refund that failed and was made by hand is found, though its notice was lost, and asks for nobody any more', async () => {
  const placed = await order(market)
  const { lines } = await buy(market, placed)
  await market.control('/cashier-faults', { kind: 'drop', times: 9 })
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: lines[0]?.id, quantity: 1 }] },
    headers: { 'idempotency-key': 'gives-one-back' },
  })
  const whenIn = (state: string): Promise<SellerOrder> =>
    eventually(async () => {
      const seen = await placed.readAsSeller()
      return seen.refunds[0]?.state === state && seen
    })
  expect((await whenIn('abnormal')).attention).toBe(true)
  await market.clock.advance(1_000)
  const path = '/v1/seller/reconcile'
  const { json } = await market.sell<Reconciliation>(path, { method: 'POST' })
  const done = await eventually(async () => {
    const { json: now } = await market.sell<Reconciliation>(`${path}/${json.id}`)
    return now.state !== 'running' && now
  })
  expect(done.repaired).toBe(1)
  expect((await whenIn('succeeded')).attention).toBe(false)
})
