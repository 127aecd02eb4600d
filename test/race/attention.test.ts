import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { refreshAttention } from '../../packages/gateway/src/orders/attention.ts'
import { lockOrder } from '../../packages/gateway/src/orders/orders.ts'
import { order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
beforeAll(async () => {
  market = await openShop()
})
// A difference is written into the books by hand.
afterAll(() => market.close({ audited: false }))

test('what needs a person since a moment ago is shown, though something else of the order is over just then', async () => {
  const placed = await order(market)
  const { db } = market.gateway.deps
  const [shopId, orderId] = [market.shop.id, placed.order.id]
  const isWaiting = async () =>
    (await ask(db, 'select from pg_locks where not granted', { list: [] })).length > 0
  let over: Promise<void> | undefined
  await db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    await ask(
      tx,
      `insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at)
        values ($1, 'dif_1', 'state', 'sor_1', $2, '{}', now())`,
      { list: [shopId, orderId] },
    )
    await refreshAttention(tx, shopId, orderId)
    over = refreshAttention(db, shopId, orderId)
    await eventually(isWaiting)
  })
  await over
  expect((await placed.readAsSeller()).attention).toBe(true)
})
