import { awaits, type Invariant } from './invariant.ts'

/** A promise is kept or broken at its time, once. */
export const deadlineInvariants: readonly Invariant[] = [
  {
    id: 'INV-29',
    rule: 'a deadline that runs has a timer that ends it',
    sql: `
      select shop_id, subject, null::bigint as by, kind || ' ' || deadline_id as detail
      from deadlines
      where state = 'running' and not ${awaits('fire-deadline', 'deadlineId', 'deadlines.deadline_id')}`,
  },
  {
    id: 'INV-29c',
    rule: 'nobody waits for a parcel whose purchase is over',
    sql: `
      select promise.shop_id, promise.subject, null::bigint as by, kind || ' ' || deadline_id as detail
      from deadlines as promise
      join shipments as parcel on parcel.shop_id = promise.shop_id and parcel.shipment_id = promise.subject
      join supplier_orders as purchase on purchase.shop_id = parcel.shop_id
        and purchase.supplier_order_id = parcel.supplier_order_id
      where promise.state = 'running' and purchase.state in ('done', 'cancelled')`,
  },
  {
    id: 'INV-29b',
    rule: 'a deadline is broken at its due time, and met by what was done before',
    sql: `
      select shop_id, subject, null::bigint as by, kind || ' is ' || state as detail
      from deadlines
      where (breach_at is not null) <> (state in ('breached', 'excused'))
        or breach_at <> due_at
        or (state = 'met' and (met_at is null or met_at > due_at))
        or (state in ('breached', 'excused') and met_at <= due_at)`,
  },
]
