import {
  type AfterSaleView,
  day,
  hour,
  minute,
  type OrderView,
  type Platform,
  type SellerOrder,
  ShopError,
  second,
} from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask as askDatabase } from '../../packages/gateway/src/db/statement.ts'
import { quiet, waitingForLocks } from '../hooks/books.ts'
import { type Placed, payAt, startPaying } from '../market.ts'
import { buy, order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** What happens while 1688 is asked for money, before it hears of it and before its answer is heard. */
let asking: (() => Promise<void>) | undefined
let asked: (() => Promise<void>) | undefined
/** What happens once 1688 has said that an unpaid purchase is cancelled. */
let cancelled: (() => Promise<void>) | undefined
/** Whether 1688 says that it gave the money of every claim back after all. */
let isGranted: boolean
/** Whether an unpaid purchase can be paid. */
let isBroke: boolean
/** How often 1688 was asked for the refunds of a purchase. */
let looks: number

beforeEach(async () => {
  asking = undefined
  asked = undefined
  cancelled = undefined
  isGranted = false
  isBroke = false
  looks = 0
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      pay: async (number) => (isBroke ? false : sandbox.pay(number)),
      purchase: async (number) => {
        const purchase = await sandbox.purchase(number)
        if (purchase.state === 'cancelled') await once(cancelled, () => (cancelled = undefined))
        return purchase
      },
      askRefund: async (request) => {
        await once(asking, () => (asking = undefined))
        const answer = await sandbox.askRefund(request)
        await once(asked, () => (asked = undefined))
        return answer
      },
      refunds: async (number) => {
        const found = await sandbox.refunds(number)
        looks++
        return found
      },
      refund: async (id) => {
        const refund = await sandbox.refund(id)
        const { askedGoods: refundedGoods } = refund
        return isGranted ? { ...refund, state: 'refunded', refundedGoods } : refund
      },
    }),
  })
})
afterEach(() => market.close())

async function once(happens: (() => Promise<void>) | undefined, over: () => void): Promise<void> {
  over()
  await happens?.()
}

let keys = 0
const key = () => ({ 'idempotency-key': `claims-meanwhile-${++keys}` })

const until = (placed: Placed, is: (order: SellerOrder) => boolean, step: number) =>
  eventually(async () => {
    await market.clock.advance(step)
    const seen = await placed.readAsSeller()
    return is(seen) && seen
  })

const claimsOf = ({ supplierOrders }: SellerOrder) => supplierOrders.flatMap(({ claims }) => claims)

interface At1688 {
  readonly id: string
  readonly status: string
}

const at1688 = async () => (await market.control<At1688[]>('/refunds')).json

/** A return of an order on its way that its seller has granted. */
async function granted(): Promise<{ readonly placed: Placed; readonly id: string }> {
  const placed = await order(market)
  await buy(market, placed)
  await until(placed, ({ state }) => state === 'shipped', 6 * hour)
  const { json } = await placed.tell<OrderView>(
    'after-sales',
    { kind: 'return_refund', reason: 'not_as_described' },
    key(),
  )
  const id = json.afterSales[0]?.id ?? ''
  const answered = await market.sell<AfterSaleView>(`/v1/seller/after-sales/${id}/answer`, {
    body: { answer: 'approve', returnTo: '浙江省义乌市 退货仓' },
    headers: key(),
  })
  expect(answered.json).toMatchObject({ state: 'awaiting_return' })
  return { placed, id }
}

/** The buyer thinks better of it, and everything that follows from that is done. */
async function withdraws(placed: Placed, id: string): Promise<void> {
  const { json } = await placed.tell<OrderView>(`after-sales/${id}/withdraw`)
  expect(json.afterSales[0]).toMatchObject({ state: 'withdrawn' })
  await until(
    placed,
    (seen) => claimsOf(seen).every(({ state }) => state === 'closed'),
    10 * minute,
  )
}

test('a return that its buyer takes back while its supplier is being asked is taken back there too', async () => {
  let isOver = false
  const opened = Promise.withResolvers<{ placed: Placed; id: string }>()
  asking = async () => {
    const { placed, id } = await opened.promise
    await withdraws(placed, id)
    isOver = true
  }
  const claim = await granted()
  opened.resolve(claim)
  await eventually(async () => isOver)
  await until(claim.placed, () => true, second)
  await eventually(async () => (await at1688()).every(({ status }) => status === 'refundclose'))
})

test('a return is taken back at 1688 too where who was asking for it died, and the call arrives after the buyer’s second thoughts', async () => {
  const opened = Promise.withResolvers<{ placed: Placed; id: string }>()
  let hasDied = false
  asking = async () => {
    const { placed, id } = await opened.promise
    const before = looks
    await placed.tell<OrderView>(`after-sales/${id}/withdraw`)
    // Somebody else looks for it at 1688 before the call has arrived there.
    await eventually(async () => {
      await market.clock.advance(second)
      return looks > before
    })
  }
  asked = async () => {
    hasDied = true
    throw new Error('died')
  }
  const claim = await granted()
  opened.resolve(claim)
  await eventually(async () => hasDied)
  await until(
    claim.placed,
    (seen) => claimsOf(seen).every(({ state }) => state === 'closed'),
    10 * minute,
  )
  expect(await at1688()).toMatchObject([{ status: 'refundclose' }])
})

test('a return that was asked for unheard is taken back at 1688 with its buyer’s claim', async () => {
  asked = async () => {
    throw new ShopError('PLATFORM_IN_DOUBT', { reason: 'timeout' })
  }
  const { placed, id } = await granted()
  await eventually(async () => (await at1688()).length > 0)
  await withdraws(placed, id)
  await quiet(market)
  expect(await at1688()).toMatchObject([{ status: 'refundclose' }])
})

test('a supplier who gives back after all what he had refused is nobody’s to look after any more', async () => {
  const placed = await order(market)
  await buy(market, placed)
  await until(placed, ({ state }) => state === 'shipped', 6 * hour)
  await placed.tell('receive')
  const [line] = placed.order.lines
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: key(),
  })
  const [refund] = await eventually(async () => {
    await market.clock.advance(second)
    const all = await at1688()
    return all.length > 0 && all
  })
  await market.control(`/refunds/${refund?.id}/reject`, { reason: '不同意' })
  const refused = await until(placed, ({ attention }) => attention, hour)
  expect(claimsOf(refused)).toMatchObject([{ state: 'refused', failure: '不同意' }])
  isGranted = true
  const over = await until(
    placed,
    (seen) => claimsOf(seen).every(({ state }) => state === 'refunded'),
    day,
  )
  expect(over.attention).toBe(false)
  expect(claimsOf(over)[0]).not.toHaveProperty('failure')
})

test('an unpaid purchase that is cancelled waits for its order before it holds anything', async () => {
  isBroke = true
  const placed = await order(market)
  await payAt(market, await startPaying(placed))
  await until(placed, ({ attention }) => attention, second)
  const { db } = market.gateway.deps
  let free: unknown[] | undefined
  const following = Promise.withResolvers<void>()
  cancelled = async () => {
    const locked = Promise.withResolvers<void>()
    const follow = db.transaction().execute(async (tx) => {
      await askDatabase(tx, 'select from orders for update', { list: [] })
      locked.resolve()
      await eventually(async () => (await waitingForLocks(market)) > 0)
      const purchases = 'select from supplier_orders for update skip locked'
      free = await askDatabase(tx, purchases, { list: [] })
    })
    following.resolve(follow)
    await locked.promise
  }
  await placed.tell('after-sales', { kind: 'refund_only', reason: 'changed_mind' }, key())
  await until(placed, ({ state }) => state === 'closed', second)
  await following.promise
  expect(free).toHaveLength(1)
})
