import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // When an address that a supplier could not send to was corrected: that is done once.
  `alter table orders add column address_corrected_at timestamptz`,
]
