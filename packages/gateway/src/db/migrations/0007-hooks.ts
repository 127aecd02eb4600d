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
]
