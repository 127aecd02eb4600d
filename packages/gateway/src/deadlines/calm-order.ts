import type { Database, Tx } from '../db/database.ts'
import { refreshAttention } from '../orders/attention.ts'

/**
 * Takes the mark off an order that nobody needs to look after any more: no broken promise is open,
 * nothing of it is held, and no job of it has given up.
 */
export async function calmOrder(tx: Tx | Database, shopId: string, orderId: string): Promise<void> {
  await refreshAttention(tx, shopId, orderId)
}
