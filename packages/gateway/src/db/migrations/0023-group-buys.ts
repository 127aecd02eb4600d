import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // prices: what a piece of each Sku costs in a group, in fen, fixed when the deal was made.
  `create table group_deals (
    shop_id text not null references shops,
    deal_id text not null,
    listing_id text not null,
    size integer not null check (size between 2 and 20),
    open_hours integer not null check (open_hours between 1 and 72),
    off jsonb not null,
    prices jsonb not null,
    valid_until timestamptz not null,
    stopped_at timestamptz,
    created_at timestamptz not null,
    primary key (shop_id, deal_id),
    foreign key (shop_id, listing_id) references listings
  )`,
  // One deal of a listing at a time.
  `create unique index group_deals_one on group_deals (shop_id, listing_id) where stopped_at is null`,
  // taken: seats that somebody has, paid or not. The check is what twenty who come at once meet.
  `create table group_buys (
    shop_id text not null,
    group_id text not null,
    deal_id text not null,
    state text not null,
    size integer not null,
    taken integer not null,
    paid integer not null,
    deadline timestamptz not null,
    opened_at timestamptz not null,
    ended_at timestamptz,
    primary key (shop_id, group_id),
    foreign key (shop_id, deal_id) references group_deals,
    constraint group_buys_seats check (taken between 0 and size and paid between 0 and taken)
  )`,
  `create index group_buys_open on group_buys (shop_id, deal_id, deadline) where state = 'recruiting'`,
  // group_id: null until the first buyer of a group has paid. holder: digest of the phone that the
  // order goes to; null once she is forgotten. price: of a piece, fixed when it was quoted.
  `create table group_seats (
    shop_id text not null,
    order_id text not null,
    deal_id text not null,
    group_id text,
    state text not null,
    holder text,
    price bigint not null,
    choose_before timestamptz,
    primary key (shop_id, order_id),
    foreign key (shop_id, deal_id) references group_deals,
    foreign key (shop_id, group_id) references group_buys
  )`,
  // Nobody fills a group by herself.
  `create unique index group_seats_once on group_seats (shop_id, group_id, holder)
    where state in ('reserved', 'paid')`,
  `create index group_seats_members on group_seats (shop_id, group_id)`,
  `alter table carts add column deal_id text, add column group_id text`,
  // Paid or to be paid, and nothing is bought for it before its group has filled.
  `alter table orders add column awaits_group boolean not null default false`,
]
