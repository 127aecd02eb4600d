import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { OrderRow } from '../orders/orders.ts'
import { takenTwice } from './take-seat.ts'

/**
 * The seat of a locked order goes with it to another phone: one phone has one seat, wherever the goods
 * went first.
 *
 * @param phone - its digest
 * @throws ShopError GROUP_BUY_JOINED where that phone has a seat of the group
 */
export async function passSeat(
  tx: Tx,
  { shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>,
  phone: string | null,
): Promise<void> {
  await passing(tx, [shop_id, order_id, phone]).catch((error: unknown) => {
    throw takenTwice(error) ?? error
  })
}

const passing = statement(`
  update group_seats set holder = $3
  where shop_id = $1 and order_id = $2 and state <> 'left' and holder is distinct from $3`)
