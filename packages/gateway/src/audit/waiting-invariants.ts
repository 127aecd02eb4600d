import { awaits, type Invariant, paidOrder } from './invariant.ts'

const purchase = `select purchase.shop_id, number as subject, expected_goods as by,
  purchase.supplier_order_id || ' ' || purchase.state as detail
  from supplier_orders as purchase join orders using (shop_id, order_id)`

/** INV-15, no orphan: whatever has not ended is somebody's, a job's or a person's. */
export const waitingInvariants: readonly Invariant[] = [
  {
    id: 'INV-15a',
    rule: 'an order that waits for its money has a timer that closes it',
    sql: `
      select shop_id, number as subject, total as by, null::text as detail from orders
      where state = 'pending_payment' and not ${awaits('close-unpaid-order', 'orderId', 'orders.order_id')}`,
  },
  {
    id: 'INV-15b',
    rule: 'what is not bought yet has a job that will buy it',
    sql: `${purchase}
      where orders.${paidOrder}
        and purchase.state in ('planned', 'creating', 'in_doubt', 'created', 'paying')
        and not ${awaits('buy-order', 'orderId', 'purchase.order_id')}
        and not ${awaits('buy-from-supplier', 'supplierOrderId', 'purchase.supplier_order_id')}`,
  },
  {
    id: 'INV-15c',
    rule: 'what is bought is followed until it has arrived',
    sql: `${purchase}
      where purchase.state in ('paid_up', 'part_shipped', 'shipped', 'received')
        and orders.state <> 'completed'
        and not ${awaits('follow-supplier-order', 'supplierOrderId', 'purchase.supplier_order_id')}`,
  },
  {
    id: 'INV-15d',
    rule: 'what a person must decide is shown to the seller',
    sql: `${purchase}
      where purchase.state in ('held', 'rejected', 'cancelled') and orders.${paidOrder}
        and orders.state not in ('received', 'completed') and not orders.attention`,
  },
  {
    id: 'INV-15e',
    rule: 'a refund on its way has a job that asks for it',
    sql: `
      select refund.shop_id, number as subject, refund.amount as by, refund.refund_id as detail
      from refunds as refund join orders using (shop_id, order_id)
      where refund.state in ('requested', 'submitting', 'processing')
        and not ${awaits('submit-refund', 'refundId', 'refund.refund_id')}`,
  },
  {
    id: 'INV-15f',
    rule: 'a received order has a timer that completes it',
    sql: `
      select shop_id, number as subject, total as by, null::text as detail from orders
      where state = 'received' and not ${awaits('complete-order', 'orderId', 'orders.order_id')}`,
  },
  {
    id: 'INV-15g',
    rule: 'a shop has the next look at its books planned',
    sql: `
      select shop_id, slug as subject, null::bigint as by, null::text as detail from shops
      where not ${awaits('reconcile-shop', 'shopId', 'shops.shop_id')}`,
  },
]
