import { type Millis, tellDeed } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { calmOrder } from './calm-order.ts'
import { type DeadlineSubject, factsOf, lockDeadlines, writeDeadline } from './deadlines.ts'

/**
 * Tells that the deed was done. It counts from when it happened: in time it meets the deadline even
 * where that had been broken already, and what the breach had brought about is taken back as far as
 * it can be. Too late, the breach stays, and nobody needs to look after it any more. Repeatable.
 *
 * @param happenedAt - now where absent
 */
export async function meetDeadline(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  subject: DeadlineSubject,
  happenedAt: Millis = deps.clock.now(),
): Promise<void> {
  const [row] = await lockDeadlines(tx, subject)
  if (!row) return
  const known = factsOf(row)
  const told = tellDeed(known, happenedAt)
  if (told === known) return
  const wasLate = known.state === 'breached' || known.state === 'excused'
  const isMetLate = wasLate && told.state === 'met'
  await writeDeadline(tx, {
    ...row,
    state: told.state,
    met_at: new Date(happenedAt),
    note: isMetLate ? 'late_evidence' : row.note,
  })
  if (wasLate) await calmOrder(tx, row.shop_id, row.order_id)
}
