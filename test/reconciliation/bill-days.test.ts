import { day, hour } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
import { openAnother } from '../hooks/other-shop.ts'
import { type BillShop, firstDay, giveAccount, openBillShop, secondDay } from './bill-shop.ts'

let shop: BillShop

beforeEach(async () => {
  shop = await openBillShop()
})
afterEach(() => shop.market.close())

const wechat = () => shop.market.sandbox.wechatPay

test('what is paid and given back around midnight agrees, each on the bill of its own day', async () => {
  await shop.until(firstDay, '23:50:00')
  const { placed: before } = await shop.paid()
  const { placed: across } = await shop.paid()
  await shop.until(firstDay, '23:59:58')
  const { placed: last } = await shop.paid()
  await shop.giveBack(across)
  const { placed: after } = await shop.paid()
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  expect((await shop.paymentOf(before)).billed_on).toBe(firstDay)
  expect((await shop.paymentOf(last)).billed_on).toBe(firstDay)
  expect((await shop.paymentOf(after)).billed_on).toBeNull()
  await shop.until('2026-11-26', '10:30:00')
  await shop.look()
  expect((await shop.paymentOf(after)).billed_on).toBe(secondDay)
  const refunds = await inDatabase(shop.market, 'select billed_on from refunds')
  const [played] = wechat().refunds()
  const given = new Date((played?.createdAt ?? 0) + 8 * hour).toISOString().slice(0, 10)
  expect(refunds).toEqual([{ billed_on: given }])
  expect(await shop.differences('all')).toEqual([])
})

test('a bill that is not made yet, or was changed on its way, is asked for by the next look', async () => {
  await shop.paid()
  wechat().fault('bill-creating', 50)
  await shop.until(secondDay, '10:30:00')
  expect(await shop.look()).toMatchObject({ state: 'done' })
  const unread = { day: firstDay, state: 'unread' }
  expect(await shop.days()).toEqual([{ ...unread, problem: 'not made yet' }])
  wechat().fault('bill-creating', 0)
  wechat().fault('bill-changed', 50)
  expect(await shop.look()).toMatchObject({ state: 'done' })
  expect(await shop.days()).toEqual([{ ...unread, problem: 'bill was changed' }])
  wechat().fault('bill-changed', 0)
  await shop.look()
  expect(await shop.days()).toEqual([{ day: firstDay, state: 'compared', problem: null }])
  expect(await shop.differences('all')).toEqual([])
})

test('a bill that could not be had for a whole day is shown to the seller, until it can', async () => {
  await shop.paid()
  wechat().fault('bill-changed', 200)
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  await shop.until('2026-11-26', '10:29:00')
  await shop.look()
  expect(await shop.differences('all')).toEqual([])
  await shop.until('2026-11-26', '10:31:00')
  await shop.look()
  const found = await shop.differences()
  expect(found).toMatchObject([
    {
      ...{ kind: 'missing_there', subject: `wechat ${firstDay}` },
      detail: { provider: 'wechat', bill: firstDay, problem: 'bill was changed' },
    },
  ])
  wechat().fault('bill-changed', 0)
  await shop.look()
  expect(await shop.differences()).toEqual([])
  expect((await shop.days()).map(({ state }) => state)).toEqual(['compared', 'compared'])
})

test('what the seller has closed of a bill that cannot be had stays closed', async () => {
  await shop.paid()
  wechat().fault('bill-changed', 200)
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  await shop.until('2026-11-26', '10:31:00')
  await shop.look()
  const [found] = await shop.differences()
  await shop.market.sell(`/v1/seller/differences/${found?.id}/resolve`, { body: { note: '在看' } })
  await shop.look()
  expect(await shop.differences('all')).toHaveLength(1)
})

test('a bill that was compared and cannot be had again is no difference, nor is one that fails for the first time days later', async () => {
  await shop.paidElsewhere('till-0001')
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  expect(await shop.differences()).toHaveLength(1)
  await quiet(shop.market)
  await shop.market.sandbox.clock.advance(3 * day)
  wechat().fault('bill-changed', 200)
  await shop.look()
  expect(await shop.differences('all')).toHaveLength(1)
  const states = (await shop.days()).map(({ state }) => state)
  expect(states[0]).toBe('compared')
})

test('days on which nobody looked are caught up, days without trade as well', async () => {
  await shop.paid()
  await quiet(shop.market)
  // Nobody looks: the jobs wait as if the machine had been off.
  await shop.market.sandbox.clock.advance(5 * day)
  await shop.look()
  const days = (await shop.days()).map(({ day: date, state }) => `${date} ${state}`)
  expect(days).toEqual([4, 5, 6, 7, 8].map((each) => `2026-11-2${each} compared`))
  expect(await shop.differences('all')).toEqual([])
})

test('money of a neighbour with the same account is not this shop’s, and each compares its own', async () => {
  const neighbour = await openAnother(shop.market, 'neighbour')
  await giveAccount(neighbour)
  await shop.paid(neighbour)
  await shop.paid()
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  await shop.look(neighbour)
  expect(await shop.differences('all')).toEqual([])
  expect(await shop.differences('all', neighbour)).toEqual([])
})

test('money that came in before the shop had its account is not its own', async () => {
  const late = await openAnother(shop.market, 'late')
  await shop.paidElsewhere('before-it-opened')
  await shop.market.clock.advance(60_000)
  await giveAccount(late)
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  await shop.look(late)
  expect((await shop.differences()).map(({ detail }) => detail.payment)).toEqual([
    'before-it-opened',
  ])
  expect(await shop.differences('all', late)).toEqual([])
})
