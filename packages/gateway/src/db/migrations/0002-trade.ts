import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table settings (
    name text primary key,
    value text not null
  )`,
  `create table carts (
    shop_id text not null references shops,
    cart_id text not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (shop_id, cart_id)
  )`,
  `create table cart_lines (
    shop_id text not null,
    cart_id text not null,
    line_id text not null,
    listing_id text not null,
    sku_id text not null,
    quantity integer not null,
    seen bigint not null,
    position bigint generated always as identity,
    primary key (shop_id, cart_id, line_id),
    unique (shop_id, cart_id, sku_id)
  )`,
  `create table cart_changes (
    shop_id text not null,
    cart_id text not null,
    change_id text not null,
    primary key (shop_id, cart_id, change_id)
  )`,
  // body: lines with their costs, groups with their suppliers; what the order is made from.
  `create table quotes (
    shop_id text not null references shops,
    quote_id text not null,
    cart_id text not null,
    body jsonb not null,
    address jsonb not null,
    total bigint not null,
    valid_until timestamptz not null,
    created_at timestamptz not null,
    primary key (shop_id, quote_id)
  )`,
  `create table orders (
    shop_id text not null references shops,
    order_id text not null,
    number text not null unique,
    quote_id text not null,
    token_hash text not null,
    state text not null,
    attention boolean not null default false,
    goods bigint not null,
    freight bigint not null,
    discount bigint not null,
    total bigint not null,
    cost_estimate bigint not null,
    address jsonb not null,
    remark text,
    visitor text,
    share_id text,
    pay_before timestamptz not null,
    placed_at timestamptz not null,
    paid_at timestamptz,
    primary key (shop_id, order_id),
    unique (shop_id, quote_id)
  )`,
  `create index orders_newest on orders (shop_id, order_id desc)`,
  `create table order_lines (
    shop_id text not null,
    order_id text not null,
    order_line_id text not null,
    position integer not null,
    supplier_order_id text not null,
    listing_id text not null,
    sku_id text not null,
    offer_id text not null,
    spec_id text,
    content_hash text not null,
    title text not null,
    image_url text,
    properties jsonb not null,
    quantity integer not null,
    price bigint not null,
    cost bigint not null,
    primary key (shop_id, order_id, order_line_id)
  )`,
  `create index order_lines_by_supplier_order on order_lines (shop_id, supplier_order_id)`,
  `create table payments (
    shop_id text not null references shops,
    payment_id text not null,
    order_id text not null,
    provider text not null,
    attempt integer not null,
    out_trade_no text not null unique,
    amount bigint not null,
    state text not null,
    cashier_url text,
    return_url text not null,
    transaction_id text,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    paid_at timestamptz,
    primary key (shop_id, payment_id),
    unique (shop_id, order_id, attempt)
  )`,
  `create unique index payments_one_success on payments (shop_id, order_id) where state = 'succeeded'`,
  `create table refunds (
    shop_id text not null references shops,
    refund_id text not null,
    order_id text not null,
    payment_id text not null,
    out_refund_no text not null unique,
    amount bigint not null,
    reason text not null,
    state text not null,
    provider_refund_id text,
    created_at timestamptz not null,
    primary key (shop_id, refund_id)
  )`,
  // A payment that came twice or too late goes back whole, once.
  `create unique index refunds_of_stray_payments on refunds (shop_id, payment_id)
    where reason in ('duplicate_payment', 'late_payment')`,
  `create table supplier_orders (
    shop_id text not null references shops,
    supplier_order_id text not null,
    order_id text not null,
    seq integer not null,
    supplier_id text not null,
    supplier_name text not null,
    out_order_id text not null unique,
    platform_order_id text,
    platform_state text,
    state text not null,
    expected_goods bigint not null,
    expected_freight bigint not null,
    actual_goods bigint,
    actual_freight bigint,
    ship_within_hours integer not null,
    asked_at timestamptz,
    absent_count integer not null default 0,
    failure text,
    primary key (shop_id, supplier_order_id),
    unique (shop_id, order_id, seq)
  )`,
  `create index supplier_orders_by_platform on supplier_orders (platform_order_id)`,
  `create table shipments (
    shop_id text not null references shops,
    shipment_id text not null,
    order_id text not null,
    supplier_order_id text not null,
    logistics_id text not null,
    carrier text not null,
    number text not null,
    state text not null,
    lines jsonb not null,
    trail jsonb not null,
    announced_at timestamptz not null,
    primary key (shop_id, shipment_id),
    unique (shop_id, supplier_order_id, logistics_id)
  )`,
  `create index shipments_by_order on shipments (shop_id, order_id)`,
  // Append-only: how every order, payment, refund and purchase came to its state.
  `create table transitions (
    shop_id text not null,
    transition_id bigint generated always as identity,
    order_id text not null,
    aggregate text not null,
    aggregate_id text not null,
    from_state text,
    to_state text not null,
    event text not null,
    at timestamptz not null,
    primary key (shop_id, transition_id)
  )`,
  `create index transitions_by_order on transitions (shop_id, order_id, transition_id)`,
  // Every callback is stored before it is believed; the same one is stored once.
  `create table inbox (
    sender text not null,
    event_id text not null,
    received_at timestamptz not null,
    body jsonb not null,
    applied_at timestamptz,
    primary key (sender, event_id)
  )`,
]
