import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { SupplierOrderRow } from '../fulfilment/supplier-orders.ts'

/** Asks a supplier who is late to ship; he can be asked once a day, so asking again changes nothing. */
export async function urgeSupplier(
  deps: Deps,
  { shopId, supplierOrderId }: { shopId: string; supplierOrderId: string },
): Promise<void> {
  const [row] = await unshipped(deps.db, [shopId, supplierOrderId])
  if (!row?.platform_order_id) return
  const isUrged = await deps.platform(shopId).urge(row.platform_order_id)
  if (isUrged) await note(deps.db, [shopId, supplierOrderId])
  deps.log({ level: 'info', event: 'supplier.urged', supplierOrder: supplierOrderId, isUrged })
}

const unshipped = statement<SupplierOrderRow>(`
  select * from supplier_orders
  where shop_id = $1 and supplier_order_id = $2 and state in ('paid_up', 'part_shipped')`)

const note = statement(`
  update deadlines set note = 'urged'
  where shop_id = $1 and subject = $2 and kind = 'ship' and state = 'breached'`)
