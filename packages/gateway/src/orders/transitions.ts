import { type Moves, next, statesBefore } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'

export type Aggregate = 'order' | 'payment' | 'refund' | 'supplier_order'

/** One line of an order's history; written in the same transaction as the change it tells of. */
export async function logTransition(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  change: {
    shopId: string
    orderId: string
    aggregate: Aggregate
    id: string
    from: string | null
    to: string
    event: string
  },
): Promise<void> {
  await tx
    .insertInto('transitions')
    .values({
      shop_id: change.shopId,
      order_id: change.orderId,
      aggregate: change.aggregate,
      aggregate_id: change.id,
      from_state: change.from,
      to_state: change.to,
      event: change.event,
      at: new Date(deps.clock.now()),
    })
    .execute()
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
