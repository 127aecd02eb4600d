import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, type Values, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { TakenNotice } from '../payments/take-notice.ts'

/** Every job by name, and what it is about. A job's payload names rows; the truth is in the rows. */
export interface Jobs {
  'close-unpaid-order': { shopId: string; orderId: string }
  'check-payment': { shopId: string; paymentId: string }
  'apply-notice': TakenNotice
  'submit-refund': { shopId: string; refundId: string }
  'share-profit': { shopId: string; paymentId: string }
  'take-back': { shopId: string; refundId: string }
  'report-shipping': { shopId: string; orderId: string }
  'buy-order': { shopId: string; orderId: string }
  'buy-from-supplier': { shopId: string; supplierOrderId: string }
  'decide-purchase': { shopId: string; supplierOrderId: string }
  'pursue-claim': { shopId: string; claimId: string }
  'follow-after-sale': { shopId: string; afterSaleId: string }
  'follow-supplier-order': { shopId: string; supplierOrderId: string }
  'read-message': { eventId: string }
  'refresh-offer': { shopId: string; offerId: string }
  'relate-listing': { shopId: string; listingId: string }
  'confirm-receipt': { shopId: string; supplierOrderId: string }
  'complete-order': { shopId: string; orderId: string }
  'keep-watch': Record<never, never>
  'reconcile-shop': { shopId: string }
  'forget-people': Record<string, never>
  'deliver-webhooks': { shopId: string; endpointId: string }
  'urge-supplier': { shopId: string; supplierOrderId: string }
  'end-group': { shopId: string; groupId: string }
  'follow-seat': { shopId: string; orderId: string }
  'fire-deadline': { shopId: string; deadlineId: string }
}

export type JobName = keyof Jobs

/** A job to write, and when. */
export type JobToWrite = {
  [Name in JobName]: { readonly name: Name; readonly payload: Jobs[Name] } & JobOptions
}[JobName]

interface JobOptions {
  /** Due time on the gateway's clock (ms); now when absent. */
  readonly at?: number
  /** One job per key: a new one replaces the one that waits. */
  readonly key?: string
  /**
   * The one that waits keeps its time: for a job that writes its own next round and must not push
   * back what came in while it worked.
   */
  readonly yields?: boolean
}

/** Writes a job in the caller's transaction: it exists if and only if the change it follows does. */
export async function addJob<Name extends JobName>(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  name: Name,
  payload: Jobs[Name],
  options: JobOptions = {},
): Promise<void> {
  const v = values()
  const job = { name, payload, ...options } as JobToWrite
  await ask(tx, `select ${writingJob(deps, v, job)}`, v)
}

/** Part of a statement: writes a job where it is selected. */
export function writingJob(
  deps: Pick<Deps, 'clock'>,
  v: Values,
  { name, payload, at, key, yields }: JobToWrite,
): string {
  // The database's clock decides when a job is due, the gateway's clock when it should be: only the distance is written.
  const wait = at === undefined ? 0 : Math.max(0, at - deps.clock.now())
  const body = v.add(JSON.stringify(payload))
  return `write_job('${name}', ${body}::json, ${v.add(key)}, ${v.add(wait)}, ${yields ?? false})`
}

/**
 * A statement, or part of one: jobs that have nothing left to do are gone. The one that is at work is
 * left alone: it has read, or will read, what is written here.
 *
 * @param keys - a query for their keys
 */
export const droppingJobs = (keys: string): string =>
  `delete from graphile_worker._private_jobs where key in (${keys}) and locked_at is null`

/** Brings every waiting job nearer by `ms`: what turning a clock means for timers. */
export async function advanceJobs(db: Database, ms: number): Promise<void> {
  await bringNearer(db, ms)
  await sql`notify "jobs:insert", '{"count":1}'`.execute(db)
}

/** Workers end several jobs at once, in an order of their own: who loses against them asks again. */
async function bringNearer(db: Database, ms: number, tries = 5): Promise<void> {
  try {
    await sql`update graphile_worker._private_jobs
      set run_at = run_at - ${ms} * interval '1 millisecond'
      where run_at > now() and locked_at is null`.execute(db)
  } catch (error) {
    const isDeadlock = (error as { readonly code?: string }).code === '40P01'
    if (!isDeadlock || tries === 0) throw error
    await bringNearer(db, ms, tries - 1)
  }
}
