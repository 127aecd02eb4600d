import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** Refunds that sellers closed as paid by other means, before that was written into their orders' books. */
const closed = `select refund.shop_id, refund.refund_id, refund.order_id, refund.amount,
    refund.reason in ('duplicate_payment', 'late_payment') as is_stray, seen.resolved_by, seen.resolved_at
  from refunds as refund join lateral (
    select resolved_by, resolved_at from differences as seen
    where seen.shop_id = refund.shop_id and seen.kind = 'refused' and seen.subject = refund.refund_id
      and seen.resolved_by <> 'reconciliation'
    order by resolved_at desc limit 1) as seen on true
  where refund.state = 'abnormal'`

export const statements = [
  // means: how its seller made it herself, back_office where a bill shows it; null where a provider made it.
  // reference: what she can show for it, by which it is found again on a bill.
  `alter table refunds
    add column means text check (means in ('back_office', 'other_means')),
    add column reference text,
    add check ((means is null) = (reference is null))`,
  `with closed as (${closed}),
  recorded as (
    update refunds set state = 'succeeded', means = 'other_means', reference = closed.resolved_by
    from closed where refunds.shop_id = closed.shop_id and refunds.refund_id = closed.refund_id),
  told as (
    insert into transitions (shop_id, order_id, aggregate, aggregate_id, from_state, to_state, event, at)
    select shop_id, order_id, 'refund', refund_id, 'abnormal', 'succeeded', 'record', resolved_at from closed)
  insert into ledger_entries (shop_id, order_id, kind, ref, account, amount, at)
  select shop_id, order_id, case when is_stray then 'vain_refunded' else 'refunded' end, refund_id,
    side.account, side.amount, resolved_at
  from closed, lateral (values
    (case when is_stray then 'suspense' else 'refund_clearing' end, amount),
    ('other_means', -amount)) as side(account, amount)
  on conflict do nothing`,
]
