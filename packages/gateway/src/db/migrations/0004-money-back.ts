import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table shops add column purchase_policy jsonb not null default '{}'`,
  // Why an order is over without goods: nobody paid, or everything went back.
  `alter table orders add column close_reason text`,
  // Pieces given back before they were bought: they are not bought any more.
  `alter table order_lines
    add column dropped integer not null default 0 check (dropped between 0 and quantity)`,
  `alter table refunds
    add column parts jsonb not null default '{"lines":[],"freights":[]}',
    add column after_sale_id text,
    add column note text,
    add column failure text`,
  `create index refunds_by_order on refunds (shop_id, order_id)`,
  // revision: counts changes of what is to be bought, so that nobody buys what was read before one.
  `alter table supplier_orders
    add column revision integer not null default 0,
    add column unwanted boolean not null default false,
    add column accepted_cost bigint,
    add column reasons jsonb,
    add column decide_before timestamptz,
    add column replaces text,
    add column paid_at timestamptz`,
  // Double entry: the entries of one (kind, ref) sum to nothing, and each is posted once.
  `create table ledger_entries (
    shop_id text not null,
    order_id text not null,
    kind text not null,
    ref text not null,
    account text not null,
    amount bigint not null,
    at timestamptz not null,
    primary key (shop_id, kind, ref, account)
  )`,
  `create index ledger_entries_by_order on ledger_entries (shop_id, order_id)`,
  // What a shop bought on a day of the shop's clock, for the most that it lets be bought unasked.
  `create table purchase_days (
    shop_id text not null,
    day date not null,
    amount bigint not null,
    primary key (shop_id, day)
  )`,
  `create table after_sales (
    shop_id text not null references shops,
    after_sale_id text not null,
    order_id text not null,
    kind text not null,
    reason text not null,
    state text not null,
    lines jsonb not null,
    note text,
    answer text,
    agreed bigint,
    return_to jsonb,
    return_carrier text,
    return_number text,
    round integer not null default 1,
    due_at timestamptz,
    opened_at timestamptz not null,
    primary key (shop_id, after_sale_id)
  )`,
  `create index after_sales_by_order on after_sales (shop_id, order_id)`,
  `create index after_sales_newest on after_sales (shop_id, after_sale_id desc)`,
  // The other side of a refund: what the shop asks back from a supplier.
  `create table supplier_claims (
    shop_id text not null references shops,
    claim_id text not null,
    order_id text not null,
    supplier_order_id text not null,
    after_sale_id text,
    lines jsonb not null,
    returns_goods boolean not null default false,
    wanted_goods bigint not null,
    wanted_freight bigint not null,
    state text not null,
    platform_refund_id text,
    refunded bigint,
    failure text,
    asked_at timestamptz,
    opened_at timestamptz not null,
    primary key (shop_id, claim_id)
  )`,
  `create index supplier_claims_by_order on supplier_claims (shop_id, order_id)`,
  // Pieces that orders on their way have taken of a stock that only 1688 counts for real.
  `create table stock_held (
    shop_id text not null,
    sku_id text not null,
    held integer not null check (held >= 0),
    stock integer not null,
    primary key (shop_id, sku_id),
    constraint stock_held_enough check (held <= stock)
  )`,
]
