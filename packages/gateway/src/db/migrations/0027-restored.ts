import { type Kysely, sql } from 'kysely'

/** When a shop last went on from an earlier moment of its books: what they do not know of may have happened before it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shops add column if not exists restored_at timestamptz`.execute(db)
}
