import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'

/**
 * SQL: whether nobody waits any more for what was promised, late or never: its purchase came to nothing,
 * or was given back on its way.
 *
 * @param promise - alias of the deadlines row
 */
export const isGivenUp = (promise: string): string => `exists (
  select from supplier_orders as over
  where over.shop_id = ${promise}.shop_id and over.order_id = ${promise}.order_id
    and over.state in ('cancelled', 'rejected', 'done')
    and (over.supplier_order_id = ${promise}.subject or exists (select from shipments as parcel
      where parcel.shop_id = over.shop_id and parcel.supplier_order_id = over.supplier_order_id
        and parcel.shipment_id = ${promise}.subject)))`

/** Whether a parcel of an order was announced and never scanned, or stands still. */
export async function isParcelMissing(
  tx: Tx,
  { shop_id, order_id }: { readonly shop_id: string; readonly order_id: string },
): Promise<boolean> {
  return (await missingParcels(tx, [shop_id, order_id])).length > 0
}

const missingParcels = statement(`
  select from deadlines as promise
  where shop_id = $1 and order_id = $2 and kind in ('collect', 'scan')
    and state = 'breached' and met_at is null and not ${isGivenUp('promise')}
  limit 1`)
