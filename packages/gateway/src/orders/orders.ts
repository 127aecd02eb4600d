import {
  type Address,
  type OrderEvent,
  type OrderState,
  orderMoves,
  type QuoteLine,
} from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { OrderLines, Orders } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { may, moveWithHistory, next } from './transitions.ts'

export type OrderRow = Selectable<Orders>
export type OrderLineRow = Selectable<OrderLines>

export async function readOrderRow(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<OrderRow | undefined> {
  return db
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
}

/** Locks come in this order everywhere: order, payment, supplier order. */
export async function lockOrder(
  tx: Tx,
  shopId: string,
  orderId: string,
): Promise<OrderRow | undefined> {
  return tx
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
}

export async function readOrderByQuote(
  tx: Tx,
  shopId: string,
  quoteId: string,
): Promise<OrderRow | undefined> {
  return tx
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('quote_id', '=', quoteId)
    .executeTakeFirst()
}

/** Newest first; `before` is the last id of the page before. */
export async function listOrderRows(
  db: Database,
  shopId: string,
  page: { state?: string | undefined; before?: string | undefined; limit: number },
): Promise<OrderRow[]> {
  let query = db
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('order_id', 'desc')
    .limit(page.limit)
  if (page.state) query = query.where('state', '=', page.state)
  if (page.before) query = query.where('order_id', '<', page.before)
  return query.execute()
}

export async function insertOrder(
  tx: Tx,
  order: Omit<OrderRow, 'address'> & { readonly address: Address },
  lines: readonly (Omit<OrderLineRow, 'properties'> & Pick<QuoteLine, 'properties'>)[],
): Promise<void> {
  await tx
    .insertInto('orders')
    .values({ ...order, address: JSON.stringify(order.address) })
    .execute()
  await tx
    .insertInto('order_lines')
    .values(lines.map((line) => ({ ...line, properties: JSON.stringify(line.properties) })))
    .execute()
}

/**
 * Moves a locked order by one event of its table, with its log row.
 *
 * @throws ShopError BAD_TRANSITION
 */
export async function moveOrder(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  event: OrderEvent,
  also: Updateable<Orders> = {},
): Promise<OrderRow> {
  const from = order.state as OrderState
  const to = next(orderMoves, from, event)
  const { shop_id: shopId, order_id: orderId } = order
  const update = tx
    .updateTable('orders')
    .set({ ...also, state: to })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('state', '=', from)
    .returning('order_id')
  await moveWithHistory(deps, tx, update, {
    shopId,
    orderId,
    aggregate: 'order',
    id: orderId,
    from,
    to,
    event,
  })
  return { ...order, state: to }
}

export function mayOrder(order: OrderRow, event: OrderEvent): boolean {
  return may(orderMoves, order.state as OrderState, event)
}

/** Somebody must look: the machine cannot go on without guessing. */
export async function flagOrder(
  tx: Tx | Database,
  shopId: string,
  orderId: string,
  attention: boolean,
): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ attention })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .execute()
}
