import type { Invariant } from './invariant.ts'

/** Every discount is a coupon's, and no coupon is taken more often than it is there. */
export const couponInvariants: readonly Invariant[] = [
  {
    id: 'INV-02',
    rule: 'a discount is what a coupon took off, and never more than the goods',
    sql: `
      select orders.shop_id, number as subject, orders.discount - coalesce(use.discount, 0) as by,
        use.coupon_id as detail
      from orders left join coupon_uses as use using (shop_id, order_id)
      where orders.discount <> coalesce(use.discount, 0)
        or orders.discount < 0 or orders.discount > orders.goods`,
  },
  {
    id: 'INV-31',
    rule: 'a coupon is taken by as many orders as hold it, by each buyer as often as she may',
    sql: `
      select coupon.shop_id, coupon.code as subject, coupon.taken - live.orders as by,
        coupon.coupon_id as detail
      from coupons as coupon, lateral (
        select count(*) as orders from coupon_uses as use
        where use.shop_id = coupon.shop_id and use.coupon_id = coupon.coupon_id
          and use.returned_at is null) as live
      where coupon.taken <> live.orders or live.orders > coupon.total
      union all
      select coupon.shop_id, coupon.code, count(*) - coupon.per_buyer, coupon.coupon_id
      from coupons as coupon join coupon_uses as use using (shop_id, coupon_id)
      where use.returned_at is null and use.holder is not null
      group by coupon.shop_id, coupon.code, coupon.coupon_id, coupon.per_buyer, use.holder
      having count(*) > coupon.per_buyer`,
  },
  {
    id: 'INV-31b',
    rule: 'an order that is closed has given its coupon back, every other holds it',
    sql: `
      select orders.shop_id, number as subject, use.discount as by, use.coupon_id as detail
      from orders join coupon_uses as use using (shop_id, order_id)
      where (orders.state = 'closed') <> (use.returned_at is not null)`,
  },
]
