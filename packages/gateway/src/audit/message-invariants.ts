import { awaits, type Invariant } from './invariant.ts'

const numbers = [
  `select payments.shop_id, out_trade_no as told, number || lpad(attempt::text, 2, '0') as ours
    from payments join orders using (shop_id, order_id)`,
  `select shop_id, out_refund_no, substr(refund_id, 5) from refunds`,
  `select shop_id, out_order_id, substr(supplier_order_id, 5) from supplier_orders`,
].join(' union all ')

/** What was said to us is dealt with, and what we say is always called by the same number. */
export const messageInvariants: readonly Invariant[] = [
  {
    id: 'INV-26',
    rule: 'a callback that was taken in is settled, or a job will settle it',
    sql: `
      select ''::text as shop_id, event_id as subject, null::bigint as by,
        sender || ' ' || state || coalesce(' ' || problem, '') as detail
      from inbox
      where state in ('new', 'parked')
        and not ${awaits('apply-notice', 'eventId', 'inbox.event_id')}
        and not ${awaits('read-message', 'eventId', 'inbox.event_id')}`,
  },
  {
    id: 'INV-38',
    rule: 'a number that was given outside never changes and is used for one thing',
    sql: `
      select shop_id, told as subject, null::bigint as by, 'should be ' || ours as detail
      from (${numbers}) as numbers where told <> ours`,
  },
]
