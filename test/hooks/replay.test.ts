import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hour, type Listing, minute, type OrderTimeline } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine } from '../command-line.ts'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { quiet } from './books.ts'

let market: OpenShop
let folder: string
let goods: Listing[]

beforeAll(async () => {
  market = await openShop()
  folder = await mkdtemp(join(tmpdir(), 'xiaopu-exports-'))
  goods = await listGoods(market, 2, 1)
})
afterAll(async () => {
  await market.close()
  await rm(folder, { recursive: true, force: true })
})

async function order(): Promise<Placed> {
  const wanted = goods.map((listing) => ({ listing, quantity: 2 }))
  return placeOrder(market, await quoteFor(market, await fillCart(market, wanted)))
}

const inState = (placed: Placed, state: string) =>
  eventually(async () => (await placed.read()).state === state)

interface Ending {
  readonly order: string
  readonly purchases: string[]
}

interface Played {
  readonly isSame: boolean
  readonly played: Ending
  readonly recorded: Ending
}

/** Exports an order and plays it, as somebody does who helps from far away. */
async function replayed({ order }: Placed): Promise<Played> {
  const path = `/v1/seller/orders/${order.id}/timeline`
  const { json } = await market.sell<OrderTimeline>(path)
  const file = join(folder, `${order.id}.json`)
  await writeFile(file, JSON.stringify(json))
  const { stdout, stderr } = await runCommandLine(['replay', file, '--json'], {})
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

test('an order of two suppliers that was paid, shipped and received ends the same when it is played again', async () => {
  const placed = await order()
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed')
  for (const { platformOrderId } of (await placed.readAsSeller()).supplierOrders) {
    await market.control(`/orders/${platformOrderId}/ship`, {})
    await market.clock.advance(hour)
  }
  await inState(placed, 'shipped')
  await placed.tell('receive')
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.readAsSeller()).supplierOrders.every(({ state }) => state === 'done')
  })
  const { isSame, played, recorded } = await replayed(placed)
  expect(played.order).toBe('received')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an order that nobody paid ends closed again', async () => {
  const placed = await order()
  await startPaying(placed)
  await market.clock.advance(16 * minute)
  await inState(placed, 'closed')
  const { isSame, played, recorded } = await replayed(placed)
  expect(played.order).toBe('closed')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an order whose goods ran out is held for the same reason again', async () => {
  const placed = await order()
  const cashierUrl = await startPaying(placed)
  await market.control(`/offers/${goods[0]?.offer.offerId}`, { stock: 0 })
  await payAt(market, cashierUrl)
  await eventually(async () =>
    (await placed.readAsSeller()).supplierOrders.some(({ state }) => state === 'held'),
  )
  await quiet(market)
  const { isSame, played, recorded } = await replayed(placed)
  expect(played.purchases).toContain('held OUT_OF_STOCK')
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)
