import type { Invariant } from './invariant.ts'

/** What was answered is true: a repetition repeats it. */
export const answerInvariants: readonly Invariant[] = [
  {
    id: 'INV-33',
    rule: 'an answer that is kept can be given again and says what it is about',
    sql: `
      select shop_id, key_hash as subject, null::bigint as by, outcome as detail
      from idempotency
      where outcome <> 'done' and (answer is null or (outcome = 'ok' and resource is null))`,
  },
  {
    id: 'INV-39',
    rule: 'an order that was answered is there',
    sql: `
      select kept.shop_id, kept.resource as subject, null::bigint as by, kept.outcome as detail
      from idempotency as kept
      where kept.outcome = 'ok' and kept.resource like 'ord\\_%'
        and not exists (select from orders
          where orders.shop_id = kept.shop_id and orders.order_id = kept.resource)`,
  },
]
