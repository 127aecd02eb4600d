import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Where a key may be used from, as CIDR blocks; null from anywhere.
  `alter table shop_keys add column networks text[] check (cardinality(networks) > 0)`,
]
