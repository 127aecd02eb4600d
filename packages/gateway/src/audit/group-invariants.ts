import { awaits, type Invariant, paidOrder } from './invariant.ts'

/** Buyers who order together: nothing is bought too early, nobody's money stays where no group came about. */
export const groupInvariants: readonly Invariant[] = [
  {
    id: 'INV-51',
    rule: 'a group has as many seats taken and paid as orders hold, never more than its size; one that succeeded was paid by all',
    sql: `
      select own.shop_id, own.group_id as subject, null::bigint as by,
        own.taken || ' taken, ' || own.paid || ' paid' as detail
      from group_buys as own, lateral (
        select count(*) filter (where state in ('reserved', 'paid')) as taken,
          count(*) filter (where state = 'paid') as paid
        from group_seats as seat
        where seat.shop_id = own.shop_id and seat.group_id = own.group_id) as live
      where own.state = 'recruiting' and (own.taken <> live.taken or own.paid <> live.paid)
        or own.state = 'succeeded' and own.paid <> own.size or live.taken > own.size
        or own.state <> 'recruiting' and own.ended_at is null`,
  },
  {
    id: 'INV-51b',
    rule: 'nothing is bought for an order before its group has filled',
    sql: `
      select orders.shop_id, number as subject, total as by, purchase.supplier_order_id as detail
      from orders join supplier_orders as purchase using (shop_id, order_id)
      where orders.awaits_group and purchase.state not in ('planned', 'cancelled')`,
  },
  {
    id: 'INV-51c',
    rule: 'an order that is paid and waits for its group has one that recruits until its time is over, or a job that goes on with it',
    sql: `
      select orders.shop_id, number as subject, total as by, seat.state as detail
      from orders left join group_seats as seat using (shop_id, order_id)
      where orders.awaits_group and orders.${paidOrder}
        and not ${awaits('follow-seat', 'orderId', 'orders.order_id')}
        and not (seat.state = 'paid' and exists (select from group_buys as own
          where own.shop_id = seat.shop_id and own.group_id = seat.group_id and own.state = 'recruiting'
            and ${awaits('end-group', 'groupId', 'own.group_id')}))`,
  },
  {
    id: 'INV-51d',
    rule: 'a seat is bought at the price of its group; what is sent in exchange costs nothing',
    sql: `
      select orders.shop_id, number as subject, line.price - seat.price as by, seat.deal_id as detail
      from group_seats as seat join orders using (shop_id, order_id)
      join order_lines as line using (shop_id, order_id)
      where line.price <> seat.price and line.after_sale_id is null`,
  },
  {
    id: 'INV-51e',
    rule: 'who paid for a group that did not come about has all of it back, once',
    sql: `
      select orders.shop_id, number as subject, orders.total - back.amount as by, own.group_id as detail
      from group_seats as seat join orders using (shop_id, order_id)
      join group_buys as own on own.shop_id = seat.shop_id and own.group_id = seat.group_id,
      lateral (select coalesce(sum(amount), 0)::bigint as amount from refunds as refund
        where refund.shop_id = orders.shop_id and refund.order_id = orders.order_id
          and refund.reason not in ('duplicate_payment', 'late_payment')) as back
      where own.state = 'failed' and orders.state = 'closed' and orders.paid_at is not null
        and back.amount <> orders.total`,
  },
]
