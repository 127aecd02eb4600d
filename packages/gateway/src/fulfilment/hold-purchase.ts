import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { flagOrder, lockOrder, mayOrder, moveOrder } from '../orders/orders.ts'
import { moveSupplierOrder, type SupplierOrderRow } from './supplier-orders.ts'

/** Stops here until the seller decides; the buyer's page says that the shop is looking after it. */
export async function hold(deps: Deps, row: SupplierOrderRow, failure: string): Promise<'wait'> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, row.shop_id, row.order_id)
    if (order && mayOrder(order, 'start-placing')) await moveOrder(deps, tx, order, 'start-placing')
    await moveSupplierOrder(deps, tx, row, 'hold', { failure })
    await flagOrder(tx, row.shop_id, row.order_id, true)
  })
  deps.log({
    level: 'warn',
    event: 'purchase.held',
    supplierOrder: row.supplier_order_id,
    code: failure,
  })
  return 'wait'
}

export async function later(deps: Deps, row: SupplierOrderRow, wait: number): Promise<'wait'> {
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  const at = deps.clock.now() + wait
  await addJob(deps, deps.db, 'buy-from-supplier', payload, {
    at,
    key: `buy:${row.supplier_order_id}`,
  })
  return 'wait'
}
