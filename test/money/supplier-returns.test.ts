import {
  day,
  fen,
  hour,
  type Platform,
  type Reconciliation,
  type ReportRow,
  type SellerOrder,
  second,
} from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pursueClaim } from '../../packages/gateway/src/fulfilment/pursue-claim.ts'
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
let keys = 0

/** What 1688 itself decided that a supplier gives back on a claim of long ago. */
let late: { readonly number: string; readonly goods: number } | undefined

beforeEach(async () => {
  late = undefined
  market = await openShop({
    platform: (sandbox): Platform => {
      const platform: Platform = {
        ...sandbox,
        async purchase(number) {
          const purchase = await sandbox.purchase(number)
          return late?.number === number ? { ...purchase, refunded: fen(late.goods) } : purchase
        },
        async refunds(number) {
          const refunds = await sandbox.refunds(number)
          if (late?.number !== number) return refunds
          const refundedGoods = fen(late.goods)
          return refunds.map((refund) => ({ ...refund, state: 'refunded', refundedGoods }))
        },
        async *purchasesChanged(period) {
          yield* sandbox.purchasesChanged(period)
          if (late) yield platform.purchase(late.number)
        },
      }
      return platform
    },
  })
})
afterEach(() => market.close())

const key = () => ({ 'idempotency-key': `supplier-returns-${++keys}` })

const until = (placed: Placed, is: (order: SellerOrder) => boolean, step: number) =>
  eventually(async () => {
    await market.clock.advance(step)
    const order = await placed.readAsSeller()
    return is(order) && order
  })

/** Two pieces of one supplier, bought, and in their buyer's hands. */
async function received(): Promise<{ placed: Placed; before: SellerOrder; number: string }> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity: 2 }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await until(placed, ({ state }) => state === 'shipped', 6 * hour)
  await placed.tell('receive')
  const before = await until(placed, ({ profitKind }) => profitKind === 'final', second)
  return { placed, before, number: before.supplierOrders[0]?.platformOrderId ?? '' }
}

/** One piece goes back by the seller's decision, so that its supplier is asked for its cost. */
async function givesBackOne(placed: Placed): Promise<void> {
  const [line] = placed.order.lines
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: key(),
  })
}

interface At1688 {
  readonly id: string
  readonly status: string
}

async function supplierSays(verb: 'agree' | 'reject'): Promise<void> {
  const asked = await eventually(async () => {
    const { json } = await market.control<At1688[]>('/refunds')
    return json.find(({ status }) => status === 'waitselleragree')
  })
  const { status } = await market.control(`/refunds/${asked.id}/${verb}`, { reason: '不同意' })
  expect(status).toBe(200)
}

/** The seller asks her supplier in 1688's own app. */
async function askByHand(platformOrderId: string, goods: number): Promise<void> {
  const platform = market.gateway.deps.platform(market.shop.id)
  const scope = { platformOrderId, received: true }
  const { reasons } = await platform.refundTerms(scope)
  await platform.askRefund({
    ...scope,
    reasonId: reasons.find(({ needsEvidence }) => !needsEvidence)?.id ?? '',
    ...{ description: '少发了配件', goods: fen(goods), freight: fen(0) },
  })
}

async function look(): Promise<Reconciliation> {
  const path = '/v1/seller/reconcile'
  await market.clock.advance(second)
  // One that was made by itself may be under way, and has read some of it already.
  await eventually(async () => {
    const { json } = await market.sell<{ items: Reconciliation[] }>(`${path}?limit=1`)
    return json.items.every(({ state }) => state !== 'running')
  })
  const { json } = await market.sell<Reconciliation>(path, { method: 'POST' })
  return eventually(async () => {
    const { json: now } = await market.sell<Reconciliation>(`${path}/${json.id}`)
    return now.state !== 'running' && now
  })
}

const accountOf = ({ book }: SellerOrder, name: string) =>
  book.find(({ account }) => account === name)?.amount.amount ?? 0

const reported = async () =>
  (await market.sell<{ total: ReportRow }>('/v1/seller/report')).json.total.profit

test('what a supplier pays back on the shop’s claim is in its order’s book once, however often it is read', async () => {
  const { placed, before } = await received()
  await givesBackOne(placed)
  await until(placed, (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'asked', second)
  await supplierSays('agree')
  const after = await until(
    placed,
    (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'refunded',
    hour,
  )
  const [claim] = after.supplierOrders[0]?.claims ?? []
  const cost = before.cost.amount / 2
  expect(claim?.refunded).toEqual(fen(cost))
  const sales = placed.order.total.amount - (placed.order.lines[0]?.price.amount ?? 0)
  expect([after.cost, after.profit]).toEqual([fen(cost), fen(sales - cost)])
  expect(await reported()).toEqual(after.profit)
  await quiet(market)
  const ledger = () =>
    inDatabase(market, 'select kind, ref, account, amount from ledger_entries order by 1, 2, 3')
  const written = await ledger()
  const asked = { shopId: market.shop.id, claimId: claim?.id ?? '' }
  await Promise.all([pursueClaim(market.gateway.deps, asked), look()])
  await look()
  expect(await ledger()).toEqual(written)
})

test('what a supplier pays back on a claim that was asked for by hand is in its order’s book, once', async () => {
  const { placed, before, number } = await received()
  await askByHand(number, 300)
  await supplierSays('agree')
  await look()
  const after = await placed.readAsSeller()
  expect([after.cost, after.profit]).toEqual([
    fen(before.cost.amount - 300),
    fen(before.profit.amount + 300),
  ])
  expect(await reported()).toEqual(after.profit)
  await look()
  expect((await placed.readAsSeller()).book).toEqual(after.book)
  await askByHand(number, 200)
  await supplierSays('agree')
  await look()
  expect((await placed.readAsSeller()).profit).toEqual(fen(before.profit.amount + 500))
})

test('what a supplier pays back after it was given up is no loss any more', async () => {
  const { placed, before, number } = await received()
  await givesBackOne(placed)
  await until(placed, (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'asked', second)
  await supplierSays('reject')
  const lost = await until(
    placed,
    (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'written_off',
    5 * day,
  )
  const cost = before.cost.amount / 2
  expect(accountOf(lost, 'loss')).toBe(-cost)
  expect(await reported()).toEqual(lost.profit)
  late = { number, goods: 250 }
  await look()
  await look()
  const after = await placed.readAsSeller()
  expect([accountOf(after, 'loss'), after.cost]).toEqual([250 - cost, lost.cost])
  expect(after.profit).toEqual(fen(lost.profit.amount + 250))
  expect(await reported()).toEqual(after.profit)
})

test('what was asked for by hand is not taken for the shop’s own claim that follows', async () => {
  const { placed, before, number } = await received()
  await askByHand(number, 300)
  await supplierSays('agree')
  await look()
  await givesBackOne(placed)
  await until(placed, (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'asked', second)
  await look()
  expect((await placed.readAsSeller()).cost).toEqual(fen(before.cost.amount - 300))
  await supplierSays('agree')
  const after = await until(
    placed,
    (seen) => seen.supplierOrders[0]?.claims[0]?.state === 'refunded',
    hour,
  )
  const own = after.supplierOrders[0]?.claims[0]?.refunded?.amount ?? 0
  await quiet(market)
  await look()
  expect((await placed.readAsSeller()).cost).toEqual(fen(before.cost.amount - 300 - own))
})
