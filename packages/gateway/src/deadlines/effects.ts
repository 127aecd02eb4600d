import type { DeadlineKind } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { flagOrder } from '../orders/orders.ts'
import type { DeadlineRow } from './deadlines.ts'

/** What a deadline of one kind brings about when its time is over. */
export interface DeadlineEffect {
  /** Asks outside, before anything is decided, whether the deed was done meanwhile. May fail. */
  readonly look?: (deps: Deps, row: DeadlineRow) => Promise<void>
  /**
   * Writes what follows a breach, in its transaction, with the order locked. Calls to the outside
   * are jobs.
   */
  readonly breach: (deps: Deps, tx: Tx, row: DeadlineRow) => Promise<void>
}

/** A person must look after it. */
const flag: DeadlineEffect = {
  breach: (_deps, tx, row) => flagOrder(tx, row.shop_id, row.order_id, true),
}

/** Each kind with its use case; the timers of orders that wait for money are jobs of their own. */
export const deadlineEffects: Readonly<Record<DeadlineKind, DeadlineEffect>> = {
  pay: flag,
  place: flag,
  ship: flag,
  collect: flag,
  scan: flag,
  owner_decision: flag,
  after_sale_review: flag,
  return_ship: flag,
  inspect: flag,
  receive: flag,
  settle: flag,
}
