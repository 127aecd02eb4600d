import { fen, minute, type Platform, ShopError, second } from '@xiaopu/domain'
import { connect, migrate } from '@xiaopu/gateway'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
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

let market: OpenShop
/** What happens before a call goes on to 1688; a throw keeps it from going on. */
let before: { [call in 'preview' | 'place' | 'purchase']?: () => Promise<void> }
let places: number
/** Whether 1688 tells of every purchase a state that we have no word for, and what was paid there. */
let isStrange: boolean
let payments: number

beforeEach(async () => {
  before = {}
  places = 0
  isStrange = false
  payments = 0
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      preview: async (request) => {
        await before.preview?.()
        return sandbox.preview(request)
      },
      place: async (request) => {
        places++
        await before.place?.()
        return sandbox.place(request)
      },
      // An answer that is lost: what became of it must be read.
      pay: async (platformOrderId) => {
        payments++
        return (await sandbox.pay(platformOrderId)) && !isStrange
      },
      purchase: async (platformOrderId) => {
        const purchase = await sandbox.purchase(platformOrderId)
        const told = isStrange ? ({ ...purchase, state: 'unknown' } as const) : purchase
        await before.purchase?.()
        return told
      },
    }),
  })
})
afterEach(() => market.close())

async function ordered(quantity: number): Promise<{ placed: Placed; cashierUrl: string }> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  return { placed, cashierUrl: await startPaying(placed) }
}

const purchaseOf = async (placed: Placed) => (await placed.readAsSeller()).supplierOrders[0]

test('F-02: a purchase whose call was lost is made again only after 1688 denied it twice in two minutes', async () => {
  const { placed, cashierUrl } = await ordered(1)
  before.place = async () => {
    throw new ShopError('PLATFORM_IN_DOUBT', { reason: 'timeout' })
  }
  await payAt(market, cashierUrl)
  await eventually(async () => (await purchaseOf(placed))?.state === 'in_doubt')
  before = {}
  for (const wait of [3, 6, 16, 46]) {
    await market.clock.advance(wait * second)
    await eventually(async () => market.log.length > 0)
    expect((await purchaseOf(placed))?.state).toBe('in_doubt')
  }
  expect(places).toBe(1)
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).state === 'placed'
  })
  expect(places).toBe(2)
})

test('a piece that is given back while its purchase is being checked is not bought', async () => {
  const { placed, cashierUrl } = await ordered(2)
  const [line] = placed.order.lines
  before.preview = async () => {
    before = {}
    const { status } = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body: { lines: [{ line: line?.id, quantity: 1 }] },
      headers: { 'idempotency-key': 'between-1' },
    })
    expect(status).toBe(200)
  }
  await payAt(market, cashierUrl)
  const purchase = await eventually(async () => {
    await market.clock.advance(second)
    const seen = await purchaseOf(placed)
    return seen?.state === 'paid_up' && seen
  })
  const platform = market.gateway.deps.platform(market.shop.id)
  const { lines } = await platform.purchase(purchase.platformOrderId ?? '')
  expect(lines.map(({ quantity }) => quantity)).toEqual([1])
  expect((await placed.readAsSeller()).lines[0]).toMatchObject({
    returned: 1,
    refunded: fen(line?.price.amount ?? 0),
  })
})

test('a purchase in a state that nobody knows is neither taken as paid nor paid again, and the owner is told', async () => {
  const { placed, cashierUrl } = await ordered(1)
  isStrange = true
  await payAt(market, cashierUrl)
  await eventually(async () => {
    await market.clock.advance(second)
    const { attention, supplierOrders } = await placed.readAsSeller()
    return attention && supplierOrders[0]?.failure === 'PLATFORM_SCHEMA'
  })
  for (let look = 0; look < 3; look++) await market.clock.advance(minute)
  expect(await purchaseOf(placed)).toMatchObject({ state: 'paying' })
  isStrange = false
  const order = await eventually(async () => {
    await market.clock.advance(minute)
    const seen = await placed.readAsSeller()
    return seen.state === 'placed' && seen
  })
  expect(order).toMatchObject({ attention: false, supplierOrders: [{ state: 'paid_up' }] })
  expect(payments).toBe(1)
})

test('a purchase that its supplier sends before it is tried again is in doubt no longer', async () => {
  const { placed, cashierUrl } = await ordered(1)
  isStrange = true
  await payAt(market, cashierUrl)
  const { platformOrderId } = await eventually(async () => {
    await market.clock.advance(second)
    const { attention, supplierOrders } = await placed.readAsSeller()
    return attention && supplierOrders[0]
  })
  isStrange = false
  await market.control(`/orders/${platformOrderId}/ship`, {})
  const order = await eventually(async () => {
    await market.clock.advance(second)
    const seen = await placed.readAsSeller()
    return seen.state === 'shipped' && seen
  })
  expect(order).toMatchObject({ attention: false, supplierOrders: [{ state: 'shipped' }] })
  expect(order.supplierOrders[0]).not.toHaveProperty('failure')
})

test('news that a purchase has left is not doubted afterwards by an answer that was asked for earlier', async () => {
  const { placed, cashierUrl } = await ordered(1)
  isStrange = true
  before.purchase = async () => {
    before = {}
    isStrange = false
    const paying = await purchaseOf(placed)
    await market.control(`/orders/${paying?.platformOrderId}/ship`, {})
    await eventually(async () => {
      await market.clock.advance(second)
      return (await purchaseOf(placed))?.state === 'shipped'
    })
  }
  await payAt(market, cashierUrl)
  await eventually(async () => (await purchaseOf(placed))?.state === 'shipped')
  await quiet(market)
  expect(await purchaseOf(placed)).not.toHaveProperty('failure')
  expect(payments).toBe(1)
})

test('a shop of an earlier version forgets what once kept its paid purchases from being paid', async () => {
  const { placed, cashierUrl } = await ordered(1)
  await payAt(market, cashierUrl)
  await eventually(async () => (await purchaseOf(placed))?.state === 'paid_up')
  await inDatabase(
    market,
    `update supplier_orders set failure = 'PLATFORM_SCHEMA'`,
    `delete from kysely_migration where name = '0024-paid-after-all'`,
  )
  expect(await purchaseOf(placed)).toHaveProperty('failure')
  const books = connect({ url: market.databaseUrl, max: 1 })
  expect(await migrate(books)).toBe(1)
  await books.close()
  expect(await purchaseOf(placed)).not.toHaveProperty('failure')
})

test('a gateway that dies while it writes down that a purchase is paid after all leaves nothing half done', async () => {
  const { placed, cashierUrl } = await ordered(1)
  isStrange = true
  await payAt(market, cashierUrl)
  await eventually(async () => {
    await market.clock.advance(second)
    return (await placed.readAsSeller()).attention
  })
  // The database gives up where the order would stop asking for its owner; a sequence outlives that.
  await inDatabase(
    market,
    'create sequence deaths',
    `create function die() returns trigger language plpgsql as $$
      begin perform nextval('deaths'); raise exception 'died'; end $$`,
    `create trigger dies before update on orders for each row
      when (old.attention and not new.attention) execute function die()`,
  )
  isStrange = false
  await eventually(async () => {
    await market.clock.advance(minute)
    const [row] = await inDatabase<{ is_called: boolean }>(market, 'select is_called from deaths')
    return row?.is_called
  })
  const half = await placed.readAsSeller()
  expect([half.attention, half.supplierOrders[0]]).toMatchObject([
    true,
    { state: 'paying', failure: 'PLATFORM_SCHEMA' },
  ])
  await inDatabase(
    market,
    'drop trigger dies on orders',
    'drop function die',
    'drop sequence deaths',
  )
  const order = await eventually(async () => {
    await market.clock.advance(minute)
    const seen = await placed.readAsSeller()
    return seen.state === 'placed' && seen
  })
  expect(order).toMatchObject({ attention: false, supplierOrders: [{ state: 'paid_up' }] })
  expect(order.supplierOrders[0]).not.toHaveProperty('failure')
  expect(payments).toBe(1)
})
