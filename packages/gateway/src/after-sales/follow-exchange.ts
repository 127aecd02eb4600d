import { deadlineMillis } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { isWholly, type SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import type { OrderRow } from '../orders/orders.ts'
import { isReplacing, moveAfterSale, readAfterSalesOf } from './after-sales.ts'

const arrived: ReadonlySet<string> = new Set(['received', 'done'])

/**
 * An exchange is where the purchase for it is: under way once that has left, and done once it is there. For
 * a locked order.
 */
export async function bringExchangesUpToDate(
  deps: Deps,
  tx: Tx,
  { shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>,
  purchases: readonly SupplierOrderRow[],
): Promise<void> {
  if (purchases.every(({ after_sale_id }) => after_sale_id === null)) return
  const claims = await readAfterSalesOf(tx, shop_id, order_id)
  for (const claim of claims) {
    if (!isReplacing(claim)) continue
    const purchase = purchaseFor(purchases, claim.after_sale_id)
    if (!purchase || !isWholly(purchase)) continue
    const due_at = new Date(deps.clock.now() + deadlineMillis.receive)
    const sent = await moveAfterSale(deps, tx, claim, ['resend'], { due_at })
    if (arrived.has(purchase.state))
      await moveAfterSale(deps, tx, sent ?? claim, ['finish'], { due_at: null })
  }
}

/** The purchase that an exchange stands with now: the last of those made for it. */
export function purchaseFor<Row extends Pick<SupplierOrderRow, 'after_sale_id' | 'seq'>>(
  purchases: readonly Row[],
  afterSaleId: string,
): Row | undefined {
  return purchases
    .filter(({ after_sale_id }) => after_sale_id === afterSaleId)
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1)
}
