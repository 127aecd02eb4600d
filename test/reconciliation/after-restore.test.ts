import { minute, type SellerOrder, second } from '@xiaopu/domain'
import { connect } from '@xiaopu/gateway'
import { expect, test } from 'vitest'
import { ordersAt1688, type Placed, payAt, startPaying } from '../market.ts'
import { order, settled } from '../scenarios/story.ts'
import { eventually, openShop } from '../shop.ts'
import { keepRows } from '../simulate/reset.ts'

test('what was bought after a copy of the books is not bought again by who goes on from the copy', async () => {
  const market = await openShop()
  // Nobody knows what 1688 does with a number that was used: this is the worst.
  await market.control('/app', { duplicateMode: 'another' })
  const body = { purchasePolicy: { mode: 'manual', noAnswer: 'wait' } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
  const placed = await order(market)
  await payAt(market, await startPaying(placed))
  const until = (is: string) =>
    eventually(async () => {
      const seen = await placed.readAsSeller()
      return seen.supplierOrders[0]?.state === is && seen
    })
  let keys = 0
  const buys = (of: Placed, { supplierOrders: [purchase] }: SellerOrder) =>
    market.sell(`/v1/seller/orders/${of.order.id}/purchases/${purchase?.id}/decide`, {
      body: { decision: 'buy' },
      headers: { 'idempotency-key': `after-restore-${++keys}` },
    })
  const held = await until('held')
  await settled(market)
  const connection = connect({ url: market.databaseUrl, max: 1 })
  const { anew } = await keepRows(connection)
  await market.clock.advance(minute)
  await buys(placed, held)
  const bought = await until('paid_up')

  await settled(market)
  await connection.pool.query(anew)
  await connection.close()
  expect((await until('held')).supplierOrders[0]).not.toHaveProperty('platformOrderId')
  await buys(placed, held)
  await market.clock.advance(second)
  const again = await until('paid_up')
  const { platformOrderId } = bought.supplierOrders[0] ?? {}
  expect(again.supplierOrders).toMatchObject([{ platformOrderId }])
  expect(await ordersAt1688(market)).toHaveLength(1)
  await market.close()
})
