import type { Health } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { listDeadJobs } from '../jobs/dead-jobs.ts'
import type { ClockCheck } from './clock-check.ts'
import { readPushes } from './pushes.ts'

/** What keeps a shop from running by itself, as its seller should know it. */
export async function readHealth(
  deps: Pick<Deps, 'db' | 'clock'>,
  clock: Pick<ClockCheck, 'state' | 'offset'>,
  shopId: string,
): Promise<Health> {
  const [pushes, dead, [counted]] = await Promise.all([
    readPushes(deps),
    listDeadJobs(deps.db, shopId),
    counts(deps.db, [shopId]),
  ])
  return {
    pushes: {
      state: pushes.state,
      ...(pushes.lastAt && { lastAt: pushes.lastAt.toISOString() }),
    },
    clock: { state: clock.state, ...(clock.offset !== undefined && { offset: clock.offset }) },
    deadJobs: dead.length,
    differences: counted?.differences ?? 0,
    brokenPromises: counted?.broken ?? 0,
    attention: counted?.attention ?? 0,
    ...(counted?.compared_at && { comparedAt: counted.compared_at.toISOString() }),
  }
}

const counts = statement<{
  differences: number
  broken: number
  attention: number
  compared_at: Date | null
}>(`
  select
    (select count(*) from differences where shop_id = $1 and resolved_at is null) as differences,
    (select count(*) from deadlines
      where shop_id = $1 and state = 'breached' and met_at is null) as broken,
    (select count(*) from orders where shop_id = $1 and attention) as attention,
    (select max(finished_at) from reconciliations
      where shop_id = $1 and state = 'done') as compared_at`)
