import type { Tx } from '../db/database.ts'
import type { OrderRow } from '../orders/orders.ts'
import { readOwnRefunds } from '../payments/refunds.ts'

/** Fen of an order's goods that went back, or are about to. */
export async function refundedGoods(
  tx: Tx,
  { shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>,
): Promise<number> {
  const refunds = await readOwnRefunds(tx, shop_id, order_id)
  const lines = refunds.flatMap(({ parts }) => parts.lines)
  return lines.reduce((sum, { goods }) => sum + goods.amount, 0)
}
