import { type Invariant, paidOrder } from './invariant.ts'

/** What was paid is bought once, by who it was promised to. */
export const purchaseInvariants: readonly Invariant[] = [
  {
    id: 'INV-10',
    rule: 'every line is on one purchase of its own order',
    sql: `
      select line.shop_id, number as subject, null::bigint as by, line.order_line_id as detail
      from order_lines as line join orders using (shop_id, order_id)
      where not exists (select from supplier_orders as purchase
        where purchase.shop_id = line.shop_id and purchase.order_id = line.order_id
          and purchase.supplier_order_id = line.supplier_order_id)`,
  },
  {
    id: 'INV-10b',
    rule: 'a purchase has lines',
    sql: `
      select purchase.shop_id, number as subject, expected_goods as by,
        purchase.supplier_order_id as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where not exists (select from order_lines as line
        where line.shop_id = purchase.shop_id
          and line.supplier_order_id = purchase.supplier_order_id)
        and not exists (select from supplier_orders as instead
          where instead.shop_id = purchase.shop_id
            and instead.replaces = purchase.supplier_order_id)`,
  },
  {
    id: 'INV-11',
    rule: 'what is bought has the number that 1688 gave it',
    sql: `
      select purchase.shop_id, number as subject, null::bigint as by,
        purchase.supplier_order_id as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where platform_order_id is null
        and purchase.state in ('created', 'paying', 'paid_up', 'part_shipped', 'shipped', 'received', 'done')`,
  },
  {
    id: 'INV-11b',
    rule: 'what is paid says of nothing that kept it from being paid',
    sql: `
      select purchase.shop_id, number as subject, actual_goods as by,
        purchase.supplier_order_id || ' ' || failure as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where failure is not null
        and purchase.state in ('paid_up', 'part_shipped', 'shipped', 'received', 'done')`,
  },
  {
    id: 'INV-11c',
    rule: 'what is being bought says of nothing that kept it from that, and what a supplier gave back of no refusal',
    sql: `
      select purchase.shop_id, number as subject, expected_goods as by,
        purchase.supplier_order_id || ' ' || coalesce(failure, 'reasons') as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where purchase.state in ('planned', 'creating', 'in_doubt', 'created')
          and (failure is not null or reasons is not null)
        or purchase.state = 'paying' and reasons is not null
      union all
      select claim.shop_id, number, wanted_goods, claim.claim_id || ' ' || failure
      from supplier_claims as claim join orders using (shop_id, order_id)
      where claim.state = 'refunded' and failure is not null`,
  },
  {
    id: 'INV-12',
    rule: 'a purchase at 1688 belongs to one order',
    sql: `
      select min(shop_id) as shop_id, min(supplier_order_id) as subject, null::bigint as by,
        platform_order_id as detail
      from supplier_orders where platform_order_id is not null
      group by platform_order_id having count(*) > 1`,
  },
  {
    id: 'INV-20',
    rule: 'nothing is bought for who has not paid',
    sql: `
      select purchase.shop_id, number as subject, actual_goods as by,
        purchase.supplier_order_id as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where orders.paid_at is null and platform_order_id is not null`,
  },
  {
    id: 'INV-20b',
    rule: 'what is paid is bought, or about to be',
    sql: `
      select orders.shop_id, number as subject, total as by, null::text as detail
      from orders where orders.${paidOrder} and not exists (select from supplier_orders as purchase
        where purchase.shop_id = orders.shop_id and purchase.order_id = orders.order_id)`,
  },
  {
    id: 'INV-20c',
    rule: 'an order that is over without goods keeps no purchase',
    sql: `
      select purchase.shop_id, number as subject, actual_goods as by,
        purchase.supplier_order_id || ' ' || purchase.state as detail
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where orders.state = 'closed' and orders.paid_at is not null
        and purchase.state not in ('cancelled', 'rejected')`,
  },
  {
    id: 'INV-32',
    rule: 'stock is held for orders that are neither bought nor given up, and for nothing else',
    sql: `
      select coalesce(stock.shop_id, wanted.shop_id) as shop_id,
        coalesce(stock.sku_id, wanted.sku_id) as subject, null::bigint as by,
        coalesce(stock.held, 0) || ' held, ' || coalesce(wanted.pieces, 0) || ' wanted' as detail
      from stock_held as stock
      full join (
        select line.shop_id, line.sku_id, sum(line.quantity - line.dropped) as pieces
        from order_lines as line
        join orders using (shop_id, order_id)
        join supplier_orders as purchase on purchase.shop_id = line.shop_id
          and purchase.supplier_order_id = line.supplier_order_id
        where purchase.replaces is null and purchase.after_sale_id is null and purchase.paid_at is null
          and purchase.state not in ('cancelled', 'rejected')
          and not (orders.state = 'closed' and orders.paid_at is null)
        group by line.shop_id, line.sku_id) as wanted
        on wanted.shop_id = stock.shop_id and wanted.sku_id = stock.sku_id
      where coalesce(stock.held, 0) <> coalesce(wanted.pieces, 0)`,
  },
  {
    id: 'INV-40',
    rule: 'nothing refers to a row of another shop',
    sql: `
      select purchase.shop_id, purchase.supplier_order_id as subject, null::bigint as by,
        purchase.order_id as detail
      from supplier_orders as purchase
      where not exists (select from orders
        where orders.shop_id = purchase.shop_id and orders.order_id = purchase.order_id)
      union all
      select payment.shop_id, payment.payment_id, null, payment.order_id from payments as payment
      where not exists (select from orders
        where orders.shop_id = payment.shop_id and orders.order_id = payment.order_id)
      union all
      select refund.shop_id, refund.refund_id, null, refund.payment_id from refunds as refund
      where not exists (select from payments
        where payments.shop_id = refund.shop_id and payments.payment_id = refund.payment_id)
      union all
      select parcel.shop_id, parcel.shipment_id, null, parcel.supplier_order_id
      from shipments as parcel
      where not exists (select from supplier_orders as purchase
        where purchase.shop_id = parcel.shop_id
          and purchase.supplier_order_id = parcel.supplier_order_id)`,
  },
]
