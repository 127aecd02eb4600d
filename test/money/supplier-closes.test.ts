import {
  type AfterSaleView,
  day,
  fen,
  hour,
  type Listing,
  minute,
  type OrderView,
  type SellerOrder,
} from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { listGoods, type Placed } from '../market.ts'
import { at1688, becomes, buy, order, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { type SameGoods, withSameGoods } from './same-goods.ts'

let market: OpenShop
let same: SameGoods | undefined

beforeEach(async () => {
  same = undefined
  market = await openShop({
    platform: (sandbox) => ({ ...sandbox, ...withSameGoods(sandbox, () => same) }),
  })
  await market.control('/app', { autoShip: false })
  const body = { purchasePolicy: { noAnswer: 'wait' } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
})
afterEach(() => market.close())

let keys = 0
const key = () => ({ 'idempotency-key': `supplier-closes-${++keys}` })

const until = (placed: Placed, is: (order: SellerOrder) => boolean, step: number) =>
  eventually(async () => {
    await market.clock.advance(step)
    const seen = await placed.readAsSeller()
    return is(seen) && seen
  })

/** Two goods of one supplier, paid to him and not sent. */
async function bought(): Promise<{ readonly placed: Placed; readonly order: SellerOrder }> {
  const placed = await order(market, await mates())
  return { placed, order: await paidTo(placed) }
}

async function mates(): Promise<Listing[]> {
  const all = await listGoods(market, 8, 2)
  const matesOf = (each: Listing) =>
    all.filter(({ offer }) => offer.supplier.id === each.offer.supplier.id)
  return all.map(matesOf).find(({ length }) => length > 1) ?? []
}

async function paidTo(placed: Placed): Promise<SellerOrder> {
  await buy(market, placed)
  return until(placed, ({ supplierOrders }) => supplierOrders[0]?.state === 'paid_up', 0)
}

/** Her buyer asks for a return of what is not there yet, and the seller grants it. */
async function grantReturn(placed: Placed): Promise<string> {
  const asked = { kind: 'return_refund', reason: 'not_as_described' }
  const { json } = await placed.tell<OrderView>('after-sales', asked, key())
  const id = json.afterSales[0]?.id ?? ''
  const answered = await market.sell<AfterSaleView>(`/v1/seller/after-sales/${id}/answer`, {
    body: { answer: 'approve', returnTo: '浙江省义乌市 退货仓' },
    headers: key(),
  })
  expect(answered.json).toMatchObject({ state: 'awaiting_return' })
  return id
}

async function giveBackFirst(placed: Placed): Promise<void> {
  const [line] = placed.order.lines
  const given = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: key(),
  })
  expect(given.status).toBe(200)
}

const closes = (order: SellerOrder) => market.control(`${at1688(order)}/close`, {})

const isCancelled = ({ supplierOrders }: SellerOrder) => supplierOrders[0]?.state === 'cancelled'

const claimsOf = ({ supplierOrders }: SellerOrder) =>
  supplierOrders.flatMap(({ claims }) => claims.map(({ state }) => state))

/** Fen that suppliers have and have not given back, by the shop's book. */
async function atSuppliers(): Promise<number> {
  const sum = `select coalesce(-sum(amount), 0)::int as fen from ledger_entries where account = 'platform_wallet'`
  const [row] = await inDatabase<{ fen: number }>(market, sum)
  return row?.fen ?? 0
}

test('a return that is to be asked of a supplier once he has sent is over when he closes his order instead, and what he gives back is in the book', async () => {
  const { placed, order: paid } = await bought()
  await grantReturn(placed)
  await settled(market)
  expect(await atSuppliers()).toBeGreaterThan(0)
  await closes(paid)
  const after = await until(
    placed,
    (seen) => isCancelled(seen) && claimsOf(seen)[0] !== 'planned',
    minute,
  )
  expect(claimsOf(after)).toEqual(['closed'])
  expect(await atSuppliers()).toBe(0)
})

test('a supplier who closes his order while he is asked for one piece has refused nothing, and nothing is lost', async () => {
  const { placed, order: paid } = await bought()
  await giveBackFirst(placed)
  await until(placed, (seen) => claimsOf(seen)[0] === 'asked', minute)
  await closes(paid)
  const after = await until(
    placed,
    (seen) => isCancelled(seen) && claimsOf(seen)[0] !== 'asked',
    minute,
  )
  expect(claimsOf(after)).toEqual(['closed'])
  expect(await atSuppliers()).toBe(0)
  for (let days = 0; days < 20; days++) await market.clock.advance(day)
  await settled(market)
  const later = await placed.readAsSeller()
  expect(later.book.filter(({ account }) => account === 'loss')).toEqual([])
  expect(later.cost).toEqual(fen(0))
})

test('a supplier who gave one piece back and closes his order for the rest has given back everything once', async () => {
  const { placed, order: paid } = await bought()
  await giveBackFirst(placed)
  await until(placed, (seen) => claimsOf(seen)[0] === 'asked', minute)
  const { json: refunds } = await market.control<{ id: string }[]>('/refunds')
  await market.control(`/refunds/${refunds[0]?.id}/agree`, {})
  await until(placed, (seen) => claimsOf(seen)[0] === 'refunded', hour)
  await closes(paid)
  const after = await until(placed, isCancelled, minute)
  expect(claimsOf(after)).toEqual(['refunded'])
  expect(await atSuppliers()).toBe(0)
})

test('what he refused before he closed his order is refused no longer', async () => {
  const { placed, order: paid } = await bought()
  await giveBackFirst(placed)
  await until(placed, (seen) => claimsOf(seen)[0] === 'asked', minute)
  const { json: refunds } = await market.control<{ id: string }[]>('/refunds')
  await market.control(`/refunds/${refunds[0]?.id}/reject`, { reason: '不同意' })
  await until(placed, (seen) => claimsOf(seen)[0] === 'refused', hour)
  await closes(paid)
  const after = await until(
    placed,
    (seen) => isCancelled(seen) && claimsOf(seen)[0] !== 'refused',
    minute,
  )
  expect(claimsOf(after)).toEqual(['closed'])
  expect(await atSuppliers()).toBe(0)
})

test('a granted return goes over to the supplier who stands in for the one that closed his order', async () => {
  const [first, like] = await listGoods(market, 2, 1)
  const placed = await order(market, [first as Listing])
  const paid = await paidTo(placed)
  await grantReturn(placed)
  await closes(paid)
  await until(placed, isCancelled, minute)
  same = { offerId: like?.offer.offerId ?? '', properties: placed.order.lines[0]?.properties ?? [] }
  const path = `/v1/seller/orders/${placed.order.id}/purchases/${paid.supplierOrders[0]?.id}/decide`
  const decided = await market.sell<SellerOrder>(path, {
    body: { decision: 'replace' },
    headers: key(),
  })
  expect(decided.status).toBe(200)
  const again = await until(
    placed,
    ({ supplierOrders: [, second] }) => second?.state === 'paid_up',
    0,
  )
  const [, second] = again.supplierOrders
  await market.control(`/orders/${second?.platformOrderId}/ship`, {})
  await becomes(placed, 'shipped')
  const isAsked = ({ supplierOrders }: SellerOrder) =>
    supplierOrders[1]?.claims[0]?.state === 'asked'
  const asked = await until(placed, isAsked, 10 * minute)
  expect(asked.supplierOrders[0]?.claims.map(({ state }) => state)).toEqual(['closed'])
})
