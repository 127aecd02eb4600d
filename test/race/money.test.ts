import type { SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judge } from '../kill/rounds.ts'
import { pause, Town } from '../kill/town.ts'
import { type Goods, offersToSell } from '../simulate/ground.ts'
import { Crowd, expectClean, type Placed, payAt, type Told, together } from './crowd.ts'

const minute = 60_000
const second = 1_000

/** Two gateway processes on one database. */
let town: Town
let crowd: Crowd
let goods: Goods
const acknowledged: { buyer: string; order: string; token: string; paid: boolean }[] = []

beforeAll(async () => {
  town = await Town.open({ gateways: 2, offers: offersToSell().slice(0, 1) })
  crowd = new Crowd(town)
  if (town.goods[0]) goods = town.goods[0]
}, 240_000)
afterAll(() => town.close(), 60_000)

async function placed(name: string): Promise<Placed> {
  const mine = await crowd.placed(goods, name)
  const { order, token } = mine
  acknowledged.push({ buyer: name, order: order.id, token, paid: false })
  return mine
}

/** Paid and bought, and not sent yet. */
async function bought(name: string): Promise<Placed & { readonly at1688: string }> {
  const mine = await placed(name)
  await crowd.payAtCashier(mine)
  await crowd.tell(mine, 'payments/check')
  await expect
    .poll(async () => (await crowd.read(mine)).state, { timeout: 60_000, interval: 200 })
    .toBe('placed')
  const { json } = await crowd.sell<SellerOrder>(`/v1/seller/orders/${mine.order.id}`)
  return { ...mine, at1688: json.supplierOrders[0]?.platformOrderId ?? '' }
}

/** The supplier sends it; 1688 tells the shop. */
async function ship(platformOrderId: string): Promise<void> {
  const url = `http://127.0.0.1/sandbox/api/orders/${platformOrderId}/ship`
  await town.sandbox.fetch(new Request(url, { method: 'POST', body: '{}' }))
}

test('a parcel that leaves just when the money is asked back: both are answered, no fen is lost', {
  timeout: 300_000,
}, async () => {
  const orders = await together(6, (at) => bought(`sent-or-refunded-${at}`))
  const answers: Told<unknown>[] = []
  await Promise.all(
    orders.map(async (mine, at) => {
      const claim = { kind: 'refund_only', reason: 'changed_mind' }
      const lines = mine.order.lines.map(({ id }) => ({ line: id, quantity: 1 }))
      const told = await Promise.all([
        pause(at * 15).then(() => crowd.tell(mine, 'after-sales', claim, 'changed-her-mind')),
        pause(at * 10).then(() => ship(mine.at1688)),
        crowd.sell(`/v1/seller/orders/${mine.order.id}/refunds`, { lines }, `sorry-${at}-00`),
      ])
      answers.push(...told.flatMap((each) => each ?? []))
    }),
  )
  expect(answers).toHaveLength(12)
  expectClean(answers)
  const all = await together(orders.length, (at) => crowd.read(orders[at] as Placed))
  for (const { refunds, total } of all) {
    const back = refunds.reduce((sum, { amount }) => sum + amount.amount, 0)
    expect(back).toBeGreaterThan(0)
    expect(back).toBeLessThanOrEqual(total.amount)
  }
  expect(await judge(town, acknowledged)).toEqual([])
})

test('money that comes just when the time to pay ends pays the order or goes back whole', {
  timeout: 300_000,
}, async () => {
  const orders = await together(8, (at) => placed(`paid-or-over-${at}`))
  const cashiers = await together(orders.length, (at) => crowd.openCashier(orders[at] as Placed))
  await town.turn(15 * minute - 2 * second)
  const pay = (at: number) => payAt(cashiers[at] ?? '')
  const close = (at: number) => crowd.tell(orders[at] as Placed, 'close')
  // The first is surely paid before it is closed and the last is closed before it is paid.
  const last = orders.length - 1
  await pay(0)
  const answers = [await close(last)]
  await Promise.all([
    town.turn(5 * second),
    ...orders.map(async (_, at) => {
      const [told] = await Promise.all([at < last && close(at), at > 0 && pay(at)])
      if (told) answers.push(told)
    }),
  ])
  expect(answers).toHaveLength(orders.length)
  expectClean(answers)
  expect(await judge(town, acknowledged)).toEqual([])
  const ends = await together(orders.length, (at) => crowd.read(orders[at] as Placed))
  expect(new Set(ends.map(({ state }) => state))).toEqual(new Set(['completed', 'closed']))
})
