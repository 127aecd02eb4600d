import type { Shipment } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import type { OrderLineRow } from './orders.ts'

/** Everything that belongs to one order and is shown with it. */
export interface OrderParts {
  readonly lines: readonly Pick<
    OrderLineRow,
    | 'listing_id'
    | 'sku_id'
    | 'supplier_order_id'
    | 'title'
    | 'image_url'
    | 'properties'
    | 'quantity'
    | 'price'
  >[]
  /** The attempt that succeeded, else the newest. */
  readonly payment: Pick<PaymentRow, 'payment_id' | 'state' | 'cashier_url'> | null
  readonly shipments: readonly {
    readonly shipment_id: string
    readonly carrier: string
    readonly number: string
    readonly state: string
    readonly lines: Shipment['lines']
    readonly trail: Shipment['trail']
  }[]
  /** `at` is a time stamp as JSON spells it. */
  readonly steps: readonly { readonly to_state: string; readonly at: string }[]
  readonly supplierOrders: readonly Pick<
    SupplierOrderRow,
    | 'supplier_order_id'
    | 'seq'
    | 'state'
    | 'supplier_id'
    | 'supplier_name'
    | 'platform_order_id'
    | 'expected_goods'
    | 'expected_freight'
    | 'actual_goods'
    | 'actual_freight'
    | 'failure'
  >[]
}

/** One statement instead of five: an order page is read again and again while a buyer waits. */
export async function readOrderParts(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<OrderParts> {
  const { rows } = await sql<OrderParts>`
    select
      (select coalesce(json_agg(to_jsonb(line) order by line.position), '[]') from order_lines as line
        where line.shop_id = asked.shop_id and line.order_id = asked.order_id) as lines,
      (select to_jsonb(payment) from payments as payment
        where payment.shop_id = asked.shop_id and payment.order_id = asked.order_id
        order by payment.state = 'succeeded' desc, payment.attempt desc limit 1) as payment,
      (select coalesce(json_agg(to_jsonb(shipment) order by shipment.announced_at, shipment.shipment_id), '[]')
        from shipments as shipment
        where shipment.shop_id = asked.shop_id and shipment.order_id = asked.order_id) as shipments,
      (select coalesce(json_agg(json_build_object('to_state', step.to_state, 'at', step.at) order by step.transition_id), '[]')
        from transitions as step
        where step.shop_id = asked.shop_id and step.order_id = asked.order_id and step.aggregate = 'order') as steps,
      (select coalesce(json_agg(to_jsonb(purchase) order by purchase.seq), '[]') from supplier_orders as purchase
        where purchase.shop_id = asked.shop_id and purchase.order_id = asked.order_id) as "supplierOrders"
    from (values (${shopId}::text, ${orderId}::text)) as asked(shop_id, order_id)`.execute(db)
  const [parts] = rows
  if (!parts) throw new TypeError('a select without from answers one row')
  return parts
}
