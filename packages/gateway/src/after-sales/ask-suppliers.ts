import type { AfterSaleState } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { insertClaim } from '../fulfilment/supplier-claims.ts'
import { isOver } from '../fulfilment/supplier-orders.ts'
import type { OrderRow } from '../orders/orders.ts'
import { readBought } from '../payments/give-back.ts'
import { type AfterSaleRow, readAfterSalesOf } from './after-sales.ts'
import { cameFrom } from './came-from.ts'

export interface Asking {
  /** To take their goods back; for their money alone where false. */
  readonly returnsGoods: boolean
  /** Only this one of the order's purchases; all of them where absent. */
  readonly of?: string
}

/** Whoever brings the claimed pieces is asked about them; who has closed his order brings nothing. For a locked order. */
export async function askSuppliers(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  { returnsGoods, of }: Asking,
): Promise<void> {
  const { lines, purchases } = await readBought(tx, order)
  const claims = await readAfterSalesOf(tx, order.shop_id, order.order_id)
  const brought = row.lines.flatMap(({ line: id, quantity }) =>
    cameFrom({ id, quantity }, lines, claims),
  )
  for (const purchase of purchases) {
    const id = purchase.supplier_order_id
    const pieces = brought.filter(({ line }) => line.supplier_order_id === id)
    if (pieces.length === 0 || isOver(purchase) || (of && of !== id)) continue
    await insertClaim(deps, tx, {
      shop_id: order.shop_id,
      claim_id: deps.newId('supplierClaim'),
      order_id: order.order_id,
      supplier_order_id: id,
      after_sale_id: row.after_sale_id,
      lines: pieces.map(({ line, quantity }) => ({
        offerId: line.offer_id,
        ...(line.spec_id && { specId: line.spec_id }),
        quantity,
      })),
      returns_goods: returnsGoods,
      wanted_goods: pieces.reduce((sum, { line, quantity }) => sum + line.cost * quantity, 0),
      wanted_freight: 0,
      opened_at: new Date(deps.clock.now()),
    })
  }
}

/** States in which goods are to come back that their buyer may not even have yet. */
const returningStates: readonly string[] = [
  'approved',
  'awaiting_return',
  'returning',
  'inspecting',
] satisfies readonly AfterSaleState[]

/** What one supplier was to take back is the one's to take who stands in for him. For a locked order. */
export async function askInstead(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  supplierOrderId: string,
): Promise<void> {
  const claims = await readAfterSalesOf(tx, order.shop_id, order.order_id)
  for (const row of claims)
    if (row.kind !== 'refund_only' && returningStates.includes(row.state))
      await askSuppliers(deps, tx, order, row, { returnsGoods: true, of: supplierOrderId })
}
