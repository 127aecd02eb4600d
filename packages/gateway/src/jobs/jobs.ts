import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** Every job by name, and what it is about. A job's payload names rows; the truth is in the rows. */
export interface Jobs {
  'close-unpaid-order': { shopId: string; orderId: string }
  'check-payment': { shopId: string; paymentId: string }
  'submit-refund': { shopId: string; refundId: string }
  'buy-from-supplier': { shopId: string; supplierOrderId: string }
  'follow-supplier-order': { shopId: string; supplierOrderId: string }
  'read-message': { eventId: string }
  'refresh-offer': { shopId: string; offerId: string }
  'relate-listing': { shopId: string; listingId: string }
  'confirm-receipt': { shopId: string; supplierOrderId: string }
  'complete-order': { shopId: string; orderId: string }
}

export type JobName = keyof Jobs

/**
 * Writes a job in the caller's transaction: it exists if and only if the change it follows does.
 *
 * @param options.at - due time on the gateway's clock (ms); now when absent
 * @param options.key - one job per key: a new one replaces the one that waits
 * @param options.yields - the one that waits keeps its time: for a job that writes its own next
 * round and must not push back what came in while it worked
 */
export async function addJob<Name extends JobName>(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  name: Name,
  payload: Jobs[Name],
  options: { at?: number; key?: string; yields?: boolean } = {},
): Promise<void> {
  // The database's clock decides when a job is due, the gateway's clock when it should be: only the distance is written.
  const wait = Math.max(0, (options.at ?? 0) - deps.clock.now())
  const delay = options.at === undefined ? 0 : wait
  await writeJob(tx, [name, JSON.stringify(payload), options.key, delay, options.yields ?? false])
}

const writeJob = statement('select write_job($1, $2::json, $3, $4, $5)')

/** Several jobs of one name, all due now, in one statement. */
export async function addJobs<Name extends JobName>(
  tx: Tx | Database,
  name: Name,
  jobs: readonly { readonly payload: Jobs[Name]; readonly key: string }[],
): Promise<void> {
  const payloads = jobs.map(({ payload }) => JSON.stringify(payload))
  const keys = jobs.map(({ key }) => key)
  await writeJobs(tx, [name, payloads, keys])
}

const writeJobs = statement(`
  select write_job($1, body::json, key, 0, false)
  from unnest($2::text[], $3::text[]) as job(body, key)`)

/** Brings every waiting job nearer by `ms`: what turning a clock means for timers. */
export async function advanceJobs(db: Database, ms: number): Promise<void> {
  await sql`update graphile_worker._private_jobs
    set run_at = run_at - ${ms} * interval '1 millisecond'
    where run_at > now() and locked_at is null`.execute(db)
  await sql`notify "jobs:insert", '{"count":1}'`.execute(db)
}
