import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // taken: orders that hold it or were paid with it. The check is what a hundred who come at once meet.
  `create table coupons (
    shop_id text not null references shops,
    coupon_id text not null,
    code text not null,
    off jsonb not null,
    min_spend bigint not null,
    total integer,
    per_buyer integer not null check (per_buyer >= 1),
    taken integer not null default 0,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    stopped_at timestamptz,
    created_at timestamptz not null,
    primary key (shop_id, coupon_id),
    constraint coupons_enough check (taken >= 0 and taken <= coalesce(total, taken))
  )`,
  // A code stands for one coupon at a time; one that was taken back leaves it to another.
  `create unique index coupons_code on coupons (shop_id, code) where stopped_at is null`,
  // holder: digest of the phone that the order goes to; null once she is forgotten.
  // nth: which of the uses that she may make; returned_at: its order did not come about.
  `create table coupon_uses (
    shop_id text not null,
    order_id text not null,
    coupon_id text not null,
    holder text,
    nth integer not null,
    discount bigint not null,
    returned_at timestamptz,
    primary key (shop_id, order_id),
    foreign key (shop_id, coupon_id) references coupons
  )`,
  `create unique index coupon_uses_once on coupon_uses (shop_id, coupon_id, holder, nth)
    where returned_at is null`,
  // Code of the coupon that who comes through it has; a link with another coupon is another link.
  `alter table shares add column coupon text`,
  `drop index shares_once`,
  `create unique index shares_once on shares
    (shop_id, origin, coalesce(listing_id, ''), channel, coalesce(name, ''), coalesce(coupon, ''))`,
  `create index coupon_uses_holder on coupon_uses (shop_id, coupon_id, holder)`,
]
