import {
  type Address,
  type Cart,
  type CartChange,
  type ChoosableProvider,
  fen,
  isBuyable,
  type OrderView,
  type Quote,
  ShopError,
  sum,
  times,
  totals,
} from '@xiaopu/domain'
import { fixedId, goods } from './goods.ts'

/** What the fake gateway remembers, and what a test may turn: prices, freight, orders. */
export interface World {
  readonly carts: Map<string, Cart>
  readonly quotes: Map<string, Quote>
  readonly orders: Map<string, OrderView>
  /** By route and idempotency key, what was answered the first time. */
  readonly answered: Map<string, unknown>
  /** Fen for each order. */
  freight: number
  /** Added to every price, in fen. */
  dearer: number
  /** ms a quote holds. */
  quoteMillis: number
  /** What the buyer may choose to pay with; empty where she is not asked. */
  payWith: ChoosableProvider[]
  /** Origins that the shop trusts with addresses. */
  inlineCheckout: string[]
}

export const createWorld = (): World => ({
  carts: new Map(),
  quotes: new Map(),
  orders: new Map(),
  answered: new Map(),
  freight: 500,
  dearer: 0,
  quoteMillis: 15 * 60_000,
  payWith: [],
  inlineCheckout: [],
})

export function changeCart(cart: Cart, changes: readonly CartChange[], world: World): Cart {
  const lines = changes.reduce((before, change) => applyChange(before, change), cart.lines)
  const priced = lines.map((line) => {
    const price = fen(line.seen.amount + world.dearer)
    const state = world.dearer > 0 && line.state === 'ok' ? ('price-up' as const) : line.state
    return { ...line, price, state, subtotal: times(price, line.quantity) }
  })
  return {
    ...cart,
    lines: priced,
    quantity: priced.reduce((total, line) => total + line.quantity, 0),
    goods: sum(priced.filter((line) => isBuyable(line.state)).map((line) => line.subtotal)),
    version: cart.version + 1,
  }
}

function applyChange(lines: Cart['lines'], change: CartChange): Cart['lines'] {
  if (change.action === 'set') {
    const { line: id, quantity } = change
    const left = lines.find((line) => line.id === id)?.stock ?? 0
    if (quantity > left) throw new ShopError('OUT_OF_STOCK', { asked: quantity, left })
    const changed = lines.map((line) => (line.id === id ? { ...line, quantity } : line))
    return changed.filter((line) => line.quantity > 0)
  }
  const listing = goods.find(({ id }) => id === change.listing)
  const sku = listing?.skus.find(({ skuId }) => skuId === change.sku)
  if (!listing || !sku) throw new ShopError('SKU_NOT_FOUND')
  if (change.quantity > sku.stock) {
    throw new ShopError('OUT_OF_STOCK', { asked: change.quantity, left: sku.stock })
  }
  const line = {
    id: fixedId('line'),
    listing: listing.id,
    sku: sku.skuId,
    title: listing.title,
    imageUrl: listing.imageUrl,
    properties: sku.properties,
    quantity: change.quantity,
    price: sku.price,
    seen: sku.price,
    subtotal: times(sku.price, change.quantity),
    stock: sku.stock,
    state: 'ok' as const,
  }
  return [...lines.filter((each) => each.sku !== line.sku), line]
}

export function quoteCart(cart: Cart, address: Address, world: World): Quote {
  const { lines } = changeCart(cart, [], world)
  const bought = lines.map(({ id: _, seen, stock, state, ...line }) => ({ ...line, group: 0 }))
  const quote: Quote = {
    id: fixedId('quote'),
    cart: cart.id,
    lines: bought,
    groups: [{ group: 0, freight: fen(world.freight), shipWithinHours: 24 }],
    address,
    ...totals(bought, [fen(world.freight)], fen(0)),
    validUntil: new Date(Date.now() + world.quoteMillis).toISOString(),
    ...(world.payWith.length > 0 && { payWith: world.payWith }),
  }
  world.quotes.set(quote.id, quote)
  return quote
}

export function placeOrder(quoteId: string, total: number, world: World): OrderView {
  const quote = world.quotes.get(quoteId)
  const cart = world.carts.get(quote?.cart ?? '')
  if (!quote || !cart) throw new ShopError('QUOTE_NOT_FOUND')
  const today = quoteCart(cart, quote.address, world).total.amount
  if (today !== total) throw new ShopError('TOTAL_CHANGED', { was: total, now: today })
  world.carts.delete(cart.id)
  const { lines, goods: sumOfGoods, freight, discount, address } = quote
  const at = new Date().toISOString()
  const order: OrderView = {
    id: fixedId('order'),
    number: '261124160012345678',
    state: 'pending_payment',
    attention: false,
    lines: lines.map((line) => ({ ...line, id: fixedId('orderLine') })),
    goods: sumOfGoods,
    freight,
    discount,
    total: quote.total,
    address,
    payBefore: new Date(Date.now() + 15 * 60_000).toISOString(),
    shipments: [],
    refunds: [],
    afterSales: [],
    steps: [{ state: 'pending_payment', at }],
    placedAt: at,
    ...(world.payWith.length > 0 && { payWith: world.payWith }),
  }
  world.orders.set(order.id, order)
  return order
}
