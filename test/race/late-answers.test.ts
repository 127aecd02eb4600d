import { day, hour, type Platform, type SellerOrder, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followSupplierOrder } from '../../packages/gateway/src/fulfilment/follow-supplier-order.ts'
import type { Placed } from '../market.ts'
import { at1688, buy, order, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** What happens once 1688 has told of parcels, and before anybody hears it. */
let told: (() => Promise<void>) | undefined

beforeEach(async () => {
  told = undefined
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      parcels: async (number) => {
        const parcels = await sandbox.parcels(number)
        const then = told
        told = undefined
        await then?.()
        return parcels
      },
    }),
  })
})
afterEach(() => market.close())

const until = (placed: Placed, is: (order: SellerOrder) => boolean, step = second) =>
  eventually(async () => {
    await market.clock.advance(step)
    const seen = await placed.readAsSeller()
    return is(seen) && seen
  })

function follow({ supplierOrders: [purchase] }: SellerOrder): Promise<void> {
  const supplierOrderId = purchase?.id ?? ''
  return followSupplierOrder(market.gateway.deps, { shopId: market.shop.id, supplierOrderId })
}

async function shipped(): Promise<{ placed: Placed; bought: SellerOrder }> {
  const placed = await order(market)
  const bought = await buy(market, placed)
  await market.control(`${at1688(bought)}/ship`, {})
  await until(placed, ({ state }) => state === 'shipped')
  await settled(market)
  return { placed, bought }
}

test('a parcel that is there does not go back on its way by an answer that was given earlier', async () => {
  const { placed, bought } = await shipped()
  told = async () => {
    await market.control(`${at1688(bought)}/deliver`, {})
    await follow(bought)
    expect((await placed.read()).shipments).toMatchObject([{ state: 'signed' }])
  }
  await follow(bought)
  await settled(market)
  const [shipment] = (await placed.read()).shipments
  expect(shipment?.state).toBe('signed')
  expect(shipment?.trail.length).toBeGreaterThan(2)
})

test('nobody waits for the parcel of a purchase that was given back whole on its way', async () => {
  const { placed, bought } = await shipped()
  await market.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await follow(bought)
  const { status } = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: placed.order.lines.map(({ id, quantity }) => ({ line: id, quantity })) },
    headers: { 'idempotency-key': 'given-back-on-its-way' },
  })
  expect(status).toBe(200)
  const [refund] = await eventually(async () => {
    await market.clock.advance(second)
    const { json } = await market.control<{ id: string }[]>('/refunds')
    return json.length > 0 && json
  })
  await market.control(`/refunds/${refund?.id}/agree`, {})
  await until(placed, ({ supplierOrders }) => supplierOrders[0]?.state === 'done', hour)
  for (let days = 0; days < 5; days++) await market.clock.advance(day)
  await settled(market)
  const later = await placed.readAsSeller()
  expect(
    later.deadlines.filter(({ kind, state }) => kind === 'scan' && state === 'breached'),
  ).toEqual([])
  expect(later.attention).toBe(false)
})
