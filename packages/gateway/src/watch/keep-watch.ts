import { minute } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { capBackOff, flagDeadJobs } from '../jobs/dead-jobs.ts'
import { addJob } from '../jobs/jobs.ts'
import { askInstead, noteOpenPurchases, readPushes } from './pushes.ts'

const everyMillis = 5 * minute
const key = 'watch'

/**
 * What nobody else notices: jobs that gave up, jobs that wait too long, a platform that has fallen
 * silent. One for all processes, every five minutes.
 */
export async function keepWatch(deps: Deps): Promise<void> {
  await flagDeadJobs(deps)
  await capBackOff(deps.db)
  await noteOpenPurchases(deps)
  const pushes = await readPushes(deps)
  if (pushes.state === 'silent') {
    deps.log({ level: 'warn', event: 'pushes.silent', since: pushes.lastAt?.toISOString() })
    await askInstead(deps, pushes).catch((error: Error) =>
      deps.log({ level: 'warn', event: 'pushes.not-fetched', reason: error.message }),
    )
  }
  const at = deps.clock.now() + everyMillis
  await addJob(deps, deps.db, 'keep-watch', {}, { at, key, yields: true })
}

/** The watch is kept from the first start on. */
export async function planWatch(db: Database): Promise<void> {
  await plan(db, [key, everyMillis])
}

const plan = statement(`
  select write_job('keep-watch', '{}'::json, $1, $2::double precision, true)
  where not exists (select from graphile_worker._private_jobs as job where job.key = $1)`)
