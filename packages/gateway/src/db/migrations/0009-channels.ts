import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // What a seller has settled with one app. secret: of the account whose script pages use, sealed.
  `create table shop_channels (
    shop_id text not null references shops,
    channel text not null,
    settings jsonb not null,
    secret text,
    changed_at timestamptz not null,
    primary key (shop_id, channel)
  )`,
  // What an app gave us to speak to it with, for all processes: it hands out few a day. Sealed.
  `create table channel_tickets (
    shop_id text not null,
    channel text not null,
    app_id text not null,
    kind text not null check (kind in ('token', 'ticket')),
    value text not null,
    good_until timestamptz not null,
    primary key (shop_id, channel, app_id, kind)
  )`,
  // A link may be good until a time only.
  `alter table shares add column expires_at timestamptz`,
]
