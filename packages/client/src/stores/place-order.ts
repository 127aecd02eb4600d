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

/**
 * Places an order once, however often it is tried: the idempotency key of a quote is kept until the
 * gateway has answered, also over a reload. Keeps the order's token.
 *
 * @throws ShopError TOTAL_CHANGED, PRICE_CHANGED, QUOTE_EXPIRED, OUT_OF_STOCK: quote again;
 * OFFLINE, TIMEOUT and others worth repeating: call again with the same wishes
 */
export async function placeOrder(
  client: Client,
  wishes: OrderWishes,
): Promise<{ order: OrderView; token: string }> {
  const { quote, remark, ...rest } = wishes
  const slot = `place/${quote.id}`
  const idempotencyKey = client.storage.get(slot) || client.newKey()
  client.storage.set(slot, idempotencyKey)
  const body = { ...rest, quote: quote.id, ...(remark && { remark }) }
  try {
    const placed = await client.orders.place(body, { idempotencyKey })
    client.storage.set(slot, undefined)
    keepOrderToken(client, placed.order.id, placed.token)
    client.storage.set(`ordered/${quote.cart}`, placed.order.id)
    return placed
  } catch (error) {
    if (isShopError(error) && !error.retry) client.storage.set(slot, undefined)
    throw error
  }
}
