import { expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { eventually } from '../shop.ts'
import {
  account,
  anna,
  atSharingShop,
  booked,
  completed,
  giveBack,
  goodsOf,
  house,
  letGo,
  link,
  market,
  paidThrough,
  promoter,
  sharesOf,
  soldThroughHouse,
  wechat,
} from './sharing-shop.ts'

atSharingShop()

test('a merchant gives back the commission on goods that are refunded later, before their buyer is paid', async () => {
  const { placed } = await soldThroughHouse()
  const paid = await booked(placed, 'commission')
  await giveBack(placed, 1)
  const kept = goodsOf(placed) - Math.ceil(goodsOf(placed) / 2)
  const due = Math.floor((kept * 100) / 1000)
  expect(await booked(placed, 'commission')).toBe(due)
  expect(sharesOf(placed).flatMap(({ parts }) => parts)).toMatchObject([{ returned: paid - due }])
  await giveBack(placed, 1)
  expect(await booked(placed, 'commission')).toBe(0)
})

test.each(['busy', 'lost-answer', 'unsigned'] as const)(
  'a return whose answers are %s is made once, and the buyer has her money once',
  async (fault) => {
    const { placed } = await soldThroughHouse()
    const paid = await booked(placed, 'commission')
    wechat().fault(fault, 4)
    await giveBack(placed, 2)
    expect(sharesOf(placed).flatMap(({ parts }) => parts)).toMatchObject([{ returned: paid }])
    expect(wechat().refunds()).toHaveLength(1)
    expect(await booked(placed, 'commission')).toBe(0)
    expect(await booked(placed, 'merchant_cash')).toBe(0)
  },
)

test('what a person was given, and what a merchant does not return, the shop bears; the buyer has her money', async () => {
  await account(1)
  const [first, second] = [await link('商行'), await link('阿芳的群')]
  await promoter(first, { permille: 100, ...house })
  await promoter(second, { permille: 100, ...anna })
  const placed = [await paidThrough(first), await paidThrough(second)]
  for (const each of placed) {
    await completed(each)
    await letGo(each)
  }
  wechat().fault('share-return-failed')
  for (const each of placed) {
    const before = await booked(each, 'commission')
    await giveBack(each, 2)
    expect(await booked(each, 'commission')).toBe(before)
  }
  const [failed] = await inDatabase(market, 'select state, problem from commission_returns')
  expect(failed).toEqual({ state: 'failed', problem: 'TIME_OUT_CLOSED' })
})

test('a refund that is asked for while parts are on their way waits until they have arrived', async () => {
  await account(1)
  const share = await link('商行')
  await promoter(share, { permille: 100, ...house })
  const placed = await paidThrough(share)
  await completed(placed)
  await eventually(async () => sharesOf(placed).length > 0)
  await giveBack(placed, 2)
  await letGo(placed)
  expect(await booked(placed, 'commission')).toBe(0)
  expect(await booked(placed, 'merchant_cash')).toBe(0)
})
