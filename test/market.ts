import type { Address, Cart, Listing, Offer, OrderView, Quote, SellerOrder } from '@xiaopu/domain'
import { address } from './address.ts'
import { type Answer, baseUrl, type OpenShop } from './shop.ts'

export { address }

/** Taps 支付 on the cashier page. */
export function payAt(shop: OpenShop, cashierUrl: string): Promise<Response> {
  return shop.sandbox.fetch(new Request(`${cashierUrl}/pay`, { method: 'POST' }))
}

export interface SandboxOrder {
  readonly id: string
  readonly outOrderId: string
}

/** The orders in the sandbox's own books. */
export async function ordersAt1688(shop: OpenShop): Promise<readonly SandboxOrder[]> {
  return (await shop.control<{ orders: SandboxOrder[] }>('/state')).json.orders
}

/** Dropshippable goods sold by the piece, plenty of them, at most `each` per supplier. */
export async function listGoods(shop: OpenShop, count: number, each = count): Promise<Listing[]> {
  const { json: found } = await shop.sell<{ offers: { offerId: string }[] }>(
    '/v1/seller/offers/search?limit=50',
  )
  const bySupplier = new Map<string, number>()
  const listed: Listing[] = []
  for (const { offerId } of found.offers) {
    if (listed.length === count) break
    const { status, json: offer } = await shop.sell<Offer>('/v1/seller/offers', {
      body: { source: offerId },
    })
    if (status !== 200 || !offer.dropship || offer.minQuantity > 1) continue
    const taken = bySupplier.get(offer.supplier.id) ?? 0
    if (taken === each || !offer.skus.some((sku) => sku.stock > 20)) continue
    bySupplier.set(offer.supplier.id, taken + 1)
    listed.push(await shop.list(offerId))
  }
  if (listed.length < count) throw new Error('the sandbox sells too little')
  return listed
}

let changes = 0

/** Puts Skus of listings into a new cart, one piece each unless said otherwise. */
export async function fillCart(
  market: OpenShop,
  wanted: readonly { listing: Listing; sku?: string; quantity?: number }[],
): Promise<Cart> {
  const added = wanted.map(({ listing, sku, quantity }) => ({
    action: 'add',
    id: `change-${++changes}`,
    listing: listing.id,
    sku: sku ?? inStock(listing).skuId,
    quantity: quantity ?? 1,
  }))
  const { status, text, json } = await market.ask<Cart>('/v1/carts', { body: { changes: added } })
  if (status !== 200) throw new Error(`no cart: ${text}`)
  return json
}

export function inStock(listing: Listing) {
  const sku = listing.skus.find((each) => each.stock > 10 && !each.hidden)
  if (!sku) throw new Error(`nothing in stock of ${listing.title}`)
  return sku
}

export async function quoteFor(
  market: OpenShop,
  cart: Cart,
  to: Address = address,
): Promise<Quote> {
  const { status, text, json } = await market.ask<Quote>(`/v1/carts/${cart.id}/quote`, {
    body: { address: to },
  })
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return json
}

export interface Placed {
  readonly order: OrderView
  readonly token: string
  /** Reads the order again, as its buyer. */
  read(): Promise<OrderView>
  /** Reads the order again, as its seller. */
  readAsSeller(): Promise<SellerOrder>
  /** A buyer's write on this order, e.g. `payments/check`. */
  tell<Body = OrderView>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>
}

export async function placeOrder(
  market: OpenShop,
  quote: Quote,
  also: Record<string, unknown> = {},
): Promise<Placed> {
  const { status, text, json } = await market.ask<{ order: OrderView; token: string }>(
    '/v1/orders',
    {
      body: { quote: quote.id, total: quote.total, ...also },
      headers: { 'idempotency-key': `place-${quote.id}` },
    },
  )
  if (status !== 200) throw new Error(`no order: ${text}`)
  return placed(market, json.order, json.token)
}

function placed(market: OpenShop, order: OrderView, token: string): Placed {
  const path = `/v1/orders/${order.id}`
  const headers = { 'x-order-token': token }
  return {
    order,
    token,
    read: async () => (await market.ask<OrderView>(path, { headers })).json,
    readAsSeller: async () =>
      (await market.sell<SellerOrder>(`/v1/seller/orders/${order.id}`)).json,
    tell: (rest, body, more) =>
      market.ask(`${path}/${rest}`, {
        method: 'POST',
        ...(body !== undefined && { body }),
        headers: { ...headers, ...more },
      }),
  }
}

export const returnUrl = `${baseUrl}/shop/demo/orders/back`

/** Starts a payment and answers where to pay. */
export async function startPaying(order: Placed, key = `pay-${order.order.id}`): Promise<string> {
  const { status, text, json } = await order.tell(
    'payments',
    { returnUrl },
    { 'idempotency-key': key },
  )
  if (status !== 200) throw new Error(`no payment: ${text}`)
  if (!json.payment?.cashierUrl) throw new Error('nowhere to pay')
  return json.payment.cashierUrl
}
