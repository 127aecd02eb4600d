import { isShopError } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import { comparePurchase } from './compare-purchase.ts'
import type { Look } from './look.ts'

/** Compares every purchase that changed at the platform in the period, and every one made by our books in it. */
export async function reconcilePurchases(look: Look): Promise<void> {
  const { deps, run, shopId } = look
  const platform = deps.platform(shopId)
  const period = { from: run.period_from.toISOString(), to: run.period_to.toISOString() }
  const seen = new Set<string>()
  for await (const purchase of platform.purchasesChanged(period)) {
    seen.add(purchase.platformOrderId)
    await comparePurchase(look, purchase)
    await look.step('purchases')
  }
  for (const row of await boughtBetween(deps.db, [shopId, run.period_from, run.period_to])) {
    if (row.platform_order_id === null || seen.has(row.platform_order_id)) continue
    await checkPresence(look, row, row.platform_order_id)
    await look.step('purchases')
  }
}

const boughtBetween = statement<SupplierOrderRow>(`
  select * from supplier_orders
  where shop_id = $1 and platform_order_id is not null and asked_at between $2 and $3
  order by supplier_order_id`)

/** Not among what changed there: it is asked for itself. */
async function checkPresence(
  look: Look,
  row: SupplierOrderRow,
  platformOrderId: string,
): Promise<void> {
  try {
    await comparePurchase(look, await look.deps.platform(look.shopId).purchase(platformOrderId))
  } catch (error) {
    if (!isShopError(error) || error.code !== 'ORDER_NOT_FOUND') throw error
    const { supplier_order_id: subject, order_id: orderId } = row
    const detail = { platformOrderId, here: row.state }
    await look.differ({ kind: 'missing_there', subject, orderId, detail })
  }
}
