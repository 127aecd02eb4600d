import { orderMoves, statesBefore, supplierOrderMoves } from '@xiaopu/domain'
import { bringExchangesUpToDate } from '../after-sales/follow-exchange.ts'
import { returnCoupon } from '../coupons/use-coupon.ts'
import type { Database, Tx } from '../db/database.ts'
import { ask, values } from '../db/statement.ts'
import { startDeadline } from '../deadlines/deadlines.ts'
import type { Deps } from '../deps.ts'
import { leaveSeat } from '../group-buys/fill-group.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder, mayOrder, moveOrder, subjectOf } from '../orders/orders.ts'
import { markReceived } from '../orders/receive-order.ts'
import { pathOf, type Step, writingHistory } from '../orders/transitions.ts'
import {
  hasLeft,
  isWholly,
  type Purchase,
  purchaseSubject,
  readSupplierOrders,
  type SupplierOrderRow,
} from './supplier-orders.ts'

/**
 * Commits the intent to buy before the call that costs: the purchase is being made, and its order
 * is being placed if it was not yet. Locks the order first, as everywhere.
 *
 * @returns the row as it then is; undefined where somebody else has begun, or what is to be bought
 * has changed since it was read
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
        and not awaits_group
      returning 1),
    moved as (
      update supplier_orders set state = ${v.add(create[0]?.to)}, ${set.join(', ')}
      where shop_id = ${shop} and supplier_order_id = ${v.add(row.supplier_order_id)}
        and state = ${v.add(create[0]?.from)} and revision = ${v.add(row.revision)}
        and (select count(*) from begun) >= 0
        and not (select awaits_group from orders
          where shop_id = ${shop} and order_id = ${v.add(row.order_id)})
      returning 1),
    ${writingHistory(deps, v, subjectOf(row), begin, 'begun')},
    ${writingHistory(deps, v, purchaseSubject(row), create, 'moved')}
    select from moved`,
    v,
  )
  return length > 0 ? { ...row, ...also, state: create[0]?.to ?? row.state } : undefined
}

const placedStates = ['paid_up', 'part_shipped', 'shipped', 'received', 'done']

/** Over without goods, and nobody waits for any: given back, or replaced by another purchase. */
const isOverSql = `state in ('cancelled', 'rejected') and (unwanted or not exists (
  select from order_lines as line
  where line.shop_id = purchase.shop_id and line.supplier_order_id = purchase.supplier_order_id))`

/**
 * An order is placed once every purchase that is still wanted is paid. Asked after each has been
 * committed, so that of two that end together the later one sees both.
 */
export async function placeWhereAllAre(
  deps: Pick<Deps, 'clock' | 'db'>,
  order: Pick<SupplierOrderRow, 'shop_id' | 'order_id'>,
  db: Database | Tx = deps.db,
): Promise<void> {
  const v = values()
  const [from] = statesBefore(orderMoves, 'all-placed')
  const path: Step[] = from ? pathOf(orderMoves, from, ['all-placed']) : []
  const [shop, id, placed] = [v.add(order.shop_id), v.add(order.order_id), v.add(placedStates)]
  const own = `from supplier_orders as purchase where shop_id = ${shop} and order_id = ${id}
    and after_sale_id is null`
  await ask(
    db,
    `with placed as (
      update orders set state = ${v.add(path[0]?.to)}
      where shop_id = ${shop} and order_id = ${id} and state = ${v.add(from)}
        and not exists (select ${own} and state <> all(${placed}::text[]) and not (${isOverSql}))
        and exists (select ${own} and state = any(${placed}::text[]))
      returning 1),
    ${writingHistory(deps, v, subjectOf(order), path, 'placed')}
    select from placed`,
    v,
  )
}

const arrived: ReadonlySet<string> = new Set(['received', 'done'])

/**
 * An order is where its purchases are: placed, shipped in part or whole, received; or over, where
 * everything went back before anything left. What is bought in exchange concerns its claim alone. For a
 * locked order.
 */
export async function bringOrderUpToDate(
  deps: Deps,
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: Pick<SupplierOrderRow, 'shop_id' | 'order_id'>,
): Promise<void> {
  await placeWhereAllAre(deps, { shop_id: shopId, order_id: orderId }, tx)
  await refreshAttention(tx, shopId, orderId)
  const over = new Set(await overPurchases(tx, shopId, orderId))
  const all = await readSupplierOrders(tx, shopId, orderId)
  await bringExchangesUpToDate(deps, tx, { shop_id: shopId, order_id: orderId }, all)
  const live = all.filter(
    (each) => each.after_sale_id === null && !over.has(each.supplier_order_id),
  )
  let order = await lockOrder(tx, shopId, orderId)
  if (!order) return
  if (live.length === 0) {
    if (!mayOrder(order, 'refund-all')) return
    await moveOrder(deps, tx, order, 'refund-all', { close_reason: 'refunded' })
    await leaveSeat(deps, tx, order)
    await returnCoupon(deps, tx, order)
    return
  }
  if (live.every(isWholly)) {
    if (mayOrder(order, 'ship-all')) {
      order = await moveOrder(deps, tx, order, 'ship-all')
      await startDeadline(deps, tx, { shopId, orderId, subject: orderId, kind: 'receive' })
    }
  } else if (
    live.some(hasLeft) &&
    order.state !== 'partly_shipped' &&
    mayOrder(order, 'ship-part')
  ) {
    order = await moveOrder(deps, tx, order, 'ship-part')
  }
  if (live.every(({ state }) => arrived.has(state)) && mayOrder(order, 'receive')) {
    await markReceived(deps, tx, order)
  }
}

async function overPurchases(tx: Tx, shopId: string, orderId: string): Promise<string[]> {
  const v = values()
  const rows = await ask<{ readonly supplier_order_id: string }>(
    tx,
    `select supplier_order_id from supplier_orders as purchase
      where shop_id = ${v.add(shopId)} and order_id = ${v.add(orderId)} and ${isOverSql}`,
    v,
  )
  return rows.map((row) => row.supplier_order_id)
}
