import { minute, type SellerOrder, second } from '@xiaopu/domain'
import { connect } from '@xiaopu/gateway'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noteRestored } from '../../packages/gateway/src/fulfilment/after-restore.ts'
import { type Placed, payAt, startPaying } from '../market.ts'
import { order, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { keepRows } from '../simulate/reset.ts'

let market: OpenShop
/** Our numbers, each time that 1688 was asked to make a purchase. */
let made: string[]
beforeEach(async () => {
  made = []
  market = await openShop({
    platform: (sandbox) => ({
      ...sandbox,
      async place(wanted) {
        made.push(wanted.outOrderId)
        return sandbox.place(wanted)
      },
    }),
  })
})
afterEach(() => market.close())

let keys = 0

async function mode(is: 'auto' | 'manual'): Promise<void> {
  const body = { purchasePolicy: { mode: is, noAnswer: 'wait' } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
}

async function paid(): Promise<Placed> {
  const placed = await order(market)
  await payAt(market, await startPaying(placed))
  return placed
}

const until = (placed: Placed, state: string, step = 0) =>
  eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const seen = await placed.readAsSeller()
    return seen.supplierOrders[0]?.state === state && seen
  })

const buys = (placed: Placed, { supplierOrders: [purchase] }: SellerOrder) =>
  market.sell(`/v1/seller/orders/${placed.order.id}/purchases/${purchase?.id}/decide`, {
    body: { decision: 'buy' },
    headers: { 'idempotency-key': `after-restore-${++keys}` },
  })

/** Everything as it is now; what is returned puts it back, as the start from a copy does. */
async function copy(): Promise<() => Promise<void>> {
  await settled(market)
  const connection = connect({ url: market.databaseUrl, max: 1 })
  const { anew } = await keepRows(connection)
  return async () => {
    await settled(market)
    await connection.pool.query(anew)
    await connection.close()
    await noteRestored(market.gateway.deps.db, market.clock.now())
  }
}

test('what was bought after a copy of the books is not bought again by who goes on from the copy', async () => {
  await mode('manual')
  const placed = await paid()
  const held = await until(placed, 'held')
  const goBack = await copy()
  await market.clock.advance(minute)
  await buys(placed, held)
  const bought = await until(placed, 'paid_up')
  await goBack()
  expect((await placed.readAsSeller()).supplierOrders[0]).toMatchObject({ state: 'held' })
  await buys(placed, held)
  const again = await until(placed, 'paid_up', second)
  expect(again.supplierOrders).toMatchObject([
    { platformOrderId: bought.supplierOrders[0]?.platformOrderId },
  ])
  expect(made).toHaveLength(1)
})

test('what was not bought meanwhile is bought once 1688 has denied it twice, and what is new at once', async () => {
  await mode('manual')
  const placed = await paid()
  const held = await until(placed, 'held')
  const goBack = await copy()
  await market.clock.advance(minute)
  await goBack()
  await buys(placed, held)
  await until(placed, 'in_doubt')
  expect(made).toEqual([])
  await until(placed, 'paid_up', 5 * second)
  expect(made).toHaveLength(1)
  await mode('auto')
  await market.clock.advance(second)
  await until(await paid(), 'paid_up')
  expect(made).toHaveLength(2)
})
