import { type DeadlineKind, lapse } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import { calmOrder } from './calm-order.ts'
import {
  type DeadlineRow,
  factsOf,
  lockDeadlines,
  readDeadline,
  writeDeadline,
} from './deadlines.ts'
import { type DeadlineEffect, deadlineEffects } from './effects.ts'

/**
 * Looks at a deadline whose time is over: first for evidence that nobody has told us yet, then, where
 * it still runs, it is broken, and what follows is written in the same transaction. So it happens
 * once, whatever restarts. A job that comes too early (another clock) comes back in time.
 */
export async function fireDeadline(
  deps: Deps,
  asked: { shopId: string; deadlineId: string },
): Promise<void> {
  const row = await readDeadline(deps.db, asked.shopId, asked.deadlineId)
  if (row?.state !== 'running') return
  const at = row.due_at.getTime()
  if (deps.clock.now() < at)
    return addJob(deps, deps.db, 'fire-deadline', asked, { at, key: `deadline:${row.deadline_id}` })
  const effect: DeadlineEffect = deadlineEffects[row.kind as DeadlineKind]
  await look(deps, effect, row)
  if (!(await breach(deps, row, effect))) return
  const { deadline_id: deadline, kind, subject } = row
  deps.log({ level: 'info', event: 'deadline.broken', deadline, kind, subject })
}

/** @returns whether it was broken just now */
async function breach(deps: Deps, row: DeadlineRow, effect: DeadlineEffect): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    // Orders are locked before what belongs to them.
    await lockOrder(tx, row.shop_id, row.order_id)
    const rounds = await lockDeadlines(tx, subjectOf(row))
    const current = rounds.find(({ deadline_id }) => deadline_id === row.deadline_id)
    if (!current) return false
    const known = factsOf(current)
    const lapsed = lapse(known, deps.clock.now())
    if (lapsed === known) return false
    const broken = { ...current, state: lapsed.state, breach_at: current.due_at }
    await writeDeadline(tx, broken)
    await effect.breach(deps, tx, broken)
    // The deed was told before the timer came, and too late.
    if (broken.met_at) await calmOrder(tx, row.shop_id, row.order_id)
    return true
  })
}

const subjectOf = ({ shop_id: shopId, subject, kind }: DeadlineRow) => ({
  shopId,
  subject,
  kind: kind as DeadlineKind,
})

/** Where nothing can be learned now, the deadline is broken all the same: evidence may come later. */
async function look(deps: Deps, effect: DeadlineEffect, row: DeadlineRow): Promise<void> {
  try {
    await effect.look?.(deps, row)
  } catch (error) {
    const { message: reason } = error as Error
    deps.log({ level: 'warn', event: 'deadline.not-looked', deadline: row.deadline_id, reason })
  }
}
