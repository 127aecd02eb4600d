import type { Deps } from '../deps.ts'
import { openRecipient, type Recipient } from '../personal/sealed-address.ts'
import type { Purchase } from './supplier-orders.ts'

/** Who the supplier sends to. @throws ShopError PERSONAL_DATA_ERASED */
export function recipientOf(deps: Pick<Deps, 'vault'>, row: Purchase): Promise<Recipient> {
  return openRecipient(deps, { shopId: row.shop_id, table: 'orders', id: row.order_id }, row)
}
