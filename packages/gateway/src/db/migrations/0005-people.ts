import { type Kysely, sql } from 'kysely'

/**
 * What concerns people: addresses sealed, keys with rights, a log of who looked at whom. Rows that
 * hold an address in the clear are sealed at the next start, which has the master key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The data key of each shop, wrapped with the master key; `gateway` is the gateway's own.
  `create table shop_secrets (
    shop_id text primary key,
    key_id text not null,
    wrapped text not null
  )`,
  // address and remark hold the masked form, sealed the whole one.
  `alter table orders
    add column sealed text,
    add column phone_hash text,
    add column forgotten_at timestamptz`,
  `create index orders_in_the_clear on orders (shop_id) where sealed is null and forgotten_at is null`,
  `create index orders_to_forget on orders (placed_at) where sealed is not null`,
  `create index orders_by_phone on orders (shop_id, phone_hash) where phone_hash is not null`,
  `alter table quotes
    add column sealed text,
    add column forgotten_at timestamptz`,
  `create index quotes_in_the_clear on quotes (shop_id) where sealed is null and forgotten_at is null`,
  `create index quotes_to_forget on quotes (valid_until) where sealed is not null`,
]
