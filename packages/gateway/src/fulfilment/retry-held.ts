import { ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'
import { moveSupplierOrder, readSupplierOrders } from './supplier-orders.ts'

/** The seller says: try again what is held, at today's cost. */
export async function retryHeld(
  deps: Deps,
  asked: { shopId: string; orderId: string },
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, asked.shopId, asked.orderId)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: asked.orderId })
    for (const row of await readSupplierOrders(tx, asked.shopId, asked.orderId)) {
      // A purchase that exists at 1688 already is never planned anew.
      if (row.state !== 'held' || row.platform_order_id) continue
      await moveSupplierOrder(deps, tx, row, 'release')
      const payload = { shopId: asked.shopId, supplierOrderId: row.supplier_order_id }
      await addJob(deps, tx, 'buy-from-supplier', payload, { key: `buy:${row.supplier_order_id}` })
    }
    await refreshAttention(tx, asked.shopId, asked.orderId)
  })
}
