import { hour, type OrderView, type SellerOrder, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
beforeEach(async () => {
  market = await openShop()
})
afterEach(() => market.close())

/** A paid order of `suppliers` suppliers, two pieces of each listing. */
async function paidOrder(suppliers: number, until: OrderView['state'] = 'placed'): Promise<Placed> {
  const goods = await listGoods(market, suppliers, 1)
  const cart = await fillCart(
    market,
    goods.map((listing) => ({ listing, quantity: 2 })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await inState(placed, until)
  return placed
}

function inState(placed: Placed, ...states: OrderView['state'][]): Promise<OrderView> {
  return eventually(async () => {
    const order = await placed.read()
    return states.includes(order.state) && order
  })
}

let keys = 0
const key = () => ({ 'idempotency-key': `give-back-${++keys}` })

function claim(placed: Placed, body: Record<string, unknown>) {
  return placed.tell('after-sales', body, key())
}

/** Waits until everything that was granted is with the buyer: the cashier takes a second for it. */
function whenRefunded(placed: Placed, amount: number): Promise<OrderView> {
  return eventually(async () => {
    await market.clock.advance(second)
    const order = await placed.read()
    const back = order.refunds.filter(({ state }) => state === 'succeeded')
    return back.reduce((sum, each) => sum + each.amount.amount, 0) === amount && order
  })
}

/** What went back of an order by the cashier's own books. */
async function refundedAtCashier(order: OrderView): Promise<number> {
  const facts = await Promise.all(
    order.refunds.map(({ id }) =>
      market.gateway.deps.payments.own?.queryRefund({ outTradeNo: '', outRefundNo: id.slice(4) }),
    ),
  )
  return facts.reduce((sum, fact) => sum + (fact?.state === 'success' ? fact.amount.amount : 0), 0)
}

interface ClaimAt1688 {
  readonly id: string
  readonly orderId: string
}

/** Every supplier says yes to what he was asked. */
async function suppliersAgree(): Promise<void> {
  const { json } = await market.control<ClaimAt1688[]>('/refunds')
  for (const { id } of json) await market.control(`/refunds/${id}/agree`, {})
}

test('a buyer who cancels before anything is bought gets everything back, and nothing is bought', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'manual' } },
  })
  const placed = await paidOrder(2, 'placing')
  const cancelled = await claim(placed, { kind: 'refund_only', reason: 'changed_mind' })
  expect(cancelled.status).toBe(200)
  expect(cancelled.json.state).toBe('closed')
  const order = await whenRefunded(placed, placed.order.total.amount)
  expect(order.lines.every((line) => line.returned === line.quantity)).toBe(true)
  await eventually(async () => (await placed.read()).afterSales[0]?.state === 'done')
  const seller = await placed.readAsSeller()
  expect(seller.supplierOrders.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  expect(seller.profit.amount).toBe(0)
  expect(await refundedAtCashier(order)).toBe(placed.order.total.amount)
})

test('pieces that are given back while their purchase is held are neither in its cost nor in the profit', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'manual' } },
  })
  const placed = await paidOrder(1, 'placing')
  const [line] = placed.order.lines
  const before = await placed.readAsSeller()
  const path = `/v1/seller/orders/${placed.order.id}`
  const body = { lines: [{ line: line?.id, quantity: 1 }] }
  const { status } = await market.sell(`${path}/refunds`, { body, headers: key() })
  expect(status).toBe(200)
  await whenRefunded(placed, line?.price.amount ?? 0)
  const held = await placed.readAsSeller()
  const [purchase, whole] = [held.supplierOrders[0], before.supplierOrders[0]]
  expect(purchase?.goods.amount).toBe((whole?.goods.amount ?? 0) / 2)
  const decide = `${path}/purchases/${purchase?.id}/decide`
  await market.sell(decide, { body: { decision: 'buy' }, headers: key() })
  await inState(placed, 'placed')
  const { cost, profit } = await placed.readAsSeller()
  expect({ cost, profit }).toEqual({ cost: held.cost, profit: held.profit })
})

test('a buyer who cancels what is bought and not shipped gets everything back, and so does the shop', async () => {
  const placed = await paidOrder(2)
  const asked = await claim(placed, { kind: 'refund_only', reason: 'changed_mind' })
  expect(asked.status).toBe(200)
  await whenRefunded(placed, placed.order.total.amount)
  // The suppliers answer later; the buyer does not wait for them.
  const seller = await eventually(async () => {
    await suppliersAgree()
    await market.clock.advance(hour)
    const seen = await placed.readAsSeller()
    const claims = seen.supplierOrders.flatMap((each) => each.claims)
    const isAnswered = claims.every(({ state }) => state === 'refunded')
    return seen.state === 'closed' && isAnswered && seen
  })
  for (const each of seller.supplierOrders) {
    expect(each.state).toBe('cancelled')
    expect(each.claims).toMatchObject([{ state: 'refunded', refunded: each.goods }])
  }
  expect([seller.profit.amount, seller.cost.amount]).toEqual([0, 0])
})

test('one of two lines given back leaves the other on its way, with the freight of its own parcel', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'manual' } },
  })
  const placed = await paidOrder(2, 'placing')
  const [first, second] = placed.order.lines
  const refunded = await market.sell<SellerOrder>(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: first?.id, quantity: first?.quantity }], words: '缺货，抱歉' },
    headers: key(),
  })
  expect(refunded.status).toBe(200)
  const [refund] = refunded.json.refunds
  expect(refund?.note).toBe('缺货，抱歉')
  expect(refunded.json.supplierOrders.map(({ state }) => state).sort()).toEqual([
    'cancelled',
    'held',
  ])
  const held = refunded.json.supplierOrders.find(({ state }) => state === 'held')
  const bought = await market.sell(
    `/v1/seller/orders/${placed.order.id}/purchases/${held?.id}/decide`,
    { body: { decision: 'buy' }, headers: key() },
  )
  expect(bought.status).toBe(200)
  await whenRefunded(placed, refund?.amount.amount ?? 0)
  const rest = await market.sell<SellerOrder>(`/v1/seller/orders/${placed.order.id}`)
  expect(rest.json.lines.find(({ id }) => id === second?.id)?.returned).toBeUndefined()
})

test('what its seller gave back by hand, all of an order that is not bought yet, is not bought', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'manual' } },
  })
  const placed = await paidOrder(2, 'placing')
  const path = `/v1/seller/orders/${placed.order.id}/refunds/by-hand`
  const { status, json } = await market.sell<SellerOrder>(path, {
    body: { amount: placed.order.total, reference: '微信转账 0001' },
    headers: key(),
  })
  expect([status, json.state, json.profit.amount]).toEqual([200, 'closed', 0])
  expect(json.supplierOrders.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  const seen = await placed.read()
  expect(seen.refunds).toMatchObject([{ state: 'succeeded', amount: placed.order.total }])
  expect(seen.lines.every((line) => line.returned === line.quantity)).toBe(true)
  expect(await refundedAtCashier(seen)).toBe(0)
})

test('half of a line given back before it is bought is not bought', async () => {
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'manual' } },
  })
  const placed = await paidOrder(1, 'placing')
  const [line] = placed.order.lines
  const path = `/v1/seller/orders/${placed.order.id}`
  await market.sell(`${path}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: key(),
  })
  const [purchase] = (await placed.readAsSeller()).supplierOrders
  await market.sell(`${path}/purchases/${purchase?.id}/decide`, {
    body: { decision: 'buy' },
    headers: key(),
  })
  await market.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { purchasePolicy: { mode: 'auto' } },
  })
  const seller = await eventually(async () => {
    const seen = await placed.readAsSeller()
    if (seen.supplierOrders[0]?.state === 'held')
      await market.sell(`${path}/purchases/${purchase?.id}/decide`, {
        body: { decision: 'buy' },
        headers: key(),
      })
    return seen.state === 'placed' && seen
  })
  expect(seller.lines[0]).toMatchObject({ quantity: 2, returned: 1 })
  const platformOrderId = seller.supplierOrders[0]?.platformOrderId ?? ''
  const { lines } = await market.gateway.deps.platform(market.shop.id).purchase(platformOrderId)
  expect(lines.map(({ quantity }) => quantity)).toEqual([1])
})

test('two lines given back one after the other are claimed from their supplier as two', async () => {
  const many = await listGoods(market, 8)
  const bySupplier = Object.groupBy(many, ({ offer }) => offer.supplier.id)
  const [goods = []] = Object.values(bySupplier).filter((own = []) => own.length > 1)
  const cart = await fillCart(
    market,
    goods.slice(0, 2).map((listing) => ({ listing })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  const { supplierOrders } = await inState(placed, 'placed').then(() => placed.readAsSeller())
  expect(supplierOrders).toHaveLength(1)
  const byPrice = placed.order.lines.toSorted((a, b) => a.price.amount - b.price.amount)
  for (const [nth, line] of byPrice.entries()) {
    await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
      body: { lines: [{ line: line.id, quantity: 1 }] },
      headers: key(),
    })
    await eventually(async () => {
      await market.clock.advance(second)
      const { claims = [] } = (await placed.readAsSeller()).supplierOrders[0] ?? {}
      return claims[nth]?.state === 'asked'
    })
  }
  const { json: there } = await market.control<ClaimAt1688[]>('/refunds')
  expect(there).toHaveLength(2)
})

test('more than is left is refused, and says how much is left', async () => {
  const placed = await paidOrder(1)
  const [line] = placed.order.lines
  const path = `/v1/seller/orders/${placed.order.id}/refunds`
  const tooMany = await market.sell(path, {
    body: { lines: [{ line: line?.id, quantity: 3 }] },
    headers: key(),
  })
  expect(tooMany.json).toMatchObject({ status: 409, code: 'REFUND_TOO_MUCH' })
  const foreign = await market.sell(path, {
    body: { lines: [{ line: 'oln_01KB0000000000000000000000', quantity: 1 }] },
    headers: key(),
  })
  expect(foreign.json).toMatchObject({ status: 409, code: 'REFUND_TOO_MUCH' })
  expect((await placed.read()).refunds).toEqual([])
})

test('a refund that names a line twice, or an amount that is no yuan, is refused as typed wrong', async () => {
  const placed = await paidOrder(1)
  const [line] = placed.order.lines
  const dollar = { amount: 100, currency: 'USD' }
  const minus = { amount: -100, currency: 'CNY' }
  const one = { line: line?.id, quantity: 1 }
  const path = `/v1/seller/orders/${placed.order.id}/refunds`
  const bodies: [string, object][] = [
    [path, { lines: [one, one] }],
    [path, { lines: [{ ...one, amount: dollar }] }],
    [path, { lines: [{ ...one, amount: minus }] }],
    [`${path}/by-hand`, { reference: 'bank 8823', amount: dollar }],
    ['/v1/seller/after-sales/asc_1/answer', { answer: 'approve', agreed: dollar }],
  ]
  for (const [to, body] of bodies) {
    const { status, json } = await market.sell(to, { body, headers: key() })
    expect([body, status, json.code]).toEqual([body, 400, 'BAD_REQUEST'])
  }
  expect((await placed.read()).refunds).toEqual([])
})

test('twenty refunds of the same piece at once give it back once', async () => {
  const placed = await paidOrder(1)
  const [line] = placed.order.lines
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
        body: { lines: [{ line: line?.id, quantity: 2 }] },
        headers: key(),
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
  await whenRefunded(placed, placed.order.total.amount)
})

test('an order that nobody has paid has nothing to give back', async () => {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const placed = await placeOrder(
    market,
    await quoteFor(market, await fillCart(market, [{ listing }])),
  )
  const asked = await claim(placed, { kind: 'refund_only', reason: 'changed_mind' })
  expect(asked.json).toMatchObject({ status: 409, code: 'ORDER_NOT_PAID' })
})
