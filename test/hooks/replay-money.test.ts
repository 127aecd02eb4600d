import { hour, type Listing, minute, type SellerOrder, second } from '@xiaopu/domain'
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
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { quiet } from './books.ts'
import { exported, play, printed, replayed } from './replaying.ts'

let market: OpenShop
let goods: Listing[]
/** The cashier calls refunds failed that it makes all the same. */
let isFailing = false

beforeAll(async () => {
  market = await openShop({
    payments: (cashier) => ({
      ...cashier,
      refund: async (asked) => {
        const fact = await cashier.refund(asked)
        return isFailing ? { ...fact, state: 'failed' } : fact
      },
    }),
  })
  goods = await listGoods(market, 2, 1)
})
afterAll(() => market.close())

let keys = 0
const key = () => ({ 'idempotency-key': `money-back-${++keys}` })

/** Bought from its suppliers, nothing sent yet. */
async function bought(): Promise<Placed> {
  const wanted = goods.map((listing) => ({ listing, quantity: 2 }))
  const placed = await placeOrder(market, await quoteFor(market, await fillCart(market, wanted)))
  await payAt(market, await startPaying(placed))
  return until(placed, ({ state }) => state === 'placed')
}

/** In its buyer's hands. */
async function received(): Promise<Placed> {
  const placed = await bought()
  for (const { platformOrderId } of (await placed.readAsSeller()).supplierOrders)
    await market.control(`/orders/${platformOrderId}/ship`, {})
  await until(placed, ({ state }) => state === 'shipped')
  await placed.tell('receive')
  await until(placed, ({ supplierOrders }) => supplierOrders.every(({ state }) => state === 'done'))
  // A stage is seconds behind. What is done in the very moment of that end would come before it there.
  await pass(minute)
  return placed
}

async function until(placed: Placed, is: (order: SellerOrder) => boolean): Promise<Placed> {
  await eventually(async () => {
    await pass(minute)
    return is(await placed.readAsSeller())
  })
  return placed
}

async function pass(ms: number): Promise<void> {
  await market.clock.advance(ms)
  await quiet(market)
}

async function claim(placed: Placed, body: Record<string, unknown>): Promise<string> {
  const { status, text, json } = await placed.tell('after-sales', body, key())
  const [opened] = json.afterSales ?? []
  if (status !== 200 || !opened) throw new Error(text)
  await pass(minute)
  return opened.id
}

async function answer(id: string, body: Record<string, unknown>): Promise<void> {
  const path = `/v1/seller/after-sales/${id}/answer`
  const { status, text } = await market.sell(path, { body, headers: key() })
  if (status !== 200) throw new Error(text)
  await pass(minute)
}

async function giveBack(placed: Placed, lines: readonly object[]): Promise<void> {
  const path = `/v1/seller/orders/${placed.order.id}/refunds`
  const { status, text } = await market.sell(path, { body: { lines }, headers: key() })
  if (status !== 200) throw new Error(text)
  await pass(minute)
}

/** Suppliers say yes to, or refuse, what 1688 has them answer. */
async function suppliers(verb: 'agree' | 'reject'): Promise<void> {
  const { json } = await market.control<{ id: string; status: string }[]>('/refunds')
  const waiting = json.filter(({ status }) => /^waitseller/.test(status))
  expect(waiting).not.toEqual([])
  for (const { id } of waiting) await market.control(`/refunds/${id}/${verb}`, {})
  await pass(2 * hour)
}

const isRefunded = ({ refunds }: SellerOrder) =>
  refunds.length > 0 && refunds.every(({ state }) => state === 'succeeded')

test('an order that its buyer cancelled before anything was sent is given back, by its suppliers too, when it is played again', async () => {
  const placed = await bought()
  await claim(placed, { kind: 'refund_only', reason: 'changed_mind' })
  await suppliers('agree')
  await until(placed, isRefunded)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played).toMatchObject({
    order: 'closed',
    afterSales: ['refund_only done'],
    refunds: [{ state: 'succeeded', reason: 'cancelled', pieces: 4, shares: [] }],
    claims: ['refunded', 'refunded'],
  })
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('pieces and an amount that the seller gave back are given back again, the amount in proportion', async () => {
  const placed = await received()
  const [first, second] = placed.order.lines
  await giveBack(placed, [{ line: first?.id, quantity: 1 }])
  const half = Math.round((second?.subtotal.amount ?? 0) / 2)
  const amount = { amount: half, currency: 'CNY' }
  await giveBack(placed, [{ line: second?.id, quantity: 0, amount }])
  await until(placed, isRefunded)
  const { isSame, played } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([
    { state: 'succeeded', reason: 'seller', pieces: 0 },
    { state: 'succeeded', reason: 'seller', pieces: 1, shares: [] },
  ])
  expect(played.refunds?.[0]?.shares[0]).toBeCloseTo(0.5, 2)
  expect(isSame).toBe(true)
}, 120_000)

test('a return goes back to its supplier again, and the money to its buyer', async () => {
  const placed = await received()
  const lines = [{ line: placed.order.lines[0]?.id, quantity: 2 }]
  const id = await claim(placed, { kind: 'return_refund', reason: 'not_as_described', lines })
  await answer(id, { answer: 'approve', returnTo: '浙江省义乌市 退货仓 13800000000' })
  await suppliers('agree')
  await placed.tell(`after-sales/${id}/ship-back`, {
    carrier: '中通快递',
    number: '75312345678901',
  })
  await pass(2 * hour)
  await answer(id, { answer: 'accept-goods' })
  await suppliers('agree')
  await until(placed, isRefunded)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played).toMatchObject({
    afterSales: ['return_refund done'],
    refunds: [{ state: 'succeeded', reason: 'after_sale', pieces: 2 }],
    claims: ['refunded'],
  })
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('a claim that the seller refused stays refused, and one that she granted in part after a dispute is granted in part', async () => {
  const placed = await received()
  const [first, second] = placed.order.lines
  const lines = (line: typeof first) => [{ line: line?.id, quantity: 2 }]
  const body = { kind: 'refund_only', reason: 'damaged' }
  const refused = await claim(placed, { ...body, lines: lines(first) })
  await answer(refused, { answer: 'refuse', words: '照片看不出问题' })
  const { json } = await placed.tell('after-sales', { ...body, lines: lines(second) }, key())
  const disputed = json.afterSales.find(({ id }) => id !== refused)?.id ?? ''
  await pass(minute)
  await answer(disputed, { answer: 'refuse', words: '照片看不出问题' })
  await placed.tell(`after-sales/${disputed}/dispute`, { note: '补拍了照片' })
  await pass(minute)
  const agreed = { amount: Math.round((second?.subtotal.amount ?? 0) / 4), currency: 'CNY' }
  await answer(disputed, { answer: 'approve', agreed })
  await until(placed, isRefunded)
  const timeline = await exported(market, placed)
  const { isSame, played } = await play(timeline)
  expect(played).toMatchObject({
    afterSales: ['refund_only done', 'refund_only refused'],
    refunds: [{ state: 'succeeded', reason: 'after_sale', pieces: 0 }],
  })
  expect(played.refunds?.[0]?.shares[0]).toBeCloseTo(0.25, 2)
  expect(isSame).toBe(true)
  const unanswered = timeline.items.filter(({ what }) => what !== 'after_sale refuse')
  const changed = await play({ ...timeline, items: unanswered })
  expect(changed.played.afterSales).not.toContain('refund_only refused')
  expect(changed.isSame).toBe(false)
}, 120_000)

test('what suppliers refuse to give back is refused again', async () => {
  const placed = await bought()
  await claim(placed, { kind: 'refund_only', reason: 'changed_mind' })
  await suppliers('reject')
  await until(placed, isRefunded)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.claims).toEqual(['refused', 'refused'])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('a refund that arrived late is late again, and one that an export says failed ends otherwise', async () => {
  const placed = await received()
  await market.control('/cashier-faults', { kind: 'busy', times: 6 })
  await giveBack(placed, [{ line: placed.order.lines[0]?.id, quantity: 2 }])
  await until(placed, isRefunded)
  const timeline = await exported(market, placed)
  const late = await printed(timeline)
  expect(late).toMatch(/Z {2}pay-back\n/)
  expect(late).toMatch(/(received · done, done · succeeded · succeeded seller ×2).*\n.*\1/)
  const { moneyBack } = timeline
  const refunds = moneyBack?.refunds.map((refund) => ({ ...refund, state: 'abnormal' as const }))
  if (!moneyBack || !refunds) throw new Error('nothing was told about money back')
  const changed = await play({ ...timeline, moneyBack: { ...moneyBack, refunds } })
  expect(changed.played.refunds).toMatchObject([{ state: 'succeeded' }])
  expect(changed.isSame).toBe(false)
}, 120_000)

test('a refund that failed and was made by hand later fails and is made again', async () => {
  const placed = await received()
  await market.control('/cashier-faults', { kind: 'drop', times: 4 })
  isFailing = true
  await giveBack(placed, [{ line: placed.order.lines[0]?.id, quantity: 2 }])
  isFailing = false
  expect((await placed.readAsSeller()).refunds[0]?.state).toBe('abnormal')
  await until(placed, isRefunded)
  const timeline = await exported(market, placed)
  const made = await printed(timeline)
  expect(made).toMatch(/Z {2}pay-back\n/)
  expect(made).toMatch(/(received · done, done · succeeded · succeeded seller ×2).*\n.*\1/)
  const items = timeline.items.filter(({ what }) => what !== 'refund succeed')
  const changed = await play({ ...timeline, items })
  expect(changed.played.refunds).toMatchObject([{ state: 'abnormal' }])
  expect(changed.isSame).toBe(false)
}, 120_000)

test('a return that its buyer took back, and one that she never sent, end so again', async () => {
  const placed = await received()
  for (const { id: line } of placed.order.lines) {
    const lines = [{ line, quantity: 2 }]
    const body = { kind: 'return_refund', reason: 'not_as_described', lines }
    const { json } = await placed.tell('after-sales', body, key())
    const opened = json.afterSales.find((each) => each.lines[0]?.line === line)?.id ?? ''
    await answer(opened, { answer: 'approve', returnTo: '浙江省义乌市 退货仓 13800000000' })
  }
  const { afterSales } = await placed.read()
  await placed.tell(`after-sales/${afterSales[0]?.id}/withdraw`)
  // The order's week ends some minutes before the claim's. A clock that jumps over both leaves it to chance which
  // is seen first, and with it whether the order is complete: each has its turn.
  const due = Date.parse(afterSales[1]?.dueAt ?? '')
  while (due - market.clock.now() > 12 * hour) await pass(12 * hour)
  await pass(due - market.clock.now() - 30 * second)
  expect((await placed.read()).state).toBe('received')
  await until(placed, (order) => order.afterSales.every(({ state }) => state === 'withdrawn'))
  await pass(2 * hour)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.afterSales).toEqual(['return_refund withdrawn', 'return_refund withdrawn'])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)

test('an export of a gateway that did not tell about money back is played as it was then', async () => {
  const { moneyBack: _, ...timeline } = await exported(market, await received())
  const lines = timeline.lines.map(({ id: _, freeReturn: __, ...line }) => line)
  const { isSame, played, recorded } = await play({ ...timeline, lines })
  expect(played).toEqual(recorded)
  expect(played).not.toHaveProperty('refunds')
  expect(isSame).toBe(true)
}, 120_000)

test('what could not be bought and was given up by its seller is given back again', async () => {
  const wanted = goods.map((listing) => ({ listing, quantity: 2 }))
  const placed = await placeOrder(market, await quoteFor(market, await fillCart(market, wanted)))
  const cashierUrl = await startPaying(placed)
  await market.control(`/offers/${goods[0]?.offer.offerId}`, { stock: 0 })
  await payAt(market, cashierUrl)
  const isHeld = ({ state }: SellerOrder['supplierOrders'][number]) => state === 'held'
  await until(placed, ({ supplierOrders }) => supplierOrders.some(isHeld))
  const held = (await placed.readAsSeller()).supplierOrders.find(isHeld)
  const path = `/v1/seller/orders/${placed.order.id}/purchases/${held?.id}/decide`
  const { status, text } = await market.sell(path, {
    body: { decision: 'refund' },
    headers: key(),
  })
  expect(status, text).toBe(200)
  await until(placed, isRefunded)
  const { isSame, played, recorded } = await replayed(market, placed)
  expect(played.refunds).toMatchObject([{ state: 'succeeded', reason: 'out_of_stock', pieces: 2 }])
  expect(played).toEqual(recorded)
  expect(isSame).toBe(true)
}, 120_000)
