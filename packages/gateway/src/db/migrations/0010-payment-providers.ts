import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // way: what the number was begun with, and the only thing it can be paid with; payer: sealed id of who
  // pays at the provider; step: what the buyer's side does next.
  `alter table payments
    add column way text not null default 'page',
    add column payer text,
    add column step jsonb`,
  `alter table payments alter column way drop default`,
  // account: keys and numbers of a shop at a provider, sealed. One that is off takes no new payments, and
  // still gives back what came in.
  `create table payment_accounts (
    shop_id text not null references shops,
    provider text not null,
    state text not null check (state in ('on', 'off')),
    merchant text not null,
    account text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (shop_id, provider)
  )`,
  // What a mini-program's platform was told of an order's parcels: it keeps the money until it knows.
  // told: numbers of the parcels it knows of; a list may be corrected once.
  `create table shipping_reports (
    shop_id text not null,
    order_id text not null,
    payment_id text not null,
    state text not null check (state in ('due', 'told', 'failed')),
    told text[] not null default '{}',
    uploads integer not null default 0,
    tries integer not null default 0,
    problem text,
    updated_at timestamptz not null,
    primary key (shop_id, order_id)
  )`,
]
