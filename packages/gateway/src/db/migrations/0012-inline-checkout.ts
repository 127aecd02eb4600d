import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Origins whose pages may draw the checkout themselves: they can read what is typed there.
  `alter table shops add column inline_checkout text[] not null default '{}'`,
]
