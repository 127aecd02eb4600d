import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { isGivenUp } from '../deadlines/missing-parcels.ts'

/** Time that passes by itself; when it is over, nothing has gone wrong. */
const silentKinds = `'pay', 'receive', 'settle'`

/**
 * What a person must decide or do by hand: a purchase that is held, or that ended without goods while
 * its buyer still waits for them, or that the shop's account cannot pay, or of which nobody can tell
 * whether it is paid; a refund that the provider will not make and its seller has not made; a supplier who keeps the money; a
 * broken promise of which something may still come; books that do not agree.
 */
export const needsPerson = (order: string): string => `(
  exists (select from supplier_orders as purchase
    where purchase.shop_id = ${order}.shop_id and purchase.order_id = ${order}.order_id
      and (purchase.state = 'held' or purchase.state = 'paying' and purchase.failure in ('UNPAID', 'PLATFORM_SCHEMA')
        or purchase.state in ('rejected', 'cancelled')
        and not purchase.unwanted and exists (select from order_lines as line
          where line.shop_id = purchase.shop_id
            and line.supplier_order_id = purchase.supplier_order_id)))
  or exists (select from refunds as refund
    where refund.shop_id = ${order}.shop_id and refund.order_id = ${order}.order_id
      and refund.state = 'abnormal')
  or exists (select from supplier_claims as claim
    where claim.shop_id = ${order}.shop_id and claim.order_id = ${order}.order_id
      and claim.state = 'refused')
  or exists (select from deadlines as promise
    where promise.shop_id = ${order}.shop_id and promise.order_id = ${order}.order_id
      and promise.state = 'breached' and promise.met_at is null
      and promise.kind not in (${silentKinds}) and not ${isGivenUp('promise')})
  or exists (select from differences as open
    where open.shop_id = ${order}.shop_id and open.order_id = ${order}.order_id
      and open.resolved_at is null))`

/** A job of an order that was tried as often as it may be; looked for where an order is marked only. */
const hasDeadJob = `exists (
  select from graphile_worker._private_jobs as job
  where job.attempts >= job.max_attempts and job.key is not null
    and job.payload ->> 'shopId' = orders.shop_id
    and (job.payload ->> 'orderId' = orders.order_id or job.payload ->> 'supplierOrderId' in (
      select supplier_order_id from supplier_orders as purchase
      where purchase.shop_id = orders.shop_id and purchase.order_id = orders.order_id)))`

const refresh = statement(`
  update orders set attention = ${needsPerson('orders')} or attention and ${hasDeadJob}
  where shop_id = $1 and order_id = $2`)

const lock = statement('select from orders where shop_id = $1 and order_id = $2 for update')

/**
 * Shows an order to its seller where it needs one, and no longer where it does not. In a transaction
 * for a locked order; by itself it locks the order first, since a statement that has waited for
 * another one still reads its other tables as they were before.
 */
export async function refreshAttention(
  db: Tx | Database,
  shopId: string,
  orderId: string,
): Promise<void> {
  if (db.isTransaction) return void (await refresh(db, [shopId, orderId]))
  await db.transaction().execute(async (tx) => {
    await lock(tx, [shopId, orderId])
    await refresh(tx, [shopId, orderId])
  })
}
