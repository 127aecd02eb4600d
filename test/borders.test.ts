import type { Cart, Listing } from '@xiaopu/domain'
import { type Connection, connect } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, inStock, listGoods, placeOrder, quoteFor, startPaying } from './market.ts'
import { type OpenShop, openShop } from './shop.ts'

let market: OpenShop
let books: Connection
let listing: Listing
let cart: Cart

beforeAll(async () => {
  market = await openShop()
  books = connect({ url: market.databaseUrl, max: 1 })
  const [only] = await listGoods(market, 1)
  if (!only) throw new TypeError('the market lists nothing')
  listing = only
  cart = await fillCart(market, [{ listing }])
  const bought = await fillCart(market, [{ listing }])
  await startPaying(await placeOrder(market, await quoteFor(market, bought)))
})
afterAll(async () => {
  await books.close()
  await market.close()
})

let changes = 0
const change = (more: object) =>
  market.ask<Cart>(`/v1/carts/${cart.id}/changes`, {
    body: {
      changes: [
        {
          action: 'add',
          id: `border-${changes++}`,
          listing: listing.id,
          sku: inStock(listing).skuId,
          quantity: 1,
          ...more,
        },
      ],
    },
  })

test.each([-1, 0, 1.5, 1000, 1e9, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), '2', null, true, {}])(
  'a quantity of %j is refused and the cart stays as it is',
  async (quantity) => {
    const { status } = await change({ quantity })
    expect([400, 409, 422]).toContain(status)
    const after = await market.ask<Cart>(`/v1/carts/${cart.id}`)
    expect(after.json).toEqual(cart)
  },
)

test.each([
  'price',
  'total',
  'subtotal',
  'discount',
  'freight',
  'cost',
  'coupon',
  'shopId',
  'state',
])('a cart line never takes a %s from the buyer', async (name) => {
  await change({ [name]: 1 })
  const { lines, goods } = (await market.ask<Cart>(`/v1/carts/${cart.id}`)).json
  expect(lines[0]?.price).toEqual(cart.lines[0]?.price)
  expect(goods.amount).toBe((lines[0]?.quantity ?? 0) * (lines[0]?.price.amount ?? 0))
})

test.each([-1, 1, 0.5, 2 ** 53, '1990', null])(
  'an order at a total of %j that the buyer made up is not placed',
  async (amount) => {
    const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
    const { status, json } = await market.ask('/v1/orders', {
      body: { quote: quote.id, total: { amount, currency: 'CNY' } },
      headers: { 'idempotency-key': `made-up-${changes++}` },
    })
    expect(['TOTAL_CHANGED', 'BAD_REQUEST']).toContain(json.code)
    expect([400, 409]).toContain(status)
  },
)

test.each(['goods', 'freight', 'discount', 'price', 'lines', 'paidAt', 'shopId'])(
  'an order form with a field %s of the buyer’s own is refused',
  async (name) => {
    const quote = await quoteFor(market, await fillCart(market, [{ listing }]))
    const { json } = await market.ask('/v1/orders', {
      body: { quote: quote.id, total: quote.total, [name]: 1 },
      headers: { 'idempotency-key': `own-field-${changes++}` },
    })
    expect(json.code).toBe('BAD_REQUEST')
  },
)

test.each([
  'update cart_lines set quantity = 0',
  'update cart_lines set quantity = -1',
  'update cart_lines set quantity = 1000',
  'update listing_skus set price = -1',
  'update listing_skus set cost = -1',
  'update listing_skus set stock = -1',
  'update listing_skus set price = 9007199254740992',
  'update quotes set total = -1',
  'update orders set total = -1',
  'update orders set goods = -1',
  'update orders set freight = -1',
  'update orders set discount = -1',
  'update orders set total = 1000000000001',
  'update order_lines set quantity = 0',
  'update order_lines set price = -1',
  'update order_lines set cost = -1',
  'update payments set amount = 0',
  'update payments set amount = -1',
])('the database itself refuses: %s', async (statement) => {
  await expect(books.pool.query(statement)).rejects.toMatchObject({ code: '23514' })
})
