import type { WantedSku } from '../after-sales/after-sales.ts'
import type { Tx } from '../db/database.ts'
import { ask, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingJob } from '../jobs/jobs.ts'
import type { OrderLineRow, OrderRow } from '../orders/orders.ts'
import { originOf, type SupplierOrderRow } from './supplier-orders.ts'

/** What is bought a second time, and for which pieces of an order. */
export interface Again {
  readonly afterSaleId: string
  readonly line: OrderLineRow
  readonly quantity: number
  readonly wanted: WantedSku
}

/**
 * Plans a purchase of its own for goods that a buyer gets in exchange, once for an exchange: it is judged,
 * bought, followed and accounted for like every other, under a number of its own. Its line costs the
 * buyer nothing. For a locked order.
 */
export async function buyAgain(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx,
  order: OrderRow,
  { afterSaleId, line, quantity, wanted }: Again,
  purchases: readonly SupplierOrderRow[],
): Promise<void> {
  const { shop_id: shopId, order_id } = order
  const supplierOrderId = deps.newId('supplierOrder')
  const { supplier_id, supplier_name, ship_within_hours, ...sku } = wanted
  const owner = { shop_id: shopId, order_id, after_sale_id: afterSaleId }
  const purchase = {
    ...{ ...owner, supplier_order_id: supplierOrderId, supplier_id, supplier_name },
    ...{ state: 'planned', absent_count: 0, revision: 0, unwanted: false, ship_within_hours },
    seq: Math.max(...purchases.map(({ seq }) => seq)) + 1,
    out_order_id: supplierOrderId.slice(4),
    expected_goods: wanted.cost * quantity,
    // To the same address by the same supplier: what the first parcel should cost, at the most.
    expected_freight: originOf(purchases, line.supplier_order_id)?.expected_freight ?? 0,
  }
  const again = {
    ...{ ...owner, ...sku, quantity, price: 0, dropped: 0 },
    order_line_id: deps.newId('orderLine'),
    supplier_order_id: supplierOrderId,
  }
  const v = values()
  await ask(
    tx,
    `with planned as (
      insert into supplier_orders
      select * from jsonb_populate_record(null::supplier_orders, ${v.add(JSON.stringify(purchase))}::jsonb)
      returning 1),
    line as (
      insert into order_lines
      select again.* from planned, jsonb_populate_record(null::order_lines, ${v.add(JSON.stringify(again))}::jsonb
        || jsonb_build_object('position', (select max(position) + 1 from order_lines
          where shop_id = ${v.add(shopId)} and order_id = ${v.add(order_id)}))) as again)
    select ${writingJob(deps, v, {
      name: 'buy-from-supplier',
      payload: { shopId, supplierOrderId },
      key: `buy:${supplierOrderId}`,
    })} from planned`,
    v,
  )
}
