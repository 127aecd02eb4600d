import { type Listing, minute, type SellerOrder } from '@xiaopu/domain'
import { connect } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { type Answer, eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let listing: Listing

beforeAll(async () => {
  market = await openShop()
  const [only] = await listGoods(market, 1)
  if (only) listing = only
  const purchasePolicy = { placeDelayMillis: 60 * minute }
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { purchasePolicy } })
})
afterAll(() => market.close())

/** Three pieces of one listing, paid and not bought yet. */
async function threePieces(): Promise<Placed> {
  const cart = await fillCart(market, [{ listing, quantity: 3 }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'paid')
  return placed
}

async function inDatabase(...statements: readonly string[]): Promise<void> {
  const { pool, close } = connect({ url: market.databaseUrl, max: 1 })
  for (const each of statements) await pool.query(each)
  await close()
}

/** Whoever answers meanwhile has done what was asked, and dies before anybody hears of it. */
async function dyingBeforeTheAnswer(ask: () => Promise<Answer<unknown>>): Promise<void> {
  await inDatabase(
    `create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`,
    `create trigger dying before update on idempotency for each row
      when (new.outcome = 'ok' or new.lease_until < old.lease_until) execute function die()`,
  )
  expect((await ask()).status).toBe(500)
  await inDatabase('drop trigger dying on idempotency', 'drop function die()')
}

const back = ({ refunds }: Pick<SellerOrder, 'refunds'>) =>
  refunds.reduce((sum, { amount }) => sum + amount.amount, 0)

test('a refund of one piece that died before its answer is given once; who asks again is told of it', async () => {
  const placed = await threePieces()
  const [line] = placed.order.lines
  const ask = () =>
    market.sell<SellerOrder>(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body: { lines: [{ line: line?.id, quantity: 1 }] },
      headers: { 'idempotency-key': 'one-piece-back' },
    })
  await dyingBeforeTheAnswer(ask)
  expect((await ask()).json).toMatchObject({ code: 'REQUEST_IN_FLIGHT' })
  await market.clock.advance(minute)
  const told = await ask()
  expect([told.status, back(told.json)]).toEqual([200, line?.price.amount])
  expect((await ask()).headers.get('idempotent-replay')).toBe('true')
  expect(back(await placed.readAsSeller())).toBe(line?.price.amount)
})

test('a claim about one piece that died before its answer is granted once; who asks again is told of it', async () => {
  const placed = await threePieces()
  const [line] = placed.order.lines
  const lines = [{ line: line?.id, quantity: 1 }]
  const body = { kind: 'refund_only', reason: 'changed_mind', lines }
  const ask = () => placed.tell('after-sales', body, { 'idempotency-key': 'one-piece-less' })
  await dyingBeforeTheAnswer(ask)
  // Long enough for the money to be back, so that another claim could be opened.
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await placed.read()).afterSales[0]?.state === 'done'
  })
  const told = await ask()
  expect([told.status, told.json.afterSales.length]).toEqual([200, 1])
  expect(back(await placed.readAsSeller())).toBe(line?.price.amount)
})
