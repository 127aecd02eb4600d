import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // subject: id of what the promise is about; its prefix tells what that is.
  `create table deadlines (
    shop_id text not null,
    deadline_id text not null,
    order_id text not null,
    subject text not null,
    kind text not null,
    round integer not null,
    start_at timestamptz not null,
    due_at timestamptz not null,
    state text not null,
    met_at timestamptz,
    breach_at timestamptz,
    note text,
    primary key (shop_id, deadline_id),
    unique (shop_id, subject, kind, round)
  )`,
  `create index deadlines_by_order on deadlines (shop_id, order_id)`,
  // One look at 1688 and the cashier, for the changes of a period; the newest period is the mark.
  `create table reconciliations (
    shop_id text not null,
    reconciliation_id text not null,
    state text not null,
    period_from timestamptz not null,
    period_to timestamptz not null,
    messages integer not null default 0,
    purchases integer not null default 0,
    payments integer not null default 0,
    refunds integer not null default 0,
    repaired integer not null default 0,
    failure text,
    started_at timestamptz not null,
    finished_at timestamptz,
    primary key (shop_id, reconciliation_id)
  )`,
  // What the books here and there do not agree on and no rule could repair.
  `create table differences (
    shop_id text not null,
    difference_id text not null,
    kind text not null,
    subject text not null,
    order_id text,
    detail jsonb not null,
    found_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by text,
    primary key (shop_id, difference_id)
  )`,
  `create unique index differences_open on differences (shop_id, kind, subject)
    where resolved_at is null`,
  // When the last message of a sender came: silence is noticed.
  `create index inbox_newest on inbox (sender, received_at desc)`,
]
