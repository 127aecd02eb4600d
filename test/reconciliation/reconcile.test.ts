import { type Difference, hour, minute, type Reconciliation } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, listGoods, ordersAt1688, type Placed, payAt, startPaying } from '../market.ts'
import { at1688, becomes, buy, heal, order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let db: OpenShop['gateway']['deps']['db']

beforeAll(async () => {
  market = await openShop()
  db = market.gateway.deps.db
})
// Some of these tests write into the books by hand.
afterAll(() => market.close({ audited: false }))

/** Compares now, and waits until that is over. */
async function reconcile(): Promise<Reconciliation> {
  const { json: begun } = await market.sell<Reconciliation>('/v1/seller/reconcile', {
    method: 'POST',
  })
  return eventually(async () => {
    const { json: now } = await market.sell<Reconciliation>(`/v1/seller/reconcile/${begun.id}`)
    return now.state !== 'running' && now
  })
}

/** The next one that is made without being asked for. */
async function nextByItself(act: () => Promise<void>): Promise<Reconciliation> {
  const list = async () =>
    (await market.sell<{ items: Reconciliation[] }>('/v1/seller/reconcile')).json.items
  const before = (await list()).map(({ id }) => id)
  await act()
  return eventually(async () =>
    (await list()).find(({ id, state }) => state === 'done' && !before.includes(id)),
  )
}

async function differences(which = 'open'): Promise<readonly Difference[]> {
  const { json } = await market.sell<{ items: Difference[] }>(
    `/v1/seller/differences?state=${which}`,
  )
  return json.items
}

async function onlyPurchase(placed: Placed) {
  const [purchase] = (await placed.readAsSeller()).supplierOrders
  if (!purchase) throw new Error('there is no purchase')
  return purchase
}

test('in a shop that sells the books agree', async () => {
  await buy(market, await order(market))
  const done = await reconcile()
  expect(done).toMatchObject({ state: 'done', repaired: 0 })
  expect(done.purchases).toBeGreaterThan(0)
  expect(await differences()).toEqual([])
})

test('a shop’s books are compared every hour without being asked', async () => {
  const made = await nextByItself(() => market.clock.advance(hour + minute))
  expect(Date.parse(made.to)).toBe(market.clock.now())
})

test('what a message that was lost would have told is found', async () => {
  const placed = await order(market)
  const bought = await buy(market, placed)
  await market.control('/message-faults', { kind: 'drop', times: 5 })
  await market.control(`${at1688(bought)}/ship`, {})
  await heal(market)
  expect((await placed.read()).state).toBe('placed')
  expect((await reconcile()).repaired).toBeGreaterThan(0)
  expect((await becomes(placed, 'shipped')).shipments).toHaveLength(1)
  expect(await differences()).toEqual([])
})

test('a payment whose notice was lost is found at the cashier', async () => {
  const placed = await order(market)
  const cashier = await startPaying(placed)
  await market.control('/cashier-faults', { kind: 'drop', times: 9 })
  await payAt(market, cashier)
  await heal(market)
  expect((await placed.read()).state).toBe('pending_payment')
  const done = await reconcile()
  // Its goods are bought meanwhile, which the same look may find too.
  expect([done.payments > 0, done.repaired > 0]).toEqual([true, true])
  await becomes(placed, 'placed')
})

test('money for an attempt that was closed here is found within a day, and goes back', async () => {
  const placed = await order(market)
  const cashier = await startPaying(placed)
  const orderId = placed.order.id
  const at = new Date(market.clock.now())
  await db
    .updateTable('payments')
    .set({ state: 'closed' })
    .where('order_id', '=', orderId)
    .execute()
  const { payment_id: paymentId } = await db
    .selectFrom('payments')
    .select('payment_id')
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('transitions')
    .values({
      ...{ shop_id: market.shop.id, order_id: orderId, aggregate: 'payment', at },
      ...{ aggregate_id: paymentId, from_state: 'prepared', to_state: 'closed', event: 'close' },
    })
    .execute()
  await market.control('/cashier-faults', { kind: 'drop', times: 9 })
  await payAt(market, cashier)
  await heal(market)
  await reconcile()
  await eventually(async () => {
    const refunds = await db
      .selectFrom('refunds')
      .select(['reason', 'amount'])
      .where('order_id', '=', orderId)
      .execute()
    return refunds[0]?.reason === 'late_payment' && refunds[0].amount === placed.order.total.amount
  })
})

test('a purchase that was thought not to be made is taken over, and not made again', async () => {
  const placed = await order(market)
  const bought = await buy(market, placed)
  const { id } = await onlyPurchase(placed)
  await db
    .updateTable('supplier_orders')
    .set({ state: 'planned', platform_order_id: null, actual_goods: null, actual_freight: null })
    .where('supplier_order_id', '=', id)
    .execute()
  expect((await reconcile()).repaired).toBeGreaterThan(0)
  const after = await eventually(async () => {
    const purchase = await onlyPurchase(placed)
    return purchase.state === 'paid_up' && purchase
  })
  expect(after.platformOrderId).toBe(bought.supplierOrders[0]?.platformOrderId)
  const own = (await ordersAt1688(market)).filter(({ outOrderId }) => outOrderId === id.slice(4))
  expect(own).toHaveLength(1)
})

test('another amount at 1688 than in the books is a difference of the purchase, until they agree', async () => {
  const placed = await order(market)
  await buy(market, placed)
  const { id, goods } = await onlyPurchase(placed)
  const write = (amount: number) =>
    db
      .updateTable('supplier_orders')
      .set({ actual_goods: amount })
      .where('supplier_order_id', '=', id)
      .execute()
  await write(goods.amount + 1)
  await reconcile()
  const [found] = await differences()
  expect(found).toMatchObject({ kind: 'amount', subject: id, order: placed.order.id })
  expect(Number(found?.detail.here) - Number(found?.detail.there)).toBe(1)
  expect((await placed.readAsSeller()).attention).toBe(true)
  await reconcile()
  expect(await differences()).toHaveLength(1)
  await write(goods.amount)
  await reconcile()
  expect(await differences()).toEqual([])
  expect((await differences('all'))[0]).toMatchObject({
    id: found?.id,
    resolvedBy: 'reconciliation',
  })
})

test('a purchase under a number of ours that nobody here knows is listed, and closed by the seller', async () => {
  const [listing] = await listGoods(market, 1)
  const sku = listing?.skus.find(({ stock }) => stock > 10)
  if (!listing || !sku) throw new Error('nothing to buy')
  const { offer } = (
    await market.sell<{ offer: { offerId: string } }>(`/v1/seller/listings/${listing.id}`)
  ).json
  const specId = await db
    .selectFrom('listing_skus')
    .select('spec_id')
    .where('sku_id', '=', sku.skuId)
    .executeTakeFirstOrThrow()
  const { platformOrderId } = await market.gateway.deps.platform('').place({
    outOrderId: market.gateway.deps.newId('supplierOrder').slice(4),
    lines: [
      { offerId: offer.offerId, quantity: 1, ...(specId.spec_id && { specId: specId.spec_id }) },
    ],
    address,
  })
  await reconcile()
  const [found] = await differences()
  expect(found).toMatchObject({ kind: 'missing_here', subject: platformOrderId })
  const path = `/v1/seller/differences/${found?.id}/resolve`
  const { json } = await market.sell<Difference>(path, { body: { note: '已在 1688 取消' } })
  expect(json.resolvedBy).toBe('已在 1688 取消')
  expect(await differences()).toEqual([])
  const unknown = await market.sell(
    '/v1/seller/differences/dif_01ARZ3NDEKTSV4RRFFQ69G5FAV/resolve',
    {
      body: { note: 'x' },
    },
  )
  expect(unknown.json.code).toBe('DIFFERENCE_NOT_FOUND')
  await market.control(`/orders/${platformOrderId}/close`, {})
})

test('a purchase that 1688 does not know is listed', async () => {
  const placed = await order(market)
  await buy(market, placed)
  const { id, platformOrderId = '' } = await onlyPurchase(placed)
  const write = (number: string, ours: string) =>
    db
      .updateTable('supplier_orders')
      .set({ platform_order_id: number, out_order_id: ours })
      .where('supplier_order_id', '=', id)
      .execute()
  await write('2938624554509662976', 'another')
  await reconcile()
  expect((await differences()).map(({ kind, subject }) => [kind, subject])).toContainEqual([
    'missing_there',
    id,
  ])
  await write(platformOrderId, id.slice(4))
  await market.control(`${at1688(await placed.readAsSeller())}/ship`, {})
  await reconcile()
  expect((await differences()).filter(({ kind }) => kind === 'missing_there')).toEqual([])
})

test('while 1688 cannot be asked the cashier is; what is left is looked at next time', async () => {
  await market.control('/faults', {
    api: 'alibaba.trade.getBuyerOrderList',
    kind: 'http-500',
    times: 20,
  })
  const failed = await reconcile()
  expect(failed).toMatchObject({ state: 'failed', failure: 'PLATFORM_BUSY' })
  await heal(market)
  const next = await nextByItself(() => market.clock.advance(11 * minute))
  expect(next.from).toBe(failed.from)
})
