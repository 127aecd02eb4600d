import { type Kysely, sql } from 'kysely'

/** Every key starts with `shop_id`, so that tables can be spread by shop. Money is fen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table shops (
    shop_id text primary key,
    slug text not null unique,
    name text not null,
    state text not null,
    price_rule jsonb not null,
    allowed_origins text[] not null,
    theme jsonb not null,
    created_at timestamptz not null
  )`,
  // Secrets are stored as SHA-256; a publishable key is public and stored as it is.
  `create table shop_keys (
    shop_id text not null references shops,
    key_id text not null,
    kind text not null,
    key_hash text not null unique,
    publishable text,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (shop_id, key_id)
  )`,
  `create table offers (
    shop_id text not null references shops,
    offer_id text not null,
    content_hash text not null,
    state text not null,
    misses integer not null default 0,
    captured_at timestamptz not null,
    imported_at timestamptz not null,
    primary key (shop_id, offer_id)
  )`,
  // Snapshots never change: what a buyer ordered can be shown years later.
  `create table offer_snapshots (
    shop_id text not null references shops,
    offer_id text not null,
    content_hash text not null,
    offer jsonb not null,
    captured_at timestamptz not null,
    primary key (shop_id, offer_id, content_hash)
  )`,
  `create table listings (
    shop_id text not null references shops,
    listing_id text not null,
    offer_id text not null,
    state text not null,
    title text not null,
    category text not null,
    price_rule jsonb,
    created_at timestamptz not null,
    published_at timestamptz,
    related_at timestamptz,
    primary key (shop_id, listing_id),
    unique (shop_id, offer_id)
  )`,
  `create index listings_on_sale on listings (shop_id, published_at desc, listing_id) where state = 'published'`,
  // price, cost and stock are derived from snapshot and rule, and written anew whenever either changes.
  `create table listing_skus (
    shop_id text not null references shops,
    listing_id text not null,
    sku_id text not null,
    platform_sku_id text not null,
    spec_id text,
    position integer not null,
    properties jsonb not null,
    hidden boolean not null default false,
    withdrawn boolean not null default false,
    manual_price bigint,
    price bigint not null,
    cost bigint not null,
    suggested_price bigint,
    stock integer not null,
    primary key (shop_id, sku_id),
    unique (shop_id, listing_id, platform_sku_id)
  )`,
  // Pages get our own address of a picture: the supplier's contains his member number.
  `create table images (
    image_id text primary key,
    source_url text not null unique,
    created_at timestamptz not null
  )`,
  `create table shares (
    shop_id text not null references shops,
    share_id text not null,
    code text not null unique,
    kind text not null,
    listing_id text,
    channel text not null,
    name text,
    origin text not null,
    created_at timestamptz not null,
    primary key (shop_id, share_id)
  )`,
  `create unique index shares_once on shares (shop_id, origin, coalesce(listing_id, ''), channel, coalesce(name, ''))`,
  `create table visits (
    shop_id text not null references shops,
    visit_id text not null,
    share_id text not null,
    visitor text not null,
    at timestamptz not null,
    primary key (shop_id, visit_id)
  )`,
  `create index visits_by_visitor on visits (shop_id, visitor, at desc)`,
  `create index visits_by_share on visits (shop_id, share_id, at)`,
  `create table idempotency (
    shop_id text not null references shops,
    key text not null,
    request_hash text not null,
    lease_until timestamptz not null,
    status integer,
    reply jsonb,
    created_at timestamptz not null,
    primary key (shop_id, key)
  )`,
  // Which worker pools are alive: each process holds the advisory lock of its number.
  `create table gateway_processes (
    process integer primary key,
    pool_id text not null,
    started_at timestamptz not null
  )`,
]
