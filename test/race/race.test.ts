import type { Cart, OrderView, Quote, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address } from '../address.ts'
import { Town } from '../kill/town.ts'
import { type Goods, offersToSell } from '../simulate/ground.ts'

/** Three gateway processes on one database. */
let town: Town
let plenty: Goods
let scarce: Goods

beforeAll(async () => {
  const [first, , other] = offersToSell()
  if (!first || !other) throw new Error('nothing to sell')
  const last = { ...other, skus: other.skus.map((sku) => ({ ...sku, stock: 1 })) }
  town = await Town.open({ gateways: 3, offers: [first, last] })
  const [much, little] = town.goods
  if (!much || !little) throw new Error('nothing on sale')
  plenty = much
  scarce = little
}, 240_000)
afterAll(() => town.close(), 60_000)

interface Told<Body> {
  readonly status: number
  readonly json: Body
}

let turn = 0

/** Asks one gateway after the other. */
async function ask<Body>(
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told<Body>> {
  const gateway = town.address(turn++ % town.size)
  const answer = await fetch(`${gateway}${path}?shop=${town.keys.publishable}`, {
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: (await answer.json()) as Body }
}

const sell = <Body>(path: string, body?: object, key = '') =>
  ask<Body>(path, body, {
    authorization: `Bearer ${town.keys.secret}`,
    ...(key && { 'idempotency-key': key }),
  })

function together<T>(count: number, each: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => each(at)))
}

async function quoteOf({ listing, sku }: Goods, name: string): Promise<Quote> {
  const change = { action: 'add', id: `add-${name}`, listing, sku, quantity: 1 }
  const cart = await ask<Cart>('/v1/carts', { changes: [change] })
  const { json } = await ask<Quote>(`/v1/carts/${cart.json.id}/quote`, { address })
  return json
}

interface Placed {
  readonly order: OrderView
  readonly token: string
}

const place = (quote: Quote, key = `place-${quote.id}`) =>
  ask<Placed>('/v1/orders', { quote: quote.id, total: quote.total }, { 'idempotency-key': key })

async function placed(name: string): Promise<Placed> {
  const { status, json } = await place(await quoteOf(plenty, name))
  expect(status).toBe(200)
  return json
}

const startPayment = ({ order, token }: Placed, key: string) =>
  ask<OrderView>(
    `/v1/orders/${order.id}/payments`,
    { returnUrl: 'http://127.0.0.1:8688/' },
    { 'x-order-token': token, 'idempotency-key': key },
  )

const tell = ({ order, token }: Placed, what: string) =>
  ask<OrderView>(`/v1/orders/${order.id}/${what}`, {}, { 'x-order-token': token })

const read = async ({ order, token }: Placed) =>
  (await ask<OrderView>(`/v1/orders/${order.id}`, undefined, { 'x-order-token': token })).json

async function payAtCashier(mine: Placed): Promise<void> {
  const { json } = await startPayment(mine, `pay-${mine.order.id}`)
  await fetch(`${json.payment?.cashierUrl}/pay`, { method: 'POST', redirect: 'manual' })
}

/** Only clean answers: done, or refused because of the others. */
function expectClean(answers: readonly Told<unknown>[]): void {
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].filter((status) => status !== 200 && status !== 409)).toEqual([])
}

test('of many buyers of the last piece one gets it, before anybody has paid', {
  timeout: 120_000,
}, async () => {
  const quotes = await together(10, (at) => quoteOf(scarce, `last-${at}`))
  const answers = await together(quotes.length, (at) => place(quotes[at] as Quote))
  expectClean(answers)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status === 409)
  expect(new Set(refused.map(({ json }) => (json as unknown as { code: string }).code))).toEqual(
    new Set(['OUT_OF_STOCK']),
  )
})

test('every change of one cart that was answered is in it', { timeout: 120_000 }, async () => {
  const { json: cart } = await ask<Cart>('/v1/carts', { changes: [] })
  const answers = await together(12, (at) => {
    const change = { action: 'add', id: `piece-number-${at}`, ...plenty, quantity: 1 }
    const { offerId: _, ...asked } = change
    return ask<Cart>(`/v1/carts/${cart.id}/changes`, { changes: [asked] })
  })
  expectClean(answers)
  const kept = answers.filter(({ status }) => status === 200).length
  expect(kept).toBeGreaterThan(0)
  const { json: after } = await ask<Cart>(`/v1/carts/${cart.id}`)
  expect(after.lines.map(({ quantity }) => quantity)).toEqual([kept])
})

test('a double tap orders once and opens one cashier', { timeout: 120_000 }, async () => {
  const quote = await quoteOf(plenty, 'taps')
  const taps = await together(6, () => place(quote))
  const keys = await together(4, (at) => place(quote, `other-key-${at}`))
  expectClean([...taps, ...keys])
  const good = [...taps, ...keys].filter(({ status }) => status === 200)
  expect(new Set(good.map(({ json }) => json.order.id)).size).toBe(1)
  const mine = good[0]?.json as Placed
  const payments = await together(6, (at) => startPayment(mine, `pay-twice-${at}`))
  expectClean(payments)
  const opened = payments.filter(({ status }) => status === 200)
  expect(new Set(opened.map(({ json }) => json.payment?.id)).size).toBe(1)
})

test('eight completions of one payment buy once', { timeout: 120_000 }, async () => {
  const mine = await placed('completions')
  await payAtCashier(mine)
  expectClean(await together(8, () => tell(mine, 'payments/check')))
  await expect
    .poll(async () => (await read(mine)).state, { timeout: 60_000, interval: 200 })
    .toBe('placed')
  const { json } = await sell<SellerOrder>(`/v1/seller/orders/${mine.order.id}`)
  for (const { id } of json.supplierOrders) {
    const there = [...town.sandbox.world.orders.values()].filter(
      ({ outOrderId }) => outOrderId === id.slice(4),
    )
    expect(there).toHaveLength(1)
  }
})

test('an order that was paid is never closed, however often it is closed just then', {
  timeout: 120_000,
}, async () => {
  const mine = await placed('paid-or-closed')
  await payAtCashier(mine)
  const answers = await together(8, (at) => tell(mine, at % 2 ? 'close' : 'payments/check'))
  expectClean(answers)
  expect((await read(mine)).state).not.toMatch(/closed|pending_payment/)
})

test('six refunds of everything give everything back once', { timeout: 120_000 }, async () => {
  const mine = await placed('refunds')
  await payAtCashier(mine)
  await tell(mine, 'payments/check')
  const { json: order } = await sell<SellerOrder>(`/v1/seller/orders/${mine.order.id}`)
  const lines = order.lines.map(({ id, quantity }) => ({ line: id, quantity }))
  const answers = await together(6, (at) =>
    sell(`/v1/seller/orders/${mine.order.id}/refunds`, { lines }, `refund-all-${at}`),
  )
  expectClean(answers)
  const back = await town.read(async (watcher) => {
    const { rows } = await watcher.query<{ back: number }>(
      'select coalesce(sum(amount), 0)::bigint as back from refunds where order_id = $1',
      [mine.order.id],
    )
    return rows[0]?.back ?? 0
  })
  expect(back).toBeLessThanOrEqual(order.total.amount)
  expect(answers.some(({ status }) => status === 200)).toBe(true)
})
