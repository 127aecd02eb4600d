import { orderMoves, statesBefore, supplierOrderMoves } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { ask, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { subjectOf } from '../orders/orders.ts'
import { pathOf, type Step, writingHistory } from '../orders/transitions.ts'
import { type Purchase, purchaseSubject, type SupplierOrderRow } from './supplier-orders.ts'

/**
 * Commits the intent to buy before the call that costs: the purchase is being made, and its order
 * is being placed if it was not yet. Locks the order first, as everywhere.
 *
 * @returns the row as it then is; undefined where somebody else has begun
 */
export async function startPlacing(
  deps: Deps,
  row: Purchase,
  also: Pick<Purchase, 'asked_at' | 'absent_count' | 'failure'>,
): Promise<Purchase | undefined> {
  const v = values()
  const begin = pathOf(orderMoves, 'paid', ['start-placing'])
  const create = pathOf(supplierOrderMoves, 'planned', ['create'])
  const set = Object.entries(also).map(([column, value]) => `${column} = ${v.add(value)}`)
  const shop = v.add(row.shop_id)
  const { length } = await ask(
    deps.db,
    `with begun as (
      update orders set state = ${v.add(begin[0]?.to)}
      where shop_id = ${shop} and order_id = ${v.add(row.order_id)} and state = ${v.add(begin[0]?.from)}
      returning 1),
    moved as (
      update supplier_orders set state = ${v.add(create[0]?.to)}, ${set.join(', ')}
      where shop_id = ${shop} and supplier_order_id = ${v.add(row.supplier_order_id)}
        and state = ${v.add(create[0]?.from)} and (select count(*) from begun) >= 0
      returning 1),
    ${writingHistory(deps, v, subjectOf(row), begin, 'begun')},
    ${writingHistory(deps, v, purchaseSubject(row), create, 'moved')}
    select from moved`,
    v,
  )
  return length > 0 ? { ...row, ...also, state: create[0]?.to ?? row.state } : undefined
}

const placedStates = ['paid_up', 'part_shipped', 'shipped', 'received', 'done']

/**
 * An order is placed once every purchase is paid. Asked after each has been committed, so that of
 * two that end together the later one sees both.
 */
export async function placeWhereAllAre(
  deps: Pick<Deps, 'clock' | 'db'>,
  order: Pick<SupplierOrderRow, 'shop_id' | 'order_id'>,
  db: Database | Tx = deps.db,
): Promise<void> {
  const v = values()
  const [from] = statesBefore(orderMoves, 'all-placed')
  const path: Step[] = from ? pathOf(orderMoves, from, ['all-placed']) : []
  const [shop, id] = [v.add(order.shop_id), v.add(order.order_id)]
  await ask(
    db,
    `with placed as (
      update orders set state = ${v.add(path[0]?.to)}
      where shop_id = ${shop} and order_id = ${id} and state = ${v.add(from)} and not exists (
        select from supplier_orders
        where shop_id = ${shop} and order_id = ${id} and state <> all(${v.add(placedStates)}::text[]))
      returning 1),
    ${writingHistory(deps, v, subjectOf(order), path, 'placed')}
    select from placed`,
    v,
  )
}
