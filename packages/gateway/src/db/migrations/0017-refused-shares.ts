import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // refused: WeChat gave somebody nothing, and the money waits until held_until for another try.
  // kept: WeChat would not let go of what is left; it is asked again.
  // round: how often parts were sent; each has a number of its own.
  `alter table profit_shares
    drop constraint profit_shares_state_check,
    add check (state in ('sharing', 'refused', 'finishing', 'kept', 'finished')),
    add column round smallint not null default 1,
    add column held_until timestamptz`,
  // round: in which of them it was sent last.
  `alter table commissions
    drop constraint commissions_state_check,
    add check (state in ('due', 'paid', 'refused', 'closed')),
    add column round smallint not null default 1`,
  // Parcels that were given up before their sellers were shown such things.
  `insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at)
    select shop_id, 'dif_0' || upper(substr(md5(order_id), 1, 25)), 'refused', order_id, order_id,
      jsonb_build_object('deed', 'shipping', 'reason', coalesce(problem, '')), updated_at
    from shipping_reports where state = 'failed' on conflict do nothing`,
  // Commissions that merchants did not return.
  `insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at)
    select shop_id, 'dif_0' || upper(substr(md5(out_return_no), 1, 25)), 'refused',
      payment_id || '/' || promoter_id, order_id,
      jsonb_build_object('deed', 'commission_return', 'reason', coalesce(problem, ''), 'amount', amount), now()
    from commission_returns where state = 'failed' on conflict do nothing`,
]
