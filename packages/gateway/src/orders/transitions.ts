import { type MoneyFact, type Moves, next, statesBefore } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { ask, type Values, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type JobToWrite, writingJob } from '../jobs/jobs.ts'
import { writingEntries } from '../ledger/ledger.ts'

export type Aggregate =
  | 'order'
  | 'payment'
  | 'refund'
  | 'supplier_order'
  | 'after_sale'
  | 'supplier_claim'
  | 'seat'

/** What a change is about. */
export interface Subject {
  readonly shopId: string
  readonly orderId: string
  readonly aggregate: Aggregate
  readonly id: string
}

/** One step of a table of moves. */
export interface Step {
  readonly from: string | null
  readonly to: string
  readonly event: string
}

const tables: Readonly<Record<Aggregate, readonly [table: string, key: string]>> = {
  order: ['orders', 'order_id'],
  payment: ['payments', 'payment_id'],
  refund: ['refunds', 'refund_id'],
  supplier_order: ['supplier_orders', 'supplier_order_id'],
  after_sale: ['after_sales', 'after_sale_id'],
  supplier_claim: ['supplier_claims', 'claim_id'],
  seat: ['group_seats', 'order_id'],
}

/** The steps that events make one after the other. @throws ShopError BAD_TRANSITION */
export function pathOf<State extends string, Event extends string>(
  moves: Moves<State, Event>,
  from: State,
  events: readonly Event[],
): Step[] {
  let state = from
  return events.map((event) => {
    const step = { from: state, to: next(moves, state, event), event }
    state = step.to
    return step
  })
}

/** What is written with a move or not at all. */
export interface Then {
  readonly job?: JobToWrite
  /** Columns that must still be what they were read as, or nothing is written; their names are ours. */
  readonly still?: object
  /** Money that moved with it. */
  readonly facts?: readonly MoneyFact[]
  /** Further parts of the statement, each a CTE that does its work where `moved` has a row. */
  readonly parts?: readonly ((v: Values) => string)[]
}

/**
 * Moves a row along a path where it is still at the path's beginning, writes its history and what
 * follows, all in one statement: none is ever without the others. A step that stays in its state
 * writes no history.
 *
 * @param also - columns to set with the state; their names are ours, never a caller's text
 * @returns whether the row was where the path begins
 */
export async function moveRow(
  deps: Pick<Deps, 'clock'>,
  db: Database | Tx,
  subject: Subject,
  path: readonly Step[],
  also: object = {},
  { job, facts = [], parts = [], still = {} }: Then = {},
): Promise<boolean> {
  const [table, key] = tables[subject.aggregate]
  const v = values()
  const set = Object.entries({ ...also, state: path.at(-1)?.to }).map(
    ([column, value]) => `${column} = ${v.add(value)}`,
  )
  const unchanged = Object.entries(still).map(
    ([column, value]) => `and ${column} is not distinct from ${v.add(value)}`,
  )
  const rows = await ask<{ moved: number }>(
    db,
    `with moved as (update ${table} set ${set.join(', ')}
      where shop_id = ${v.add(subject.shopId)} and ${key} = ${v.add(subject.id)}
        and state = ${v.add(path[0]?.from)}
        ${unchanged.join(' ')} returning 1),
    ${[
      writingHistory(deps, v, subject, path, 'moved'),
      ...facts.map((fact) => writingEntries(deps, v, subject, fact, 'moved')),
      ...parts.map((part) => part(v)),
    ].join(', ')}
    ${job ? `, job as (select ${writingJob(deps, v, job)} from moved)` : ''}
    select (select count(*) from moved) as moved ${job ? ', (select count(*) from job)' : ''}`,
    v,
  )
  return (rows[0]?.moved ?? 0) > 0
}

/** Part of a statement: the history of steps, one per row of `source`. */
export function writingHistory(
  deps: Pick<Deps, 'clock'>,
  v: Values,
  { shopId, orderId, aggregate, id }: Subject,
  path: readonly Step[],
  source: string,
): string {
  const steps = path.filter(({ from, to }) => from !== to)
  const columns = [steps.map(({ from }) => from), steps.map(({ to }) => to)]
  const events = steps.map(({ event }) => event)
  return `${aggregate}_history as (insert into transitions
      (shop_id, order_id, aggregate, aggregate_id, from_state, to_state, event, at)
    select ${v.add(shopId)}, ${v.add(orderId)}, '${aggregate}', ${v.add(id)},
      step.from_state, step.to_state, step.event, ${v.add(new Date(deps.clock.now()))}::timestamptz
    from ${source}, unnest(${[...columns, events].map((each) => `${v.add(each)}::text[]`).join(', ')})
      as step(from_state, to_state, event))`
}

/** Whether the table lets `event` happen in `state`. */
export function may<State extends string, Event extends string>(
  moves: Moves<State, Event>,
  state: State,
  event: Event,
): boolean {
  return statesBefore(moves, event).includes(state)
}
