import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'

/** Whether a parcel of an order was announced and never scanned, or stands still. */
export async function isParcelMissing(
  tx: Tx,
  { shop_id, order_id }: { readonly shop_id: string; readonly order_id: string },
): Promise<boolean> {
  return (await missingParcels(tx, [shop_id, order_id])).length > 0
}

const missingParcels = statement(`
  select from deadlines
  where shop_id = $1 and order_id = $2 and kind in ('collect', 'scan')
    and state = 'breached' and met_at is null
  limit 1`)
