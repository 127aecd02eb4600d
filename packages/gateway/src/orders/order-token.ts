import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { ShopError } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type OrderParts, readWholeOrder } from './order-parts.ts'
import type { OrderRow } from './orders.ts'

const secrets = new WeakMap<Database, Promise<string>>()

/** The secret that order tokens are made with; one per database, made on first use. */
function orderSecret(db: Database): Promise<string> {
  const known = secrets.get(db)
  if (known !== undefined) return known
  const read = sql<{ value: string }>`
    insert into settings (name, value)
    values ('order_token_secret', gen_random_uuid()::text || gen_random_uuid()::text)
    on conflict (name) do update set name = excluded.name
    returning value`
    .execute(db)
    .then(({ rows }) => rows[0]?.value ?? '')
  secrets.set(db, read)
  return read
}

/**
 * Opens one order. Derived from its id, so that a buyer who never saw the answer to her order
 * gets the same token when she sends it again.
 */
export async function orderToken(db: Database, orderId: string): Promise<string> {
  return createHmac('sha256', await orderSecret(db))
    .update(orderId)
    .digest('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The order, for who holds its token; a wrong token and no order answer alike. */
export async function openOrder(
  db: Database,
  shopId: string,
  orderId: string,
  token: string,
): Promise<OrderRow & OrderParts> {
  const order = await readWholeOrder(db, shopId, orderId)
  const asked = Buffer.from(hashToken(token))
  if (!order || !timingSafeEqual(asked, Buffer.from(order.token_hash))) {
    throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  }
  return order
}
