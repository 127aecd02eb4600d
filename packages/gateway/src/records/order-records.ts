import { day, type TimelineItem } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement, unflushed } from '../db/statement.ts'

/** A record on its way into the database, which finds the order that it belongs to. */
export interface RecordRow {
  readonly at: string
  readonly kind: string
  readonly what: string
  readonly outcome: string
  readonly ms: number | null
  readonly about: string | null
  readonly by: string
  readonly id: string
  readonly shop: string | null
}

/** One statement for all; records about orders that there are not are dropped. */
export async function writeRecords(db: Database, rows: readonly RecordRow[]): Promise<void> {
  await writing(db, [JSON.stringify(rows)])
}

const ways = [
  `select shop_id, order_id from orders
    where r.by = 'order' and shop_id = r.shop and order_id = r.id`,
  `select shop_id, order_id from supplier_orders
    where r.by = 'purchase' and shop_id = r.shop and supplier_order_id = r.id`,
  `select shop_id, order_id from payments
    where r.by = 'payment' and shop_id = r.shop and payment_id = r.id`,
  `select shop_id, order_id from refunds
    where r.by = 'refund' and shop_id = r.shop and refund_id = r.id`,
  `select shop_id, order_id from deadlines
    where r.by = 'deadline' and shop_id = r.shop and deadline_id = r.id`,
  `select shop_id, order_id from payments where r.by = 'trade' and out_trade_no = r.id`,
  `select shop_id, order_id from supplier_orders
    where r.by = 'platform' and platform_order_id = r.id`,
]

const writing = statement(`
  with written as (
    insert into order_records (shop_id, order_id, at, kind, what, outcome, ms, about)
    select found.shop_id, found.order_id, r.at, r.kind, r.what, r.outcome, r.ms, r.about
    from jsonb_to_recordset($1::jsonb) as r (at timestamptz, kind text, what text, outcome text,
      ms integer, about text, by text, id text, shop text)
    cross join lateral (${ways.join(' union all ')}) as found)
  select ${unflushed}`)

/** Records, oldest first. */
export async function readRecords(
  db: Database,
  shopId: string,
  orderId: string,
): Promise<TimelineItem[]> {
  const rows = await reading(db, [shopId, orderId])
  return rows.map(({ at, kind, what, outcome, ms, about }) => ({
    at: at.toISOString(),
    kind: kind as TimelineItem['kind'],
    what,
    outcome,
    ...(ms !== null && { ms }),
    ...(about !== null && { about }),
  }))
}

interface StoredRecord {
  readonly at: Date
  readonly kind: string
  readonly what: string
  readonly outcome: string
  readonly ms: number | null
  readonly about: string | null
}

const reading = statement<StoredRecord>(`
  select at, kind, what, outcome, ms, about from order_records
  where shop_id = $1 and order_id = $2 order by position`)

/** Records are kept for 90 days. */
export async function forgetOldRecords(db: Database, now: number): Promise<void> {
  await forgetting(db, [new Date(now - 90 * day)])
}

const forgetting = statement(`delete from order_records where at < $1`)
