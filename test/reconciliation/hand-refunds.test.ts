import { type Difference, fen, hour, minute, type SellerOrder } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyRefundFact } from '../../packages/gateway/src/payments/submit-refund.ts'
import { inDatabase, quiet } from '../hooks/books.ts'
import type { Placed } from '../market.ts'
import { eventually } from '../shop.ts'
import { type BillShop, openBillShop, secondDay } from './bill-shop.ts'

let shop: BillShop
let keys = 0

beforeEach(async () => {
  shop = await openBillShop()
})
afterEach(() => shop.market.close())

/** Somebody gives ¥1 back in WeChat's console. */
async function refundElsewhere(placed: Placed, payment: string, number: string): Promise<void> {
  await shop.elsewhere.refund({
    ...{ outTradeNo: payment, outRefundNo: number, reason: 'by hand', amount: fen(100) },
    ...{ total: placed.order.total, notifyUrl: 'https://elsewhere.example/notify' },
  })
}

async function billed(): Promise<void> {
  await shop.until(secondDay, '10:30:00')
  await shop.look()
}

const record = (placed: Placed, body: object) =>
  shop.market.sell<SellerOrder & { code?: string }>(
    `/v1/seller/orders/${placed.order.id}/refunds/by-hand`,
    { body, headers: { 'idempotency-key': `bill-by-hand-${++keys}` } },
  )

const bookOf = async ({ order: { id } }: Placed) =>
  Object.fromEntries(
    (
      await inDatabase<{ account: string; fen: number }>(
        shop.market,
        `select account, sum(amount)::int as fen from ledger_entries
          where order_id = '${id}' group by account having sum(amount) <> 0`,
      )
    ).map(({ account, fen: amount }) => [account, amount]),
  )

test('a refund that the bill shows is written into its order’s book once, and is a difference no longer', async () => {
  const { placed, number } = await shop.paid()
  await refundElsewhere(placed, number, 'by-hand-0001')
  await billed()
  const [found] = await shop.differences()
  const before = await placed.readAsSeller()
  const [first, second] = [
    await record(placed, { difference: found?.id, words: '运费补给你' }),
    await record(placed, { difference: found?.id }),
  ]
  expect([first.status, second.status]).toEqual([200, 200])
  expect(second.json.refunds).toMatchObject([
    {
      ...{ state: 'succeeded', amount: fen(100), note: '运费补给你' },
      byHand: { means: 'back_office', reference: 'by-hand-0001' },
    },
  ])
  expect(second.json).toMatchObject({ attention: false })
  expect(second.json.profit.amount).toBe(before.profit.amount - 100)
  const paid = placed.order.total.amount
  expect(await bookOf(placed)).toMatchObject({ merchant_cash: paid - 100, sales: 100 - paid })
  expect(await shop.differences()).toEqual([])
  // The day is compared anew, as after a fault.
  await inDatabase(shop.market, 'delete from bill_days')
  await shop.look()
  expect(await shop.differences()).toEqual([])
  expect((await shop.differences('all')).map(({ id }) => id)).toEqual([found?.id])
})

test('one that its seller had closed with a word is written down all the same', async () => {
  const { placed, number } = await shop.paid()
  await refundElsewhere(placed, number, 'by-hand-0002')
  await billed()
  const [found] = await shop.differences()
  const path = `/v1/seller/differences/${found?.id}/resolve`
  await shop.market.sell(path, { body: { note: '店长退的' } })
  const { json } = await record(placed, { difference: found?.id })
  expect(json.refunds).toMatchObject([{ state: 'succeeded', amount: fen(100) }])
})

test('what was written down before its bill came stands on it, where its reference names one of its numbers', async () => {
  const { placed, number } = await shop.paid()
  await refundElsewhere(placed, number, 'by-hand-0003')
  const body = { amount: fen(100), reference: '微信商户平台，单号 by-hand-0003' }
  await record(placed, body)
  expect(await bookOf(placed)).toMatchObject({ other_means: -100 })
  await billed()
  expect(await shop.differences('all')).toEqual([])
  expect(await bookOf(placed)).not.toHaveProperty('other_means')
  const { refunds } = await placed.readAsSeller()
  expect(refunds).toMatchObject([{ byHand: { means: 'back_office', reference: body.reference } }])
  await inDatabase(shop.market, 'delete from bill_days')
  await shop.look()
  await record(placed, body)
  expect(await shop.differences('all')).toEqual([])
  expect((await placed.readAsSeller()).refunds).toHaveLength(1)
})

test('of another amount than the bill says a difference stays', async () => {
  const { placed, number } = await shop.paid()
  await refundElsewhere(placed, number, 'by-hand-0004')
  await record(placed, { amount: fen(90), reference: 'by-hand-0004' })
  await billed()
  expect(await shop.differences()).toMatchObject([
    { kind: 'amount', order: placed.order.id, detail: { here: 90, there: 100 } },
  ])
})

/** WeChat refuses to give ¥1 back for the shop, until the account is mended; the difference that says so. */
async function refusedRefund(placed: Placed): Promise<Difference> {
  const { wechatPay } = shop.market.sandbox
  wechatPay.fault('refund-refused', 99)
  const [line] = placed.order.lines
  await shop.market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 0, amount: fen(100) }] },
    headers: { 'idempotency-key': `refused-${++keys}` },
  })
  const refused = await eventually(async () => {
    await shop.market.clock.advance(minute)
    return (await shop.differences()).find(({ kind }) => kind === 'refused')
  })
  wechatPay.fault('refund-refused', 0)
  return refused
}

test('a refused refund is the one of its amount on the bill that its seller points at, and is never sent again', async () => {
  const { placed, number } = await shop.paid()
  const { wechatPay } = shop.market.sandbox
  const refused = await refusedRefund(placed)
  await refundElsewhere(placed, number, 'by-hand-0008')
  wechatPay.fault('refund-refused', 99)
  await billed()
  const strange = (await shop.differences()).find(({ kind }) => kind === 'missing_here')
  const { status, json } = await record(placed, { difference: strange?.id })
  wechatPay.fault('refund-refused', 0)
  expect(status).toBe(200)
  expect(json.refunds).toMatchObject([
    { id: refused.subject, state: 'succeeded', byHand: { means: 'back_office' } },
  ])
  expect(await shop.differences()).toEqual([])
  await shop.market.clock.advance(12 * hour)
  await quiet(shop.market)
  expect(wechatPay.refunds()).toHaveLength(1)
  await applyRefundFact(shop.market.gateway.deps, {
    ...{ outTradeNo: number, outRefundNo: refused.subject.slice(4), refundId: '503' },
    ...{ state: 'success', amount: fen(100) },
  })
  expect(await shop.differences()).toMatchObject([
    { kind: 'state', subject: refused.subject, detail: { here: 'by hand', there: 'refunded' } },
  ])
})

test('a refused refund that its seller made in the back office is the one on the bill, before or after she closed it', async () => {
  const { placed, number } = await shop.paid()
  const { wechatPay } = shop.market.sandbox
  const refused = await refusedRefund(placed)
  await refundElsewhere(placed, number, 'by-hand-0005')
  const path = `/v1/seller/differences/${refused.id}/resolve`
  await shop.market.sell(path, { body: { note: '在微信商户平台退了' } })
  await billed()
  const [strange] = await shop.differences()
  expect(strange).toMatchObject({ kind: 'missing_here', detail: { refund: 'by-hand-0005' } })
  const body = { refund: refused.subject, difference: strange?.id }
  const [first, again] = [await record(placed, body), await record(placed, body)]
  expect([first.status, again.status]).toEqual([200, 200])
  expect(again.json.refunds).toMatchObject([
    { id: refused.subject, state: 'succeeded', byHand: { means: 'back_office' } },
  ])
  expect(await shop.differences()).toEqual([])
  const paid = placed.order.total.amount
  expect(await bookOf(placed)).toMatchObject({ merchant_cash: paid - 100 })
  await quiet(shop.market)
  expect(wechatPay.refunds()).toHaveLength(1)
})

test('what was written down in words that the bill does not have is taken for the one on the bill when its seller says so, not for another', async () => {
  const { placed, number } = await shop.paid()
  await record(placed, { amount: fen(100), reference: '在微信商户平台退了' })
  await refundElsewhere(placed, number, 'by-hand-0007')
  await billed()
  const [strange] = await shop.differences()
  expect(strange).toMatchObject({ kind: 'missing_here', detail: { refund: 'by-hand-0007' } })
  const [first, again] = [
    await record(placed, { difference: strange?.id }),
    await record(placed, { difference: strange?.id }),
  ]
  expect([first.status, again.status]).toEqual([200, 200])
  expect(again.json.refunds).toMatchObject([{ byHand: { means: 'back_office' } }])
  expect(await bookOf(placed)).toMatchObject({ merchant_cash: placed.order.total.amount - 100 })
  expect(await shop.differences()).toEqual([])
})

test('a difference that is no refund of the order is no evidence', async () => {
  const [{ placed, number }, { placed: other }] = [await shop.paid(), await shop.paid()]
  await refundElsewhere(placed, number, 'by-hand-0006')
  await shop.paidElsewhere('till-2026-0006')
  await billed()
  const found = await shop.differences()
  const strange = found.find(({ detail }) => detail.refund === 'by-hand-0006')
  const till = found.find(({ detail }) => detail.payment === 'till-2026-0006')
  for (const [at, difference] of [
    [other, strange],
    [placed, till],
  ] as const) {
    const { status, json } = await record(at, { difference: difference?.id })
    expect([status, json.code]).toEqual([400, 'BAD_REQUEST'])
  }
  expect((await shop.differences()).length).toBe(2)
})
