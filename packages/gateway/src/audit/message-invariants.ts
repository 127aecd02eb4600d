import { awaits, type Invariant } from './invariant.ts'

const numbers = [
  `select payments.shop_id, out_trade_no as told, number || lpad(attempt::text, 2, '0') as ours
    from payments join orders using (shop_id, order_id)`,
  `select shop_id, out_refund_no, substr(refund_id, 5) from refunds`,
  `select shop_id, out_order_id, substr(supplier_order_id, 5) from supplier_orders`,
].join(' union all ')

/** What `wantsEvent` says, in SQL. */
const wanted = `exists (
  select from unnest(endpoint.events) as pattern
  where pattern in ('*', change.aggregate || '.*', change.aggregate || '.' || change.to_state))`

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
    id: 'INV-27',
    rule: 'every change is told once to who wants it, and nothing is told that did not happen',
    sql: `
      select delivery.shop_id, event_id as subject, null::bigint as by, 'nothing happened' as detail
      from webhook_deliveries as delivery
      where not exists (
        select from transitions as change
        where change.shop_id = delivery.shop_id and change.order_id = delivery.order_id
          and change.transition_id = delivery.transition_id)
      union all
      select endpoint.shop_id, change.aggregate_id, null,
        endpoint.endpoint_id || ' was not told of ' || change.to_state
      from webhook_endpoints as endpoint
      join transitions as change using (shop_id)
      where (change.txid, change.transition_id) > (endpoint.since_txid, endpoint.since_id)
        and (change.txid, change.transition_id) <= (endpoint.seen_txid, endpoint.seen_id)
        and change.at > (select max(at) from transitions) - interval '30 days'
        and ${wanted}
        and not exists (
          select from webhook_deliveries as delivery
          where delivery.shop_id = endpoint.shop_id
            and delivery.endpoint_id = endpoint.endpoint_id
            and delivery.transition_id = change.transition_id)`,
  },
  {
    id: 'INV-38',
    rule: 'a number that was given outside never changes and is used for one thing',
    sql: `
      select shop_id, told as subject, null::bigint as by, 'should be ' || ours as detail
      from (${numbers}) as numbers where told <> ours`,
  },
]
