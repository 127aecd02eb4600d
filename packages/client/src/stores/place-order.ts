import { isShopError, type Money, type OrderView, type Quote } from '@xiaopu/domain'
import type { Client } from '../client.ts'
import { keepOrderToken } from './order.ts'

/** The order that was last made of a cart in this browser. */
export function lastOrderOf(client: Client, cart: string): string | undefined {
  return client.storage.get(`ordered/${cart}`)
}

export interface OrderWishes {
  /** The quote the buyer agreed to. */
  readonly quote: Quote
  /** The total the buyer saw. */
  readonly total: Money
  readonly remark?: string | undefined
  readonly share?: string
  readonly visitor?: string
  readonly channel?: string
}

/** An idempotency key is as long; what it is for stands behind it. */
const keyLength = 26

const slotOf = (cart: string) => `placing/${cart}`

/**
 * Places an order once, however often it is tried: what was sent is kept with its idempotency key until
 * the gateway has answered, also over a reload. Keeps the order's token.
 *
 * @throws ShopError TOTAL_CHANGED, PRICE_CHANGED, QUOTE_EXPIRED, OUT_OF_STOCK: quote again;
 * OFFLINE, TIMEOUT and others worth repeating: call again with the same wishes
 */
export async function placeOrder(
  client: Client,
  wishes: OrderWishes,
): Promise<{ order: OrderView; token: string }> {
  const { quote, remark, ...rest } = wishes
  const { cart } = quote
  const slot = slotOf(cart)
  const body = { ...rest, quote: quote.id, ...(remark && { remark }) }
  const text = JSON.stringify(body)
  const sent = client.storage.get(slot)
  const idempotencyKey = sent?.endsWith(text) ? sent.slice(0, keyLength) : client.newKey()
  client.storage.set(slot, idempotencyKey + text)
  try {
    const placed = await client.orders.place(body, { idempotencyKey })
    client.storage.set(slot, undefined)
    keepOrderToken(client, placed.order.id, placed.token)
    client.storage.set(`ordered/${cart}`, placed.order.id)
    return placed
  } catch (error) {
    if (isShopError(error) && !error.retry) client.storage.set(slot, undefined)
    throw error
  }
}

/** An order of this cart was begun, and nobody knows what became of it. */
export function isPlacing(client: Client, cart: string): boolean {
  return client.storage.get(slotOf(cart)) !== undefined
}

/**
 * The order that a page began to place before it was left, for a cart that has gone into one: its answer
 * was lost. Nothing where none was begun.
 */
export async function finishOrder(client: Client, cart: string): Promise<OrderView | undefined> {
  const sent = client.storage.get(slotOf(cart))
  if (!sent) return undefined
  const { quote: id, ...rest } = JSON.parse(sent.slice(keyLength))
  const { order } = await placeOrder(client, { ...rest, quote: { id, cart } })
  return order
}
