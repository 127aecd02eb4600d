import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // closed: its merchant gave it back by other means, so that nobody asks him for it any more.
  `alter table commission_returns
    drop constraint commission_returns_state_check,
    add check (state in ('asked', 'returned', 'failed', 'closed'))`,
]
