import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { OrderRow } from '../orders/orders.ts'
import { couponError } from './use-coupon.ts'

/**
 * What a locked order used of a coupon counts for another phone from now on: the one that its goods go to.
 *
 * @param phone - its digest
 * @throws ShopError COUPON_USED_UP where that phone has used the coupon as often as it may
 */
export async function passCoupon(
  tx: Tx,
  { shop_id, order_id, discount }: Pick<OrderRow, 'shop_id' | 'order_id' | 'discount'>,
  phone: string | null,
): Promise<void> {
  if (discount === 0) return
  await passing(tx, [shop_id, order_id, phone]).catch((error: unknown) => {
    throw couponError(error)
  })
}

/** Breaks on a use without a number where the phone has none left. */
const passing = statement(`
  update coupon_uses as use set holder = $3, nth = (
    select min(n) from coupons, generate_series(1, per_buyer) as free (n)
    where coupons.shop_id = use.shop_id and coupons.coupon_id = use.coupon_id
      and not exists (select from coupon_uses as own
        where own.shop_id = use.shop_id and own.coupon_id = use.coupon_id and own.holder = $3
          and own.returned_at is null and own.nth = free.n))
  where shop_id = $1 and order_id = $2 and returned_at is null
    and holder is distinct from $3`)
