import { expect, test } from 'vitest'
import {
  account,
  anna,
  atSharingShop,
  completed,
  letGo,
  link,
  market,
  paidThrough,
  promoter,
} from '../money/sharing-shop.ts'
import { rowsOf, table } from './read-table.ts'

atSharingShop()

test('who brought an order stands beside it, also once she has been given her part and is put off', async () => {
  await account(1)
  const share = await link('安娜的群')
  const { id } = await promoter(share, { ...anna, permille: 100 })
  await paidThrough(undefined)
  const placed = await paidThrough(share)
  const brought = async () =>
    rowsOf((await table(market)).text).map((row) => [row.order, row.share, row.promoter])
  const [mine, others] = await brought()
  expect(mine).toEqual([placed.order.number, '安娜的群', id])
  expect(others?.slice(1)).toEqual(['', ''])
  await completed(placed)
  await letGo(placed)
  const off = await market.sell(`/v1/seller/promoters/${id}`, { method: 'DELETE' })
  expect(off.status).toBe(200)
  expect((await brought())[0]).toEqual(mine)
})
