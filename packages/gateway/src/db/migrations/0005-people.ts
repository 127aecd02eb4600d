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
  `create index orders_by_last_digits on orders (shop_id, right(address ->> 'phone', 4))
    where phone_hash is not null`,
  `alter table shop_keys
    add column name text,
    add column scopes text[],
    add column expires_at timestamptz`,
  // Append-only; each row holds the hash of the one before it, the head the hash of the last.
  `create table audit_log (
    shop_id text not null,
    seq bigint not null,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    reason text,
    previous text not null,
    hash text not null,
    primary key (shop_id, seq)
  )`,
  `create index audit_log_by_subject on audit_log (shop_id, subject)`,
  `create table audit_heads (
    shop_id text primary key,
    seq bigint not null,
    hash text not null
  )`,
  `create function audit_hash(entry audit_log) returns text language sql stable as $$
    select encode(sha256(convert_to(json_build_array(entry.shop_id, entry.seq,
      (extract(epoch from entry.at) * 1000)::bigint, entry.actor, entry.action, entry.subject,
      entry.reason, entry.previous)::text, 'UTF8')), 'hex')
  $$`,
  // Whoever writes holds the head of the shop's chain until the end of the transaction.
  `create function write_audit(shop text, happened timestamptz, who text, deed text, what text, why text)
  returns bigint language plpgsql as $$
  declare
    head audit_heads;
    entry audit_log;
  begin
    insert into audit_heads values (shop, 0, '') on conflict do nothing;
    select * into head from audit_heads where shop_id = shop for update;
    entry := row(shop, head.seq + 1, happened, who, deed, what, why, head.hash, '')::audit_log;
    entry.hash := audit_hash(entry);
    insert into audit_log select entry.*;
    update audit_heads set seq = entry.seq, hash = entry.hash where shop_id = shop;
    return entry.seq;
  end $$`,
]
