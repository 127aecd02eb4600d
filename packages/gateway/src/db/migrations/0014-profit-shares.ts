import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // How many levels of promoters a shop gives parts to; 0 until it says otherwise.
  `alter table payment_accounts
    add column sharing smallint not null default 0 check (sharing between 0 and 2)`,
  // shared: begun so that parts of it may be given away; the provider keeps the money until that is finished.
  `alter table payments add column shared boolean not null default false`,
  // account: number of a merchant or openid of a person, sealed; a person's is forgotten when she is off.
  // above: who brought her, and what he earns by what she sells.
  `create table promoters (
    shop_id text not null references shops,
    promoter_id text not null,
    kind text not null check (kind in ('merchant', 'person')),
    account text,
    account_end text,
    share_id text not null,
    permille integer not null,
    above_id text,
    above_permille integer,
    state text not null check (state in ('new', 'on', 'off')),
    created_at timestamptz not null,
    primary key (shop_id, promoter_id),
    check (permille between 1 and 300 and permille + coalesce(above_permille, 0) <= 300)
  )`,
  // A link brings for one promoter at a time.
  `create unique index promoters_share on promoters (shop_id, share_id) where state <> 'off'`,
  // What is given away of a payment, once its order is complete; then what is left is the merchant's.
  `create table profit_shares (
    shop_id text not null,
    payment_id text not null,
    order_id text not null,
    goods bigint not null,
    refunded bigint not null,
    levels smallint not null,
    state text not null check (state in ('sharing', 'finishing', 'finished')),
    problem text,
    updated_at timestamptz not null,
    primary key (shop_id, payment_id)
  )`,
  `create table commissions (
    shop_id text not null,
    payment_id text not null,
    promoter_id text not null,
    order_id text not null,
    level smallint not null,
    permille integer not null,
    amount bigint not null,
    state text not null check (state in ('due', 'paid', 'closed')),
    problem text,
    primary key (shop_id, payment_id, promoter_id)
  )`,
  // What a merchant gives back of a commission before its goods are refunded, under a number of ours.
  `create table commission_returns (
    shop_id text not null,
    out_return_no text not null,
    refund_id text not null,
    payment_id text not null,
    promoter_id text not null,
    order_id text not null,
    amount bigint not null,
    state text not null check (state in ('asked', 'returned', 'failed')),
    problem text,
    primary key (shop_id, out_return_no)
  )`,
  `create index commission_returns_refund on commission_returns (shop_id, payment_id, refund_id)`,
]
