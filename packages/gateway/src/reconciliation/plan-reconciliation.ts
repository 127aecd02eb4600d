import { hour, minute } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { beginReconciliation, type ReconciliationRow } from './reconciliations.ts'

const everyMillis = hour
/** One that could not be finished is tried again soon. */
const againMillis = 10 * minute

const jobKey = (shopId: string) => `reconcile:${shopId}`

/** The next look at a shop's books, unless an earlier one waits. */
export async function planReconciliation(
  deps: Pick<Deps, 'clock'>,
  tx: Database | Tx,
  shopId: string,
  { isAgain } = { isAgain: false },
): Promise<void> {
  const at = deps.clock.now() + (isAgain ? againMillis : everyMillis)
  const options = { at, key: jobKey(shopId), yields: true }
  await addJob(deps, tx, 'reconcile-shop', { shopId }, options)
}

/** Every shop has its next look planned, also one that knew of none before. */
export async function planReconciliations(db: Database): Promise<void> {
  await plan(db, [everyMillis])
}

const plan = statement(`
  select write_job('reconcile-shop', json_build_object('shopId', shop_id),
    'reconcile:' || shop_id, $1::double precision, true)
  from shops where not exists (
    select from graphile_worker._private_jobs as job where job.key = 'reconcile:' || shop_id)`)

/** Begins a look now. @returns the one that is then under way */
export async function askReconciliation(
  deps: Pick<Deps, 'clock' | 'db' | 'newId'>,
  shopId: string,
): Promise<ReconciliationRow> {
  const { run, isNew } = await beginReconciliation(deps, shopId)
  if (isNew) await addJob(deps, deps.db, 'reconcile-shop', { shopId }, { key: jobKey(shopId) })
  return run
}
