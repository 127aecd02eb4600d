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
  // Told in the order of their transactions: below the oldest one that still runs, no change can appear
  // later. Old changes are told to nobody.
  `alter table transitions add column txid bigint not null default 0`,
  `alter table transitions alter column txid set default pg_current_xact_id()::text::bigint`,
  `alter table transitions drop constraint transitions_pkey, add primary key (shop_id, txid, transition_id)`,
  // seen: the last change that was looked at; since: the last one before these events were wanted.
  `create table webhook_endpoints (
    shop_id text not null references shops,
    endpoint_id text not null,
    url text not null,
    events text[] not null,
    secret text not null,
    old_secret text,
    old_secret_until timestamptz,
    state text not null check (state in ('active', 'resting', 'disabled')),
    failures integer not null default 0,
    rests_until timestamptz,
    since_txid bigint not null,
    since_id bigint not null,
    seen_txid bigint not null,
    seen_id bigint not null,
    created_at timestamptz not null,
    primary key (shop_id, endpoint_id)
  )`,
  `create table webhook_deliveries (
    shop_id text not null,
    endpoint_id text not null,
    event_id text not null,
    transition_id bigint not null,
    order_id text not null,
    type text not null,
    body text not null,
    state text not null check (state in ('pending', 'ok', 'retry', 'dead')),
    attempts integer not null default 0,
    next_at timestamptz,
    last_status integer,
    last_error text,
    ms integer,
    created_at timestamptz not null,
    position bigint generated always as identity,
    primary key (shop_id, endpoint_id, event_id),
    unique (shop_id, endpoint_id, transition_id),
    foreign key (shop_id, endpoint_id) references webhook_endpoints on delete cascade
  )`,
  `create index webhook_deliveries_due on webhook_deliveries (shop_id, endpoint_id, next_at)
    where state in ('pending', 'retry')`,
  // What was asked around an order and how it went; kept for 90 days.
  `create table order_records (
    shop_id text not null,
    order_id text not null,
    position bigint generated always as identity,
    at timestamptz not null,
    kind text not null,
    what text not null,
    outcome text not null,
    ms integer,
    about text,
    primary key (shop_id, order_id, position)
  )`,
  `create index order_records_by_age on order_records using brin (at)`,
  `create index webhook_deliveries_newest on webhook_deliveries (shop_id, endpoint_id, position desc)`,
]
