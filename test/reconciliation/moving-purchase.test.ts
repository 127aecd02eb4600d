import type { Difference, Reconciliation } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { fillCart, listGoods, placeOrder, quoteFor } from '../market.ts'
import { at1688, becomes, buy } from '../scenarios/story.ts'
import { eventually, openShop, type Wire } from '../shop.ts'

test('a purchase that goes on at 1688 between two readings is no difference', async () => {
  const readings: string[] = []
  let beforeReading: (nth: number) => Promise<unknown> = async () => {}
  const wire: Wire = async (request, send) => {
    if (request.url.includes('/alibaba.trade.get.buyerView/'))
      await beforeReading(readings.push(request.url))
    return send(request)
  }
  const market = await openShop({ wire })
  const goods = await listGoods(market, 1)
  const cart = await fillCart(
    market,
    goods.map((listing) => ({ listing, quantity: 2 })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  const bought = at1688(await buy(market, placed))
  const { json: there } = await market.control<{ items: { subId: string }[] }>(bought)
  await market.control('/message-faults', { kind: 'drop', times: 9 })
  await market.control(`${bought}/ship`, {
    goods: [{ subId: there.items[0]?.subId, quantity: 1 }],
  })
  readings.length = 0
  beforeReading = async (nth) => {
    if (nth === 2) await market.control(`${bought}/ship`, {})
  }
  const { json: begun } = await market.sell<Reconciliation>('/v1/seller/reconcile', {
    method: 'POST',
  })
  await eventually(async () => {
    const { json } = await market.sell<Reconciliation>(`/v1/seller/reconcile/${begun.id}`)
    return json.state === 'done'
  })
  const { json } = await market.sell<{ items: Difference[] }>('/v1/seller/differences?state=all')
  expect(json.items).toEqual([])
  expect((await becomes(placed, 'shipped')).shipments).toHaveLength(2)
  expect(readings.length).toBeGreaterThan(2)
  await market.close()
})
