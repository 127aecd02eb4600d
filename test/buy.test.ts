import type { Problem } from '@xiaopu/api'
import { type Cart, hour, type Listing, type OrderView } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  fillCart,
  inStock,
  listGoods,
  ordersAt1688,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from './market.ts'
import { eventually, type OpenShop, openShop } from './shop.ts'

let market: OpenShop
let goods: Listing[]

beforeAll(async () => {
  market = await openShop()
  goods = await listGoods(market, 3, 2)
})
afterAll(() => market.close())

function inState(placed: Placed, ...states: OrderView['state'][]): Promise<OrderView> {
  return eventually(async () => {
    const order = await placed.read()
    return states.includes(order.state) && order
  })
}

test('an order of two suppliers goes from cart to received, and every book says the same to the fen', async () => {
  const cart = await fillCart(
    market,
    goods.map((listing, i) => ({ listing, quantity: i + 1 })),
  )
  const quote = await quoteFor(market, cart)
  expect(quote.total.amount).toBe(quote.goods.amount + quote.freight.amount - quote.discount.amount)
  expect(quote.goods).toEqual(cart.goods)

  const placed = await placeOrder(market, quote)
  expect(placed.order).toMatchObject({
    state: 'pending_payment',
    total: quote.total,
    freight: quote.freight,
  })
  expect((await market.ask<Cart>(`/v1/carts/${cart.id}`)).json.lines).toEqual([])

  const paid = await payAt(market, await startPaying(placed))
  expect(paid.status).toBe(303)
  await inState(placed, 'placed')

  const seller = await placed.readAsSeller()
  const books = await ordersAt1688(market)
  const bought = seller.supplierOrders.map((each) =>
    books.find(({ id }) => id === each.platformOrderId),
  )
  expect(bought.every(Boolean)).toBe(true)
  expect(seller.supplierOrders.length).toBeGreaterThan(1)
  expect(seller.profitKind).toBe('final')
  const sums = seller.supplierOrders.map((each) => each.goods.amount + each.freight.amount)
  expect(seller.cost.amount).toBe(sums.reduce((a, b) => a + b, 0))
  expect(seller.profit.amount).toBe(seller.total.amount - seller.cost.amount)
  expect(seller.freight.amount).toBe(
    seller.supplierOrders.reduce((sum, each) => sum + each.freight.amount, 0),
  )

  await market.clock.advance(80 * hour)
  const shipped = await inState(placed, 'shipped', 'received')
  expect(shipped.shipments.length).toBeGreaterThanOrEqual(2)
  await market.clock.advance(10 * 24 * hour)
  const received = await inState(placed, 'shipped', 'received')
  expect(received.shipments.every((each) => each.trail.length > 0)).toBe(true)
  if (received.state === 'shipped') {
    expect((await placed.tell('receive')).json.state).toBe('received')
  }
  await market.clock.advance(8 * 24 * hour)
  await inState(placed, 'completed')
})

test('the same notice five times is one payment and one purchase', async () => {
  await market.control('/cashier-faults', { kind: 'duplicate', copies: 5, times: 1 })
  const [listing] = goods as [Listing]
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  await payAt(market, await startPaying(placed))
  const order = await inState(placed, 'placed')
  expect(order.steps.filter((step) => step.state === 'paid')).toHaveLength(1)
  expect((await placed.readAsSeller()).supplierOrders).toHaveLength(1)
})

test.each(['wrong-amount', 'wrong-signature'])('a notice with a %s pays nothing', async (kind) => {
  await market.control('/cashier-faults', { kind, times: 1 })
  const [listing] = goods as [Listing]
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  await payAt(market, await startPaying(placed))
  expect((await placed.read()).state).toBe('pending_payment')
  // The money is really there, so asking the provider settles it.
  expect((await placed.tell('payments/check')).json.state).not.toBe('pending_payment')
})

test('a double tap on pay opens one cashier', async () => {
  const [listing] = goods as [Listing]
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  const [first, second] = await Promise.all([
    startPaying(placed, 'tap-one-1'),
    startPaying(placed, 'tap-two-2'),
  ])
  expect(first).toBe(second)
})

test('an order that nobody pays is closed, its cashier first', async () => {
  const [listing] = goods as [Listing]
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  const cashierUrl = await startPaying(placed)
  await market.clock.advance(16 * 60_000)
  await inState(placed, 'closed')
  await payAt(market, cashierUrl)
  expect((await placed.read()).state).toBe('closed')
  const again = await placed.tell<Problem>(
    'payments',
    { returnUrl: 'http://127.0.0.1:8688/' },
    { 'idempotency-key': 'too-late-1' },
  )
  expect(again.json.code).toBe('ORDER_CLOSED')
})

test('sending an order again answers the same order and the same token', async () => {
  const [listing] = goods as [Listing]
  const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
  const first = await placeOrder(market, quote)
  const second = await market.ask<{ order: OrderView; token: string }>('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': 'another-key-1' },
  })
  expect(second.json.order.id).toBe(first.order.id)
  expect(second.json.token).toBe(first.token)
})

test('a total that differs, an expired quote and a wrong token each get their code', async () => {
  const [listing] = goods as [Listing]
  const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
  const cheaper = { ...quote.total, amount: quote.total.amount - 1 }
  const refused = await market.ask('/v1/orders', {
    body: { quote: quote.id, total: cheaper },
    headers: { 'idempotency-key': 'cheaper-1' },
  })
  expect(refused.json).toMatchObject({ code: 'TOTAL_CHANGED', detail: { now: quote.total.amount } })
  await market.clock.advance(16 * 60_000)
  const late = await market.ask('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': 'late-order-1' },
  })
  expect(late.json.code).toBe('QUOTE_EXPIRED')
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  const stranger = await market.ask(`/v1/orders/${placed.order.id}`, {
    headers: { 'x-order-token': 'guess' },
  })
  expect(stranger.json.code).toBe('ORDER_NOT_FOUND')
})

test('a purchase that timed out after it was made is found, not made again', async () => {
  await market.control('/faults', {
    api: 'alibaba.trade.fenxiaoOrder.create',
    kind: 'reset-after',
    times: 1,
  })
  const [listing] = goods as [Listing]
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed')
  const { supplierOrders } = await placed.readAsSeller()
  const own = supplierOrders[0]?.id.slice(4)
  expect((await ordersAt1688(market)).filter(({ outOrderId }) => outOrderId === own)).toHaveLength(
    1,
  )
})

test('parallel taps on one cart all count', async () => {
  const [listing] = goods as [Listing]
  const cart = await fillCart(market, [{ listing }])
  const sku = inStock(listing).skuId
  const taps = Array.from({ length: 12 }, (_, i) =>
    market.ask(`/v1/carts/${cart.id}/changes`, {
      body: {
        changes: [{ action: 'add', id: `tap-${i}-of-12`, listing: listing.id, sku, quantity: 1 }],
      },
    }),
  )
  expect((await Promise.all(taps)).map((each) => each.status)).toEqual(Array(12).fill(200))
  expect((await market.ask<Cart>(`/v1/carts/${cart.id}`)).json.quantity).toBe(13)
})

test.each([
  [0, 'QUANTITY_INVALID'],
  [-1, 'QUANTITY_INVALID'],
  [1e9, 'QUANTITY_INVALID'],
  [998, 'OUT_OF_STOCK'],
])('a quantity of %d is refused as %s', async (quantity, code) => {
  const [listing] = goods as [Listing]
  const sku = inStock(listing)
  const change = {
    action: 'add',
    id: `bad-quantity-${quantity}`,
    listing: listing.id,
    sku: sku.skuId,
    quantity,
  }
  const { json } = await market.ask('/v1/carts', { body: { changes: [change] } })
  expect(json.code).toBe(code === 'OUT_OF_STOCK' && sku.stock >= quantity ? undefined : code)
})

test('news that comes while a parcel is being read is read too, without waiting for the next round', async () => {
  let interrupt: (() => Promise<unknown>) | undefined
  const shop = await openShop({
    wire: async (request, send) => {
      const answer = await send(request)
      const act = request.url.includes('getLogisticsTraceInfo') ? interrupt : undefined
      if (act) interrupt = undefined
      await act?.()
      return answer
    },
  })
  try {
    const [listing] = await listGoods(shop, 1)
    if (!listing) throw new Error('nothing to sell')
    const placed = await placeOrder(shop, await quoteFor(shop, await fillCart(shop, [{ listing }])))
    await payAt(shop, await startPaying(placed))
    await inState(placed, 'placed')
    const [purchase] = (await placed.readAsSeller()).supplierOrders
    const at1688 = `/orders/${purchase?.platformOrderId}`
    interrupt = async () => {
      await shop.control(`${at1688}/deliver`, {})
      await eventually(async () => {
        const unread = shop.gateway.deps.db.selectFrom('inbox').where('state', '=', 'parked')
        return (await unread.select('event_id').execute()).length === 0
      })
    }
    await shop.control(`${at1688}/ship`, {})
    const signed = await eventually(async () => {
      const { shipments } = await placed.read()
      return shipments.some((each) => each.state === 'signed') && shipments
    })
    expect(signed).toHaveLength(1)
  } finally {
    await shop.close()
  }
})
