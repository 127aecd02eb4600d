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
  expect(played.refunds).toMatchObject([{ state: 'abnormal' }])
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
