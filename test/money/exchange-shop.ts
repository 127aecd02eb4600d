import type { AfterSaleView, Listing, OrderView, SellerOrder } from '@xiaopu/domain'
import { hour, second } from '@xiaopu/domain'
import {
  fillCart,
  inStock,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'

let keys = 0
export const key = () => ({ 'idempotency-key': `exchange-${++keys}` })

/** An order of two pieces of one Sku, as its buyer has it, and what else was to be had. */
export interface Received {
  readonly placed: Placed
  readonly listing: Listing
  readonly line: OrderView['lines'][number]
}

/** Turns the clock until it is so. */
export function until<T>(
  { clock }: OpenShop,
  found: () => Promise<T | undefined | false>,
  step = second,
): Promise<T> {
  return eventually(async () => {
    await clock.advance(step)
    return found()
  })
}

export async function paidOrder(market: OpenShop, quantity = 2): Promise<Received> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const sku = inStock(listing).skuId
  const cart = await fillCart(market, [{ listing, sku, quantity }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  const [line] = placed.order.lines
  if (!line) throw new Error('an order without lines')
  await payAt(market, await startPaying(placed))
  await until(market, async () => (await placed.read()).state === 'placed', 0)
  return { placed, listing, line }
}

export async function receivedOrder(market: OpenShop, quantity = 2): Promise<Received> {
  const received = await paidOrder(market, quantity)
  const { placed } = received
  await until(market, async () => (await placed.read()).state === 'shipped', 12 * hour)
  await placed.tell('receive')
  await until(market, async () => (await placed.read()).state === 'received')
  return received
}

export function ask(
  { placed, line }: Pick<Received, 'placed' | 'line'>,
  more: Record<string, unknown> = {},
) {
  const lines = [{ line: line.id, quantity: 1 }]
  return placed.tell('after-sales', { kind: 'exchange', reason: 'damaged', lines, ...more }, key())
}

/** Asks for an exchange of one piece; the claim as it then is. */
export async function exchange(
  received: Pick<Received, 'placed' | 'line'>,
  more: Record<string, unknown> = {},
) {
  const { status, text, json } = await ask(received, more)
  const claim = json.afterSales?.at(-1)
  if (status !== 200 || !claim) throw new Error(text)
  return claim
}

export function answer(market: OpenShop, id: string, body: Record<string, unknown>) {
  return market.sell<AfterSaleView & { readonly code?: string }>(
    `/v1/seller/after-sales/${id}/answer`,
    { body, headers: key() },
  )
}

/** The claim once it is in a state, with its order. */
export function becomes(
  market: OpenShop,
  { placed }: Received,
  state: AfterSaleView['state'],
  step = second,
): Promise<SellerOrder & { readonly claim: AfterSaleView }> {
  return until(
    market,
    async () => {
      const order = await placed.readAsSeller()
      const claim = order.afterSales.at(-1)
      return claim?.state === state && { ...order, claim }
    },
    step,
  )
}

/** The purchase that an order's exchange stands with. */
export function again({ supplierOrders }: SellerOrder) {
  return supplierOrders.filter(({ afterSale }) => afterSale !== undefined).at(-1)
}
