import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Browsers that made a buyers' share: what they buy through it themselves is credited to nobody.
  `create table share_makers (
    shop_id text not null references shops,
    share_id text not null,
    visitor text not null,
    primary key (shop_id, visitor, share_id)
  )`,
]
