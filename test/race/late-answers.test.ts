import {
  day,
  fen,
  hour,
  type Platform,
  type Reconciliation,
  type SellerOrder,
  second,
} from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { followSupplierOrder } from '../../packages/gateway/src/fulfilment/follow-supplier-order.ts'
import { applyRefundFact } from '../../packages/gateway/src/payments/submit-refund.ts'
import { waitingForLocks } from '../hooks/books.ts'
import { type Placed, payAt, startPaying } from '../market.ts'
import { at1688, buy, order, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** What happens once 1688 has told of parcels, and before anybody hears it. */
let told: (() => Promise<void>) | undefined
/** What happens once 1688 has told of a purchase, by how often it was asked. */
let read: (nth: number) => Promise<void>
/** What a supplier asks for more than he had said, fen. */
let surcharge: number

beforeEach(async () => {
  told = undefined
  read = async () => {}
  surcharge = 0
  let readings = 0
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      place: async (request) => {
        const { platformOrderId, goods, freight } = await sandbox.place(request)
        if (surcharge === 0) return { platformOrderId, goods, freight }
        await asks(platformOrderId, goods.amount + freight.amount + surcharge)
        return sandbox.purchase(platformOrderId)
      },
      purchase: async (number) => {
        const purchase = await sandbox.purchase(number)
        await read(++readings)
        return purchase
      },
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

const asks = (number: string, totalFen: number) =>
  market.control(`/orders/${number}/price`, { totalFen })

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

test('a price that a supplier had asked for earlier is not written over the one that he was paid', async () => {
  surcharge = 50_000
  const placed = await order(market)
  await payAt(market, await startPaying(placed))
  const held = await until(placed, ({ supplierOrders }) => supplierOrders[0]?.state === 'held')
  const [purchase] = held.supplierOrders
  const number = purchase?.platformOrderId ?? ''
  const total = (purchase?.goods.amount ?? 0) + (purchase?.freight.amount ?? 0)
  await settled(market)
  await asks(number, total - 100)
  let readings = 0
  read = async () => {
    if (++readings !== 2) return
    read = async () => {}
    await asks(number, total - 200)
    await market.sell(`/v1/seller/orders/${placed.order.id}/purchases/${purchase?.id}/decide`, {
      body: { decision: 'buy' },
      headers: { 'idempotency-key': 'bought-meanwhile' },
    })
    await until(placed, ({ supplierOrders }) => supplierOrders[0]?.state === 'paid_up', 0)
  }
  const { json: begun } = await market.sell<Reconciliation>('/v1/seller/reconcile', {
    method: 'POST',
  })
  await eventually(async () => {
    const { json } = await market.sell<Reconciliation>(`/v1/seller/reconcile/${begun.id}`)
    return json.state === 'done'
  })
  expect(readings).toBe(2)
  const [paid] = (await placed.readAsSeller()).supplierOrders
  expect((paid?.goods.amount ?? 0) + (paid?.freight.amount ?? 0)).toBe(total - 200)
})

test('that money has arrived is not lost by an answer that was given while it was on its way', async () => {
  const { placed } = await shipped()
  const { deps } = market.gateway
  const [line] = placed.order.lines
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: { 'idempotency-key': 'told-at-once' },
  })
  const [refund] = await eventually(async () => {
    const { refunds } = await placed.readAsSeller()
    const state = `select out_refund_no, amount from refunds where state = 'processing'`
    const sent = await ask<{ out_refund_no: string; amount: number }>(deps.db, state, { list: [] })
    return refunds.length > 0 && sent.length > 0 && sent
  })
  await settled(market)
  const { out_refund_no: outRefundNo = '', amount = 0 } = refund ?? {}
  const fact = { outRefundNo, outTradeNo: '', amount: fen(amount), state: 'success' } as const
  await ask(deps.db, `update refunds set state = 'submitting'`, { list: [] })
  let told: Promise<void> | undefined
  await deps.db.transaction().execute(async (tx) => {
    await ask(tx, 'select from orders for update', { list: [] })
    told = applyRefundFact(deps, fact)
    await eventually(async () => (await waitingForLocks(market)) > 0)
    await ask(tx, `update refunds set state = 'processing'`, { list: [] })
  })
  await told
  expect((await placed.read()).refunds).toMatchObject([{ state: 'succeeded' }])
})
