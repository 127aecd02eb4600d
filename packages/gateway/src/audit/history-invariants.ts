import {
  afterSaleMoves,
  type Moves,
  orderMoves,
  paymentMoves,
  refundMoves,
  seatMoves,
  supplierClaimMoves,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Invariant } from './invariant.ts'

/** The tables of moves, and the state in which each thing begins. */
const machines: Readonly<
  Record<string, { readonly moves: Moves<string, string>; readonly first: string }>
> = {
  order: { moves: orderMoves as Moves<string, string>, first: 'pending_payment' },
  payment: { moves: paymentMoves as Moves<string, string>, first: 'created' },
  refund: { moves: refundMoves as Moves<string, string>, first: 'requested' },
  supplier_order: { moves: supplierOrderMoves as Moves<string, string>, first: 'planned' },
  after_sale: { moves: afterSaleMoves as Moves<string, string>, first: 'opened' },
  supplier_claim: { moves: supplierClaimMoves as Moves<string, string>, first: 'planned' },
  seat: { moves: seatMoves as Moves<string, string>, first: 'reserved' },
}

const allowed = Object.entries(machines)
  .flatMap(([aggregate, { moves }]) =>
    Object.entries(moves).flatMap(([from, events]) =>
      Object.entries(events).map(
        ([event, to]) => `('${aggregate}', '${from}', '${event}', '${to}')`,
      ),
    ),
  )
  .join(', ')

const firsts = Object.entries(machines)
  .map(([aggregate, { first }]) => `('${aggregate}', '${first}')`)
  .join(', ')

const states = `
  select shop_id, 'order' as aggregate, order_id as aggregate_id, state from orders
  union all select shop_id, 'payment', payment_id, state from payments
  union all select shop_id, 'refund', refund_id, state from refunds
  union all select shop_id, 'supplier_order', supplier_order_id, state from supplier_orders
  union all select shop_id, 'after_sale', after_sale_id, state from after_sales
  union all select shop_id, 'supplier_claim', claim_id, state from supplier_claims
  union all select shop_id, 'seat', order_id, state from group_seats`

/** The log tells how everything came to its state, and only by moves that its table allows. */
export const historyInvariants: readonly Invariant[] = [
  {
    id: 'INV-17',
    rule: 'every change is in the table of its machine',
    sql: `
      select change.shop_id, change.aggregate_id as subject, null::bigint as by,
        change.aggregate || ' ' || change.from_state || ' ' || change.event || ' ' || change.to_state as detail
      from transitions as change
      left join (values ${allowed}) as move (aggregate, from_state, event, to_state)
        using (aggregate, from_state, event, to_state)
      where change.from_state is not null and move.event is null`,
  },
  {
    id: 'INV-25',
    rule: 'every change begins where the one before it ended',
    sql: `
      select shop_id, aggregate_id as subject, null::bigint as by,
        before || ' but ' || coalesce(from_state, 'nothing') as detail
      from (
        select *, lag(to_state) over (
          partition by shop_id, aggregate, aggregate_id order by transition_id) as before
        from transitions) as change
      where before is distinct from from_state and before is not null
      union all
      select change.shop_id, change.aggregate_id, null, 'begins in ' || change.from_state
      from transitions as change
      join (values ${firsts}) as machine (aggregate, first) using (aggregate)
      where change.from_state is not null and change.from_state <> machine.first
        and not exists (select from transitions as earlier
          where earlier.shop_id = change.shop_id and earlier.aggregate = change.aggregate
            and earlier.aggregate_id = change.aggregate_id
            and earlier.transition_id < change.transition_id)`,
  },
  {
    id: 'INV-25b',
    rule: 'everything is in the state that its history ends in',
    sql: `
      select thing.shop_id, thing.aggregate_id as subject, null::bigint as by,
        thing.aggregate || ' is ' || thing.state || ', last moved to ' || coalesce(latest.to_state, machine.first) as detail
      from (${states}) as thing
      join (values ${firsts}) as machine (aggregate, first) using (aggregate)
      left join lateral (
        select to_state from transitions as change
        where change.shop_id = thing.shop_id and change.aggregate = thing.aggregate
          and change.aggregate_id = thing.aggregate_id
        order by transition_id desc limit 1) as latest on true
      where thing.state <> coalesce(latest.to_state, machine.first)`,
  },
]
