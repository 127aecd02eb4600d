import { day, openAfterSaleStates, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { meetDeadline } from '../deadlines/meet-deadline.ts'
import type { Deps } from '../deps.ts'
import { readSupplierOrders } from '../fulfilment/supplier-orders.ts'
import { addJob } from '../jobs/jobs.ts'
import { planProfitShare } from '../promoters/share-profit.ts'
import { lockOrder, mayOrder, moveOrder, type OrderRow, type OwnOrder } from './orders.ts'

/** Free returns are open this long after receipt; then the order is complete. */
const settleMillis = 7 * day

/** The buyer says everything arrived; the suppliers are told by jobs of the same transaction. */
export async function receiveOrder(
  deps: Deps,
  { shopId, orderId, tokenHash }: OwnOrder,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId, tokenHash)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
    if (order.state === 'received' || order.state === 'completed') return
    await receiveLocked(deps, tx, order)
  })
}

/** For a locked order: received, and the suppliers told. */
export async function receiveLocked(deps: Deps, tx: Tx, order: OrderRow): Promise<void> {
  const { shop_id: shopId, order_id: orderId } = order
  await markReceived(deps, tx, order)
  for (const each of await readSupplierOrders(tx, shopId, orderId)) {
    // What is sent in exchange is received by itself.
    if (each.after_sale_id) continue
    const supplierOrderId = each.supplier_order_id
    await addJob(
      deps,
      tx,
      'confirm-receipt',
      { shopId, supplierOrderId },
      { key: `receipt:${supplierOrderId}` },
    )
  }
}

/** For a locked order: received, and complete in a week. */
export async function markReceived(deps: Deps, tx: Tx, order: OrderRow): Promise<void> {
  await moveOrder(deps, tx, order, 'receive')
  const subject = order.order_id
  await meetDeadline(deps, tx, { shopId: order.shop_id, subject, kind: 'receive' })
  const payload = { shopId: order.shop_id, orderId: order.order_id }
  const at = deps.clock.now() + settleMillis
  await addJob(deps, tx, 'complete-order', payload, { at, key: `complete:${order.order_id}` })
}

/** Complete once its days of return are over and no claim is open. */
export async function completeOrder(
  deps: Deps,
  asked: { shopId: string; orderId: string },
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, asked.shopId, asked.orderId)
    if (!order || !mayOrder(order, 'complete')) return
    if (await hasOpenAfterSale(tx, asked.shopId, asked.orderId)) {
      const at = deps.clock.now() + day
      return addJob(deps, tx, 'complete-order', asked, { at, key: `complete:${asked.orderId}` })
    }
    await moveOrder(deps, tx, order, 'complete')
    await planProfitShare(deps, tx, order)
  })
}

const openAfterSales = statement(`
  select from after_sales where shop_id = $1 and order_id = $2 and state = any($3::text[]) limit 1`)

export async function hasOpenAfterSale(tx: Tx, shopId: string, orderId: string): Promise<boolean> {
  return (await openAfterSales(tx, [shopId, orderId, openAfterSaleStates])).length > 0
}
