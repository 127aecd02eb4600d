import { type Kysely, sql } from 'kysely'

/** What kept a purchase from being paid stayed in its row where news of its payment came another way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update supplier_orders set failure = null, reasons = null
    where state in ('paid_up', 'part_shipped', 'shipped', 'received', 'done')
      and (failure is not null or reasons is not null)`.execute(db)
}
