import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // merchant_since: a bill speaks of nothing that was begun with another merchant number before. Where it is
  // not known when that changed, what the account was before its last change is left out.
  `alter table payment_accounts add column merchant_since timestamptz`,
  `update payment_accounts set merchant_since = updated_at`,
  `alter table payment_accounts alter column merchant_since set not null`,
  // Days, as yyyy-MM-dd in China, whose bill was held against the books; unread: it could not be had.
  `create table bill_days (
    shop_id text not null references shops,
    provider text not null,
    day text not null,
    state text not null check (state in ('compared', 'unread')),
    problem text,
    looked_at timestamptz not null,
    primary key (shop_id, provider, day)
  )`,
  // billed_on: the day whose bill it stands on.
  `alter table payments add column billed_on text`,
  `alter table refunds add column billed_on text`,
]
