import { type Moves, next, statesBefore } from '@xiaopu/domain'
import { type Compilable, type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'

export type Aggregate = 'order' | 'payment' | 'refund' | 'supplier_order'

/** One line of an order's history. */
export interface Change {
  readonly shopId: string
  readonly orderId: string
  readonly aggregate: Aggregate
  readonly id: string
  readonly from: string | null
  readonly to: string
  readonly event: string
}

/**
 * Makes a guarded change and writes its history in one statement: neither is ever without the
 * other. A move that stays in its state writes no history.
 *
 * @param update - the guarded update, returning a column where it found its row
 * @returns whether the row was in the state the guard asked for
 */
export async function moveWithHistory(
  deps: Pick<Deps, 'clock'>,
  db: Database | Tx,
  update: Compilable & { toOperationNode(): unknown },
  change: Change,
): Promise<boolean> {
  const moved = sql`${update as unknown as RawBuilder<unknown>}`
  const { rows } = await sql<{ moved: number }>`
    with moved as (${moved}), history as (${historyOf(deps, change)} from moved where ${change.from} is distinct from ${change.to})
    select count(*) as moved from moved`.execute(db)
  return (rows[0]?.moved ?? 0) > 0
}

/** The history of a thing that begins. */
export async function logBeginning(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  change: Change,
): Promise<void> {
  await historyOf(deps, change).execute(tx)
}

function historyOf(deps: Pick<Deps, 'clock'>, change: Change) {
  const { shopId, orderId, aggregate, id, from, to, event } = change
  return sql`insert into transitions
      (shop_id, order_id, aggregate, aggregate_id, from_state, to_state, event, at)
    select ${shopId}::text, ${orderId}::text, ${aggregate}::text, ${id}::text, ${from}::text,
      ${to}::text, ${event}::text, ${new Date(deps.clock.now())}::timestamptz`
}

/** Whether the table lets `event` happen in `state`. */
export function may<State extends string, Event extends string>(
  moves: Moves<State, Event>,
  state: State,
  event: Event,
): boolean {
  return statesBefore(moves, event).includes(state)
}

export { next }
