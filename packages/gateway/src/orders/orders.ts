import { type OrderEvent, type OrderState, orderMoves, ShopError } from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { OrderLines, Orders } from '../db/tables.generated.ts'
import { cancelDeadlines } from '../deadlines/deadlines.ts'
import type { Deps } from '../deps.ts'
import { may, moveRow, pathOf, type Subject } from './transitions.ts'

export type OrderRow = Selectable<Orders>
export type OrderLineRow = Selectable<OrderLines>

/** An order, for who may touch it. */
export interface OwnOrder {
  readonly shopId: string
  readonly orderId: string
  /** Hash of the token of the buyer who asks; absent where the shop itself does. */
  readonly tokenHash?: string | undefined
}

/** @param tokenHash - of the buyer who asks: only her own order is there for her */
export async function readOrderRow(
  db: Database | Tx,
  shopId: string,
  orderId: string,
  tokenHash?: string,
): Promise<OrderRow | undefined> {
  return ownOrder(db, { shopId, orderId, tokenHash }).executeTakeFirst()
}

/**
 * Locks come in this order everywhere: order, payment, supplier order.
 *
 * @param tokenHash - of the buyer who asks: only her own order is there for her
 */
export async function lockOrder(
  tx: Tx,
  shopId: string,
  orderId: string,
  tokenHash?: string,
): Promise<OrderRow | undefined> {
  return ownOrder(tx, { shopId, orderId, tokenHash }).forUpdate().executeTakeFirst()
}

function ownOrder(db: Database | Tx, { shopId, orderId, tokenHash }: OwnOrder) {
  const order = db
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
  return tokenHash === undefined ? order : order.where('token_hash', '=', tokenHash)
}

/** Nothing is promised any more. */
const over: ReadonlySet<string> = new Set(['closed', 'completed'])

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
  const path = pathOf(orderMoves, order.state as OrderState, [event])
  if (!(await moveRow(deps, tx, subjectOf(order), path, also))) {
    throw new ShopError('BAD_TRANSITION', { from: order.state, event })
  }
  const state = path[0]?.to ?? order.state
  if (over.has(state)) {
    await cancelDeadlines(tx, { shopId: order.shop_id, subject: order.order_id })
  }
  return { ...order, state }
}

export function subjectOf({ shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>): Subject {
  return { shopId: shop_id, orderId: order_id, aggregate: 'order', id: order_id }
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
