import type { Invariant } from './invariant.ts'

/** What concerns people is sealed, and who looked at it is written down for good. */
export const peopleInvariants: readonly Invariant[] = [
  {
    id: 'INV-41',
    rule: 'no phone stands in the clear',
    sql: `
      select shop_id, number as subject, null::bigint as by, null::text as detail
      from orders where address ->> 'phone' !~ '\\*{4}' or remark <> '***'
      union all
      select shop_id, quote_id, null, null from quotes where address ->> 'phone' !~ '\\*{4}'`,
  },
  {
    id: 'INV-41b',
    rule: 'who is forgotten is forgotten whole',
    sql: `
      select shop_id, number as subject, null::bigint as by, null::text as detail
      from orders where forgotten_at is not null and (sealed is not null or phone_hash is not null)
      union all
      select shop_id, quote_id, null, null from quotes
      where forgotten_at is not null and sealed is not null
      union all
      select orders.shop_id, number, null, 'coupon' from orders join coupon_uses using (shop_id, order_id)
      where forgotten_at is not null and holder is not null
      union all
      select orders.shop_id, number, null, 'seat' from orders join group_seats using (shop_id, order_id)
      where forgotten_at is not null and holder is not null`,
  },
  {
    id: 'INV-46',
    rule: 'the log of who looked was never changed',
    sql: `
      select shop_id, subject, null::bigint as by, action || ' ' || seq as detail
      from (
        select entry.*, audit_hash(entry) as due,
          lag(hash, 1, '') over chain as before, row_number() over chain as place
        from audit_log as entry
        window chain as (partition by shop_id order by seq)) as entry
      where hash <> due or previous <> before or seq <> place
      union all
      select shop_id, 'audit_log', null, 'cut off after ' || coalesce(last.seq, 0)
      from audit_heads as head
      left join lateral (
        select seq, hash from audit_log as entry
        where entry.shop_id = head.shop_id order by seq desc limit 1) as last on true
      where head.seq <> coalesce(last.seq, 0) or head.hash <> coalesce(last.hash, '')
      union all
      select shop_id, 'audit_log', null, 'without a head' from audit_log as entry
      where seq = 1 and not exists (select from audit_heads as head
        where head.shop_id = entry.shop_id)`,
  },
  {
    id: 'INV-46b',
    rule: 'every look behind the mask has somebody and a reason',
    sql: `
      select shop_id, subject, null::bigint as by, action || ' ' || seq as detail
      from audit_log where actor = '' or (action = 'order.reveal' and coalesce(reason, '') = '')`,
  },
]
