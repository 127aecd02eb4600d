import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Answers of the last two days are forgotten: what they were about has numbers of its own.
  `drop table idempotency`,
  // Whoever reads these rows learns neither keys nor answers: scope, key and request are hashes, and an
  // answer is sealed with the key and the credential of who asked.
  `create table idempotency (
    shop_id text not null references shops,
    scope text not null,
    key_hash text not null,
    request_hash text not null,
    attempt integer not null default 1,
    lease_until timestamptz not null,
    outcome text,
    answer bytea,
    resource text,
    created_at timestamptz not null,
    primary key (shop_id, scope, key_hash)
  )`,
  `create index idempotency_by_age on idempotency (created_at)`,
  // new: its job will apply it; parked: about something not known yet, looked at again; the rest is settled.
  `alter table inbox rename column applied_at to settled_at`,
  `alter table inbox
    add column headers jsonb not null default '{}',
    add column raw bytea,
    add column state text not null default 'applied'
      check (state in ('new', 'applied', 'ignored', 'failed', 'parked')),
    add column attempts integer not null default 0,
    add column problem text`,
  `update inbox set state = 'parked' where settled_at is null`,
  `alter table inbox alter column state drop default`,
  `create index inbox_unsettled on inbox (received_at) where state in ('new', 'parked')`,
  // Their number for a payment is one payment's.
  `create unique index payments_by_transaction on payments (provider, transaction_id)`,
]
