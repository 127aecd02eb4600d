import { second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { placeWhereAllAre } from './bring-order.ts'
import { buy } from './buy-from-supplier.ts'
import { later } from './hold-purchase.ts'
import { readPurchases } from './supplier-orders.ts'

/** How soon a purchase that a passing fault stopped is tried again, by a job of its own. */
const pauseMillis = 3 * second

/**
 * Buys what a paid order needs from all its suppliers at once. One that fails for now goes on
 * alone: it does not make the others wait, nor ask about them again.
 */
export async function buyOrder(
  deps: Deps,
  asked: { shopId: string; orderId: string },
): Promise<void> {
  const purchases = await readPurchases(deps, asked.shopId, asked.orderId)
  await Promise.all(
    purchases.map((purchase) =>
      buy(deps, purchase).catch((error: Error) => {
        const { supplier_order_id: supplierOrder } = purchase
        const { message: reason } = error
        deps.log({ level: 'warn', event: 'purchase.postponed', supplierOrder, reason })
        return later(deps, purchase, pauseMillis)
      }),
    ),
  )
  const [first] = purchases
  if (first) await placeWhereAllAre(deps, first)
}
