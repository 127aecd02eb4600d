import { minute, type OrderView, type SellerOrder, ShopError, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask as askDatabase } from '../../packages/gateway/src/db/statement.ts'
import { decideByPolicy } from '../../packages/gateway/src/fulfilment/decide-purchase.ts'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { type SameGoods, withSameGoods } from './same-goods.ts'

let market: OpenShop
let same: SameGoods | undefined
/** What happens while the platform is asked for the same goods elsewhere, once. */
let looking: (() => Promise<void>) | undefined
/** Whether the platform has nothing of anything. */
let isSoldOut: boolean
beforeEach(async () => {
  same = undefined
  isSoldOut = false
  looking = undefined
  market = await openShop({
    platform: (sandbox) => {
      const goods = withSameGoods(sandbox, () => same)
      return {
        ...sandbox,
        ...goods,
        preview: async (asked) => {
          if (isSoldOut) throw new ShopError('OUT_OF_STOCK')
          return sandbox.preview(asked)
        },
        similarOffers: async (offerId) => {
          const meanwhile = looking
          looking = undefined
          await meanwhile?.()
          return goods.similarOffers(offerId)
        },
      }
    },
  })
})
afterEach(() => market.close())

let keys = 0
const key = () => ({ 'idempotency-key': `decide-${++keys}` })

async function policy(purchasePolicy: Record<string, unknown>): Promise<void> {
  const body = { purchasePolicy }
  const { status, text } = await market.sell('/v1/seller/shop', { method: 'PUT', body })
  if (status !== 200) throw new Error(text)
}

async function paid(quantity = 1): Promise<Placed> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  return placed
}

function whenSeller(placed: Placed, is: (order: SellerOrder) => boolean, step = 0) {
  return eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const order = await placed.readAsSeller()
    return is(order) && order
  })
}

const held = (order: SellerOrder) => order.supplierOrders[0]?.state === 'held'

function decide(placed: Placed, order: SellerOrder, decision: string) {
  return market.sell<SellerOrder>(
    `/v1/seller/orders/${placed.order.id}/purchases/${order.supplierOrders[0]?.id}/decide`,
    { body: { decision }, headers: key() },
  )
}

test('a purchase beyond the shop’s rules waits for its owner, who hears why and until when', async () => {
  await policy({ maxPurchase: { amount: 1, currency: 'CNY' } })
  const placed = await paid()
  const order = await whenSeller(placed, held)
  expect(order.attention).toBe(true)
  expect(order.supplierOrders[0]).toMatchObject({
    failure: 'PURCHASE_HELD',
    reasons: ['purchase_limit'],
    decideBefore: new Date(market.clock.now() + 30 * minute).toISOString(),
  })
  expect((await decide(placed, order, 'buy')).status).toBe(200)
  const after = await whenSeller(placed, ({ state }) => state === 'placed')
  expect(after.attention).toBe(false)
  const again = await decide(placed, order, 'refund')
  expect(again.json).toMatchObject({ status: 409, code: 'BAD_TRANSITION' })
})

test('for an owner who does not answer in half an hour the shop’s policy decides: refund', async () => {
  await policy({ mode: 'manual' })
  const placed = await paid()
  await whenSeller(placed, held)
  const over = await whenSeller(placed, ({ state }) => state === 'closed', 31 * minute)
  expect(over.refunds).toMatchObject([{ amount: placed.order.total, reason: 'supplier_failed' }])
  await whenSeller(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', second)
})

test('a policy that waits leaves the order with its owner', async () => {
  await policy({ mode: 'manual', noAnswer: 'wait' })
  const placed = await paid()
  await whenSeller(placed, held)
  await market.clock.advance(31 * minute)
  const order = await whenSeller(placed, held, minute)
  expect(order.refunds).toEqual([])
  expect(order.attention).toBe(true)
})

test('where nobody else sells the same, the seller hears so and the purchase waits on', async () => {
  await policy({ mode: 'manual', noAnswer: 'wait' })
  const placed = await paid()
  const order = await whenSeller(placed, held)
  const answered = await decide(placed, order, 'replace')
  expect(answered.json).toMatchObject({ status: 409, code: 'PURCHASE_NO_REPLACEMENT' })
  expect(held(await placed.readAsSeller())).toBe(true)
})

test('the same goods of another supplier take the place of what cannot be had', async () => {
  await policy({ mode: 'manual', noAnswer: 'wait' })
  const [listing, like] = await listGoods(market, 2, 1)
  if (!listing || !like) throw new Error('nothing to sell')
  const placed = await paid()
  const order = await whenSeller(placed, held)
  same = { offerId: like.offer.offerId, properties: placed.order.lines[0]?.properties ?? [] }
  await policy({
    mode: 'auto',
    noAnswer: 'refund',
    maxLoss: { amount: 1_000_000, currency: 'CNY' },
  })
  const answered = await decide(placed, order, 'replace')
  const [was, now] = answered.json.supplierOrders
  expect(was).toMatchObject({ id: order.supplierOrders[0]?.id, state: 'rejected' })
  expect(was).not.toHaveProperty('decideBefore')
  expect(now?.supplier.id).not.toBe(was?.supplier.id)
  await market.clock.advance(minute)
  const after = await whenSeller(placed, ({ supplierOrders }) =>
    ['paid_up', 'held'].includes(supplierOrders[1]?.state ?? ''),
  )
  expect(after.lines.map(({ title }) => title)).toEqual(
    placed.order.lines.map(({ title }) => title),
  )
  expect(after.total).toEqual(placed.order.total)
  // The time of the owner's decision comes nevertheless, and there is nothing to decide any more.
  await market.clock.advance(31 * minute)
  await settled(market)
  const failed = await askDatabase(
    market.gateway.deps.db,
    `select last_error from graphile_worker._private_jobs where last_error is not null`,
    { list: [] },
  )
  expect(failed).toEqual([])
})

test('an owner who decides in the last moment is not decided for in the next', async () => {
  await policy({ mode: 'manual', noAnswer: 'replace' })
  const placed = await paid()
  const order = await whenSeller(placed, held)
  looking = async () => {
    isSoldOut = true
    await market.clock.advance(second)
    expect((await decide(placed, order, 'buy')).status).toBe(200)
    await whenSeller(placed, ({ supplierOrders: [own] }) => own?.failure === 'OUT_OF_STOCK')
  }
  const supplierOrderId = order.supplierOrders[0]?.id ?? ''
  await decideByPolicy(market.gateway.deps, { shopId: market.shop.id, supplierOrderId })
  const after = await placed.readAsSeller()
  expect([after.refunds, held(after)]).toEqual([[], true])
})

test('the same goods of another supplier are bought for the pieces that are still wanted', async () => {
  await policy({ mode: 'manual', noAnswer: 'wait' })
  const [listing, like] = await listGoods(market, 2, 1)
  if (!listing || !like) throw new Error('nothing to sell')
  const placed = await paid(3)
  const order = await whenSeller(placed, held)
  const [line] = placed.order.lines
  const gone = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 2 }] },
    headers: key(),
  })
  expect(gone.status).toBe(200)
  same = { offerId: like.offer.offerId, properties: line?.properties ?? [] }
  await policy({ mode: 'auto', maxLoss: { amount: 1_000_000, currency: 'CNY' } })
  expect((await decide(placed, order, 'replace')).status).toBe(200)
  const after = await whenSeller(placed, ({ supplierOrders }) =>
    ['paid_up', 'held'].includes(supplierOrders[1]?.state ?? ''),
  )
  expect(after.supplierOrders[1]).toMatchObject({ state: 'paid_up' })
})

test('nothing is bought before the delay that the shop leaves its buyers', async () => {
  await policy({ placeDelayMillis: 2 * minute })
  const placed = await paid()
  await eventually(async () => (await placed.read()).state === 'paid')
  const cancelled = await placed.tell<OrderView>(
    'after-sales',
    { kind: 'refund_only', reason: 'changed_mind' },
    key(),
  )
  expect(cancelled.json.state).toBe('closed')
  const other = await paid()
  await whenSeller(other, ({ state }) => state === 'placed', minute)
})

test('of one piece in stock, twenty buyers order one and nineteen hear that it is gone', async () => {
  const [listing] = await listGoods(market, 1)
  const sku = listing?.skus.find(({ stock }) => stock > 10)
  if (!listing || !sku) throw new Error('nothing to sell')
  const quotes = await Promise.all(
    Array.from({ length: 20 }, async () =>
      quoteFor(market, await fillCart(market, [{ listing, sku: sku.skuId }])),
    ),
  )
  // As the supplier's last news would have it.
  const { db } = market.gateway.deps
  const last = db.updateTable('listing_skus').set({ stock: 1 }).where('sku_id', '=', sku.skuId)
  await last.execute()
  const answers = await Promise.all(
    quotes.map((quote) =>
      market.ask('/v1/orders', {
        body: { quote: quote.id, total: quote.total },
        headers: { 'idempotency-key': `last-${quote.id}` },
      }),
    ),
  )
  const refused = answers.filter(({ status }) => status === 409)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(refused.map(({ json }) => json.code)).toEqual(Array(19).fill('OUT_OF_STOCK'))
})

test('of what its seller has paid back herself nothing is left to refund, and its purchase ends all the same', async () => {
  await policy({ mode: 'manual' })
  const goods = await listGoods(market, 2, 1)
  const cart = await fillCart(
    market,
    goods.map((listing) => ({ listing, quantity: 1 })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  const isHeld = ({ supplierOrders }: SellerOrder) =>
    supplierOrders.every(({ state }) => state === 'held')
  const { supplierOrders } = await whenSeller(placed, isHeld, second)
  const [line] = placed.order.lines
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds/by-hand`, {
    body: {
      ...{ reference: '现金', amount: line?.subtotal },
      lines: [{ line: line?.id, quantity: 0 }],
    },
    headers: key(),
  })
  const path = `/v1/seller/orders/${placed.order.id}/purchases/${supplierOrders[0]?.id}/decide`
  const { status, json } = await market.sell<SellerOrder>(path, {
    body: { decision: 'refund' },
    headers: key(),
  })
  expect(status).toBe(200)
  expect(json.supplierOrders[0]).toMatchObject({ state: 'cancelled' })
  expect(json.lines[0]).toMatchObject({ returned: 1, refunded: line?.subtotal })
  expect(json.refunds).toHaveLength(1)
})
