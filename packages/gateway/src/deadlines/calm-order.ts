import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'

/**
 * Takes the mark off an order that nobody needs to look after any more: no broken promise is open,
 * nothing of it is held, and no job of it has given up.
 */
export async function calmOrder(tx: Tx | Database, shopId: string, orderId: string): Promise<void> {
  await calm(tx, [shopId, orderId])
}

/** Passing time, not a broken promise. */
const silentKinds = ['pay', 'receive', 'settle'] as const

const calm = statement(`
  update orders set attention = false
  where shop_id = $1 and order_id = $2 and attention
    and not exists (
      select from deadlines
      where deadlines.shop_id = $1 and deadlines.order_id = $2
        and deadlines.state = 'breached' and met_at is null
        and kind not in (${silentKinds.map((kind) => `'${kind}'`).join(', ')}))
    and not exists (
      select from supplier_orders as purchase
      where purchase.shop_id = $1 and purchase.order_id = $2
        and purchase.state in ('held', 'rejected', 'cancelled'))
    and not exists (
      select from graphile_worker._private_jobs as job
      where job.attempts >= job.max_attempts and job.key is not null
        and job.payload ->> 'shopId' = $1
        and (job.payload ->> 'orderId' = $2 or job.payload ->> 'supplierOrderId' in (
          select supplier_order_id from supplier_orders as purchase
          where purchase.shop_id = $1 and purchase.order_id = $2)))`)
