import { hour, minute, type Platform, type SellerOrder, ShopError, second } from '@xiaopu/domain'
import { connect, migrate } from '@xiaopu/gateway'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
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

type Call = 'preview' | 'place' | 'purchase' | 'pay'
type Happening = () => Promise<void>

let market: OpenShop
/** What happens while 1688 is asked, once: before it hears of it, and before its answer is heard. */
let before: { [call in Call]?: Happening }
let after: { [call in Call]?: Happening }
let payments: number
/** Whether 1688 says of every purchase that it is closed, and tells nobody by itself. */
let isClosed: boolean

beforeEach(async () => {
  before = {}
  after = {}
  payments = 0
  isClosed = false
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      preview: (request) => during('preview', () => sandbox.preview(request)),
      place: (request) => during('place', () => sandbox.place(request)),
      purchase: async (number) => {
        const purchase = await during('purchase', () => sandbox.purchase(number))
        return isClosed ? { ...purchase, state: 'cancelled', rawState: 'cancel' } : purchase
      },
      pay: (number) => {
        payments++
        return during('pay', () => sandbox.pay(number))
      },
    }),
  })
})
afterEach(() => market.close())

async function during<T>(call: Call, ask: () => Promise<T>): Promise<T> {
  const first = before[call]
  delete before[call]
  await first?.()
  const answer = await ask()
  const then = after[call]
  delete after[call]
  await then?.()
  return answer
}

let keys = 0
const key = () => ({ 'idempotency-key': `meanwhile-${++keys}` })

async function ordered(quantity: number): Promise<{ placed: Placed; cashierUrl: string }> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  return { placed, cashierUrl: await startPaying(placed) }
}

async function policy(purchasePolicy: Record<string, unknown>): Promise<void> {
  const body = { purchasePolicy }
  const { status, text } = await market.sell('/v1/seller/shop', { method: 'PUT', body })
  if (status !== 200) throw new Error(text)
}

async function giveBack({ order }: Placed, quantity: number): Promise<void> {
  const { status, text } = await market.sell(`/v1/seller/orders/${order.id}/refunds`, {
    body: { lines: [{ line: order.lines[0]?.id, quantity }] },
    headers: key(),
  })
  if (status !== 200) throw new Error(text)
}

function decide(placed: Placed, decision: string) {
  return placed
    .readAsSeller()
    .then(({ supplierOrders }) =>
      market.sell<SellerOrder>(
        `/v1/seller/orders/${placed.order.id}/purchases/${supplierOrders.at(-1)?.id}/decide`,
        { body: { decision }, headers: key() },
      ),
    )
}

function until(placed: Placed, is: (order: SellerOrder) => boolean, step = second) {
  return eventually(async () => {
    await market.clock.advance(step)
    const order = await placed.readAsSeller()
    return is(order) && order
  })
}

const stateIs =
  (state: string) =>
  ({ supplierOrders }: SellerOrder): boolean =>
    supplierOrders.at(-1)?.state === state

test('what is given back whole while it is being placed is cancelled, and never paid', async () => {
  const { placed, cashierUrl } = await ordered(1)
  after.place = () => giveBack(placed, 1)
  await payAt(market, cashierUrl)
  const order = await until(placed, ({ state }) => state === 'closed', minute)
  expect(order.supplierOrders).toMatchObject([
    { state: 'cancelled', claims: [{ state: 'closed' }] },
  ])
  expect(payments).toBe(0)
})

test('what is given back whole while 1688 refuses to place it waits for nobody any more', async () => {
  const { placed, cashierUrl } = await ordered(1)
  before.place = async () => {
    await giveBack(placed, 1)
    throw new ShopError('OUT_OF_STOCK')
  }
  await payAt(market, cashierUrl)
  const order = await until(placed, ({ state }) => state === 'closed', minute)
  expect(order.attention).toBe(false)
  expect(payments).toBe(0)
})

test('of what is given back in part while 1688 refuses to place it the rest goes back too', async () => {
  const { placed, cashierUrl } = await ordered(2)
  before.place = async () => {
    await giveBack(placed, 1)
    throw new ShopError('OUT_OF_STOCK')
  }
  await payAt(market, cashierUrl)
  await until(placed, stateIs('held'))
  expect((await decide(placed, 'refund')).status).toBe(200)
  const order = await until(placed, ({ state }) => state === 'closed', minute)
  expect(order.attention).toBe(false)
  expect(payments).toBe(0)
})

test('what 1688 says of more pieces than are still wanted holds nothing up', async () => {
  const { placed, cashierUrl } = await ordered(2)
  before.preview = async () => {
    await giveBack(placed, 1)
    throw new ShopError('OUT_OF_STOCK')
  }
  await payAt(market, cashierUrl)
  const order = await until(placed, stateIs('paid_up'))
  expect(order.attention).toBe(false)
})

test('a purchase that is closed at 1688 before it is paid can be replaced, whoever heard of it first', async () => {
  await policy({ noAnswer: 'wait' })
  const { placed, cashierUrl } = await ordered(1)
  before.pay = async () => {
    isClosed = true
    throw new ShopError('PLATFORM_BUSY')
  }
  await payAt(market, cashierUrl)
  const order = await until(placed, ({ attention }) => attention)
  expect(order.supplierOrders).toMatchObject([{ state: 'cancelled' }])
  expect(order.supplierOrders[0]).toHaveProperty('decideBefore')
})

test('an owner who has decided to buy has her whole time again where 1688 then asks for her authorisation', async () => {
  await policy({ mode: 'manual' })
  const { placed, cashierUrl } = await ordered(1)
  await payAt(market, cashierUrl)
  await until(placed, stateIs('held'))
  before.place = async () => {
    throw new ShopError('PLATFORM_AUTH')
  }
  expect((await decide(placed, 'buy')).status).toBe(200)
  const order = await until(placed, stateIs('held'))
  const [purchase] = order.supplierOrders
  expect(purchase).toMatchObject({ failure: 'PLATFORM_AUTH' })
  expect(Date.parse(purchase?.decideBefore ?? '')).toBeGreaterThan(market.clock.now() + 11 * hour)
})

test('a purchase that its owner lets be made says no longer what kept it', async () => {
  await policy({ maxPurchase: { amount: 1, currency: 'CNY' } })
  const { placed, cashierUrl } = await ordered(1)
  await payAt(market, cashierUrl)
  const held = await until(placed, stateIs('held'))
  expect(held.supplierOrders[0]).toMatchObject({ reasons: ['purchase_limit'] })
  const { json } = await decide(placed, 'buy')
  expect(json.supplierOrders[0]).toMatchObject({ state: 'planned' })
  expect(json.supplierOrders[0]).not.toHaveProperty('reasons')
})

test('a shop of an earlier version forgets what once kept purchases from being made that are being made', async () => {
  const { placed } = await ordered(1)
  await inDatabase(
    market,
    `update supplier_orders set failure = 'OUT_OF_STOCK'`,
    `delete from kysely_migration where name = '0025-what-is-over'`,
  )
  const [before] = (await placed.readAsSeller()).supplierOrders
  expect(before).toMatchObject({ state: 'planned', failure: 'OUT_OF_STOCK' })
  const books = connect({ url: market.databaseUrl, max: 1 })
  expect(await migrate(books)).toBe(1)
  await books.close()
  const [after] = (await placed.readAsSeller()).supplierOrders
  expect(after).not.toHaveProperty('failure')
})
