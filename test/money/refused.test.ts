import { fen, type Health, hour, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { reportShipping } from '../../packages/gateway/src/payments/report-shipping.ts'
import { submitRefund } from '../../packages/gateway/src/payments/submit-refund.ts'
import { inDatabase, quiet } from '../hooks/books.ts'
import type { Placed } from '../market.ts'
import { answer, exchange } from './exchange-shop.ts'
import {
  account,
  askBack,
  atSharingShop,
  booked,
  close,
  completed,
  market,
  openRefusals,
  paidThrough,
  refusedOf,
  retry,
  tradeOf,
  until,
  wechat,
} from './sharing-shop.ts'

atSharingShop()

type Fault = Parameters<ReturnType<typeof wechat>['fault']>[0]

const refuse = (kind: Fault) => wechat().fault(kind, 99)
const accept = (kind: Fault) => wechat().fault(kind, 0)

const refundOf = async (placed: Placed) => (await placed.readAsSeller()).refunds[0]?.state

const bookedOn = (placed: Placed, ...accounts: readonly string[]) =>
  Promise.all(accounts.map((account) => booked(placed, account)))

const uploads = (placed: Placed) =>
  wechat()
    .shippings()
    .find(({ transactionId }) => transactionId === tradeOf(placed).transactionId)?.uploads ?? 0

test('a refund that is refused for good is shown with its reason, sent again when its seller says so, and settled', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('refund-refused')
  await askBack(placed, 0, fen(100))
  const refused = await refusedOf(placed, minute)
  expect(refused).toMatchObject({
    order: placed.order.id,
    detail: { deed: 'refund', reason: 'NO_AUTH' },
  })
  expect((await placed.readAsSeller()).attention).toBe(true)
  const { json: health } = await market.sell<Health>('/v1/seller/health')
  expect([health.differences, health.deadJobs]).toEqual([1, 0])
  expect(await retry(refused)).toMatchObject({ status: 200 })
  await quiet(market)
  expect(await openRefusals()).toMatchObject([{ id: refused.id }])
  accept('refund-refused')
  await Promise.all([retry(refused), retry(refused)])
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  expect(await openRefusals()).toEqual([])
  expect(wechat().refunds()).toHaveLength(1)
  expect((await placed.readAsSeller()).attention).toBe(false)
  // Who says it once more finds it done.
  const late = await retry(refused)
  expect(late.json).toMatchObject({ resolvedBy: 'reconciliation' })
})

test('a refused refund is sent again by itself after hours, when an account may have been mended', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('refund-refused')
  await askBack(placed, 0, fen(100))
  await refusedOf(placed, minute)
  accept('refund-refused')
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', hour)
  expect(await openRefusals()).toEqual([])
})

test('a refused refund that its seller made by other means is in the book, with the buyer, never sent again, and asks for nobody', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('refund-refused')
  await askBack(placed, 0, fen(100))
  const refused = await refusedOf(placed, minute)
  expect((await close(refused)).json).toMatchObject({ resolvedBy: '另外处理了' })
  accept('refund-refused')
  for (let hours = 0; hours < 30; hours++) await market.clock.advance(hour)
  await quiet(market)
  expect([await refundOf(placed), wechat().refunds()]).toEqual(['succeeded', []])
  expect((await placed.readAsSeller()).attention).toBe(false)
  expect((await placed.read()).refunds).toMatchObject([{ state: 'succeeded', amount: fen(100) }])
  const paid = placed.order.total.amount
  expect(await bookedOn(placed, 'merchant_cash', 'other_means', 'refund_clearing')).toEqual([
    ...[paid, -100, 0],
  ])
})

test('a claim whose refund its seller made by other means is over, and its order completes', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('refund-refused')
  await until(placed, ({ state }) => state === 'shipped', hour)
  await placed.tell('receive', {}, { 'idempotency-key': 'receive-made-elsewhere' })
  const claimed = await placed.tell(
    'after-sales',
    {
      kind: 'refund_only',
      reason: 'other',
      lines: [{ line: placed.order.lines[0]?.id, quantity: 1 }],
    },
    { 'idempotency-key': 'claim-made-elsewhere' },
  )
  const [claim] = claimed.json.afterSales ?? []
  const answered = await market.sell(`/v1/seller/after-sales/${claim?.id}/answer`, {
    body: { answer: 'approve' },
    headers: { 'idempotency-key': 'answer-made-elsewhere' },
  })
  expect([claimed.status, answered.status]).toEqual([200, 200])
  await close(await refusedOf(placed, minute))
  await until(placed, ({ afterSales }) => afterSales[0]?.state === 'done', minute)
  await completed(placed)
  expect(wechat().refunds()).toEqual([])
})

test('a refund that its seller closes in the moment in which it is about to be sent again is not sent', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('refund-refused')
  await askBack(placed, 0, fen(100))
  const refused = await refusedOf(placed, minute)
  accept('refund-refused')
  const { deps } = market.gateway
  const of: typeof deps.payments.of = async (...asked) => {
    await close(refused)
    return deps.payments.of(...asked)
  }
  const asked = { shopId: market.shop.id, refundId: refused.subject }
  await submitRefund({ ...deps, payments: { ...deps.payments, of } }, asked)
  await quiet(market)
  expect([await refundOf(placed), wechat().refunds()]).toEqual(['succeeded', []])
})

test('parcels that WeChat will not hear of are shown after three tries, told when their seller says so, and settled', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('shipping-refused')
  const refused = await refusedOf(placed)
  expect(refused).toMatchObject({
    subject: placed.order.id,
    detail: { deed: 'shipping', reason: '10060012' },
  })
  await retry(refused)
  await quiet(market)
  expect([uploads(placed), (await openRefusals()).length]).toEqual([0, 1])
  accept('shipping-refused')
  await retry(refused)
  await quiet(market)
  expect([uploads(placed), await openRefusals()]).toEqual([1, []])
})

test('parcels that their seller entered in WeChat herself are not told again', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  refuse('shipping-refused')
  await close(await refusedOf(placed))
  accept('shipping-refused')
  for (let hours = 0; hours < 6; hours++) await market.clock.advance(hour)
  await quiet(market)
  expect([uploads(placed), await openRefusals()]).toEqual([0, []])
})

test('a parcel that leaves while WeChat is told of another one is told of at once', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  const [bought] = (await placed.readAsSeller()).supplierOrders
  const at1688 = `/orders/${bought?.platformOrderId}`
  const { json: there } = await market.control<{ items: { subId: string }[] }>(at1688)
  refuse('shipping-refused')
  await market.control(`${at1688}/ship`, { goods: [{ subId: there.items[0]?.subId, quantity: 1 }] })
  await until(placed, ({ state }) => state === 'partly_shipped', 1000)
  await quiet(market)
  accept('shipping-refused')
  const { deps } = market.gateway
  const of: typeof deps.payments.of = async (...asked) => {
    const provider = await deps.payments.of(...asked)
    const report = async (...told: Parameters<NonNullable<typeof provider.shipping>['report']>) => {
      await provider.shipping?.report(...told)
      await market.control(`${at1688}/ship`, {})
      await until(placed, ({ state }) => state === 'shipped', 1000)
    }
    return { ...provider, shipping: { ...provider.shipping, report } }
  }
  const asked = { shopId: market.shop.id, orderId: placed.order.id }
  await reportShipping({ ...deps, payments: { ...deps.payments, of } }, asked)
  await quiet(market)
  expect(uploads(placed)).toBe(2)
})

test('parcels that their seller entered in WeChat herself are not told again for what follows in exchange', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  const [line] = placed.order.lines
  if (!line) throw new Error('an order without lines')
  refuse('shipping-refused')
  const refused = await refusedOf(placed)
  await until(placed, ({ state }) => state === 'shipped', hour)
  await placed.tell('receive')
  const { id } = await exchange({ placed, line })
  await answer(market, id, { answer: 'approve', keepGoods: true })
  await until(placed, ({ afterSales }) => afterSales[0]?.state === 'resending', hour)
  await close(refused)
  accept('shipping-refused')
  for (let hours = 0; hours < 3; hours++) await market.clock.advance(hour)
  await quiet(market)
  expect([uploads(placed), await openRefusals()]).toEqual([0, []])
})

test('what is no refusal, is not there or is another shop’s is not tried again', async () => {
  await inDatabase(
    market,
    `insert into differences (shop_id, difference_id, kind, subject, detail, found_at)
      values ('${market.shop.id}', 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'missing_here', 'x', '{}', now())`,
  )
  const path = (id: string) => `/v1/seller/differences/${id}/retry`
  const other = await market.sell<{ code: string }>(path('dif_01ARZ3NDEKTSV4RRFFQ69G5FAV'), {
    method: 'POST',
  })
  expect([other.status, other.json.code]).toEqual([409, 'BAD_TRANSITION'])
  const nowhere = await market.sell<{ code: string }>(path('dif_00000000000000000000000000'), {
    method: 'POST',
  })
  expect([nowhere.status, nowhere.json.code]).toEqual([404, 'DIFFERENCE_NOT_FOUND'])
})
