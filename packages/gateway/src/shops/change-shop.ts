import { repriceShop } from '../catalog/price-listings.ts'
import type { Deps } from '../deps.ts'
import { type ShopChange, type ShopRow, updateShop } from './shops.ts'

/** Changes a shop; with its price rule, every price that hangs on it changes in the same moment. */
export async function changeShop(deps: Deps, shopId: string, change: ShopChange): Promise<ShopRow> {
  const row = await deps.db.transaction().execute(async (tx) => {
    const changed = await updateShop(tx, shopId, change)
    if (change.priceRule) await repriceShop(tx, shopId, changed.price_rule)
    return changed
  })
  deps.changed(shopId)
  return row
}
