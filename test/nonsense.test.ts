import type { Evidence } from '@xiaopu/alibaba'
import { expect, onTestFinished, test } from 'vitest'
import {
  address,
  fillCart,
  listGoods,
  ordersAt1688,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from './market.ts'
import { eventually, openShop } from './shop.ts'

test('a preview in the wrong unit buys nothing: the purchase is held and the answer is kept, without the buyer', async () => {
  const evidence: Evidence[] = []
  const market = await openShop({ onEvidence: (each) => void evidence.push(each) })
  onTestFinished(() => market.close())
  const [listing] = await listGoods(market, 1, 1)
  if (!listing) throw new TypeError('the market lists nothing')
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing, quantity: 1 }])),
  )
  const before = (await ordersAt1688(market)).length
  await market.control('/faults', {
    api: 'alibaba.createOrder.preview',
    kind: 'wrong-unit',
    times: 9,
  })
  await payAt(market, await startPaying(placed))
  const held = await eventually(async () => {
    const { supplierOrders } = await placed.readAsSeller()
    return supplierOrders.find(({ state }) => state === 'held')
  })
  expect(held.failure).toBe('PLATFORM_SCHEMA')
  expect((await ordersAt1688(market)).length).toBe(before)
  expect(evidence[0]).toMatchObject({ api: 'alibaba.createOrder.preview' })
  for (const text of [address.name, address.phone, address.street]) {
    expect(evidence[0]?.answer).not.toContain(text)
  }
})
