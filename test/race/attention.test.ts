import { fen } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { refreshAttention } from '../../packages/gateway/src/orders/attention.ts'
import { lockOrder } from '../../packages/gateway/src/orders/orders.ts'
import { applyPaymentFact } from '../../packages/gateway/src/payments/apply-payment.ts'
import { noteDifference } from '../../packages/gateway/src/reconciliation/differences.ts'
import { waitingForLocks } from '../hooks/books.ts'
import { payAt, startPaying } from '../market.ts'
import { order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** Whether the shop's account at 1688 can pay. */
let isFunded = true
/** Called where it cannot. */
let whileUnpaid = async (): Promise<boolean> => false
beforeAll(async () => {
  market = await openShop({
    platform: (sandbox) => ({
      ...sandbox,
      pay: async (platformOrderId) => (isFunded ? sandbox.pay(platformOrderId) : whileUnpaid()),
    }),
  })
})
// A difference is written into the books by hand.
afterAll(() => market.close({ audited: false }))

/** Whether somebody waits for a lock. */
async function isWaiting(): Promise<boolean> {
  return (await waitingForLocks(market)) > 0
}

test('what needs a person since a moment ago is shown, though something else of the order is over just then', async () => {
  const placed = await order(market)
  const { db } = market.gateway.deps
  const [shopId, orderId] = [market.shop.id, placed.order.id]
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

test('a purchase that the account cannot pay is noted and shown at once, or neither', async () => {
  const { db } = market.gateway.deps
  isFunded = false
  const placed = await order(market)
  let [isAsked, isOver] = [false, false]
  const locked = new Promise<void>((isLocked, fail) => {
    whileUnpaid = async () => {
      if (isAsked) return false
      isAsked = true
      db.transaction()
        .execute(async (tx) => {
          await lockOrder(tx, market.shop.id, placed.order.id)
          isLocked()
          await eventually(async () => isOver)
        })
        .catch(fail)
      await locked
      return false
    }
  })
  await payAt(market, await startPaying(placed))
  await eventually(isWaiting)
  const noted = async () => {
    const { supplierOrders, attention } = await placed.readAsSeller()
    return { isNoted: supplierOrders[0]?.failure === 'UNPAID', attention }
  }
  expect(await noted()).toEqual({ isNoted: false, attention: false })
  isOver = true
  await eventually(async () => (await noted()).attention)
  expect(await noted()).toEqual({ isNoted: true, attention: true })
  isFunded = true
})

test('a difference that is looked after is over and shown no longer at once, or neither', async () => {
  const placed = await order(market)
  const { db } = market.gateway.deps
  const [shopId, orderId] = [market.shop.id, placed.order.id]
  const difference = 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV'
  await ask(
    db,
    `with noted as (
      insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at)
      values ($1, '${difference}', 'state', 'sor_2', $2, '{}', now()))
    update orders set attention = true where shop_id = $1 and order_id = $2`,
    { list: [shopId, orderId] },
  )
  const isOpen = `select from differences where difference_id = '${difference}' and resolved_at is null`
  const open = async () => (await ask(db, isOpen, { list: [] })).length > 0
  let resolved: Promise<{ readonly status: number }> | undefined
  await db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const body = { note: '已核对' }
    resolved = market.sell(`/v1/seller/differences/${difference}/resolve`, { body })
    await eventually(isWaiting)
    expect([await open(), (await placed.readAsSeller()).attention]).toEqual([true, true])
  })
  expect((await resolved)?.status).toBe(200)
  expect([await open(), (await placed.readAsSeller()).attention]).toEqual([false, false])
})

test('a difference that is found again waits for its order before it holds anything', async () => {
  const placed = await order(market)
  const { deps } = market.gateway
  const [shopId, orderId] = [market.shop.id, placed.order.id]
  const found = { shopId, orderId, kind: 'state', subject: 'sor_3', detail: {} } as const
  await noteDifference(deps, found)
  let again: Promise<void> | undefined
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    again = noteDifference(deps, found)
    await eventually(isWaiting)
    const free = `select from differences where subject = 'sor_3' for update skip locked`
    expect(await ask(tx, free, { list: [] })).toHaveLength(1)
  })
  await again
})

test('money that does not agree is shown until somebody has looked after it, whatever else happens', async () => {
  const placed = await order(market)
  const cashier = await startPaying(placed)
  const { deps } = market.gateway
  const [payment] = await ask<{ out_trade_no: string }>(
    deps.db,
    'select out_trade_no from payments where order_id = $1',
    { list: [placed.order.id] },
  )
  const outTradeNo = payment?.out_trade_no ?? ''
  const fact = { state: 'success', outTradeNo, amount: fen(1), transactionId: 'other' } as const
  const told = applyPaymentFact(deps, fact, { provider: 'sandbox' })
  await expect(told).rejects.toMatchObject({ code: 'PAYMENT_MISMATCH' })
  await payAt(market, cashier)
  await eventually(async () => (await placed.read()).state === 'placed')
  await refreshAttention(deps.db, market.shop.id, placed.order.id)
  expect((await placed.readAsSeller()).attention).toBe(true)
  const noted = await ask(deps.db, 'select kind, detail from differences where order_id = $1', {
    list: [placed.order.id],
  })
  const detail = { here: placed.order.total.amount, there: 1, number: 'other' }
  expect(noted).toEqual([{ kind: 'amount', detail }])
})
