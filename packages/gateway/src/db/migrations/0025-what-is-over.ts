import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export const statements = [
  // What once kept a purchase from being made stayed in its row when it was made all the same.
  `update supplier_orders set failure = null, reasons = null
    where state in ('planned', 'creating', 'in_doubt', 'created')
      and (failure is not null or reasons is not null)`,
  `update supplier_orders set reasons = null where state = 'paying' and reasons is not null`,
  `update supplier_claims set failure = null where state = 'refunded' and failure is not null`,
  // Nobody waits for parcels of what was given back whole.
  `update deadlines as promise set state = 'cancelled'
    from shipments as parcel join supplier_orders as purchase using (shop_id, supplier_order_id)
    where promise.shop_id = parcel.shop_id and promise.subject = parcel.shipment_id
      and promise.state = 'running' and purchase.state in ('done', 'cancelled')`,
  // Refunds that step 0020 wrote down as made by hand told their claims nothing of it.
  `select write_job('follow-after-sale', json_build_object('shopId', shop_id, 'afterSaleId', after_sale_id),
      'after-sale:' || after_sale_id, 0, false)
    from after_sales as claim
    where state = 'refunding' and not exists (select from refunds as refund
      where refund.shop_id = claim.shop_id and refund.after_sale_id = claim.after_sale_id
        and refund.state <> 'succeeded')`,
  // The few orders that are shown to their sellers are looked through every few minutes.
  `create index if not exists orders_shown on orders (shop_id, order_id) where attention`,
]
