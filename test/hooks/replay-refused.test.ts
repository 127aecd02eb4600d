import { hour, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import type { Placed } from '../market.ts'
import {
  account,
  askBack,
  atSharingShop,
  close,
  market,
  paidThrough,
  refusedOf,
  retry,
  until,
  wechat,
} from '../money/sharing-shop.ts'
import { quiet } from './books.ts'
import { replayed } from './replaying.ts'

atSharingShop()

async function refusedRefund(): Promise<Placed> {
  await account(0)
  const placed = await paidThrough(undefined)
  wechat().fault('refund-refused', 99)
  await askBack(placed, 1)
  return placed
}

test('a refund that its provider refused is refused again, and made when it was made', async () => {
  const placed = await refusedRefund()
  const refused = await refusedOf(placed, minute)
  await market.clock.advance(hour)
  wechat().fault('refund-refused', 0)
  await retry(refused)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'succeeded', reason: 'seller', pieces: 1 }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('a refund that its provider still refuses is not made on the stage either', async () => {
  const placed = await refusedRefund()
  await refusedOf(placed, minute)
  await market.clock.advance(hour)
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'submitting' }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('a refused refund that its seller made by other means ends so again', async () => {
  const placed = await refusedRefund()
  await close(await refusedOf(placed, minute))
  await market.clock.advance(hour)
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'succeeded' }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('a refund that its provider took and could not make fails again', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  wechat().fault('refund-abnormal', 1)
  await askBack(placed, 1)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'abnormal', minute)
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'abnormal' }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('refunds that their seller made by hand, one that had failed and one of her own, end so again', async () => {
  await account(0)
  const placed = await paidThrough(undefined)
  wechat().fault('refund-abnormal', 1)
  await askBack(placed, 1)
  const { refunds } = await until(placed, (seen) => seen.refunds[0]?.state === 'abnormal', minute)
  const byHand = (body: object, key: string) =>
    market.sell(`/v1/seller/orders/${placed.order.id}/refunds/by-hand`, {
      body: { reference: '工行转账 8823', ...body },
      headers: { 'idempotency-key': key },
    })
  await market.clock.advance(hour)
  const [line] = placed.order.lines
  const lines = [{ line: line?.id, quantity: 1 }]
  const answers = [
    await byHand({ refund: refunds[0]?.id }, 'replay-by-hand-1'),
    await byHand({ lines, reference: '现金' }, 'replay-by-hand-2'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  await quiet(market)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)
