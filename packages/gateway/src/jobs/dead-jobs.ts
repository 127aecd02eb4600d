import { type DeadJob, ShopError } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { calmOrder } from '../deadlines/calm-order.ts'
import type { Deps } from '../deps.ts'
import { needsPerson } from '../orders/attention.ts'
import { flagOrder } from '../orders/orders.ts'

interface DeadJobRow {
  readonly id: number
  readonly shop_id: string
  readonly name: string
  readonly order_id: string | null
  readonly attempts: number
  readonly last_error: string | null
  readonly updated_at: Date
}

/** The order that a job's payload leads to. */
const orderOf = `coalesce(job.payload ->> 'orderId',
  (select order_id from supplier_orders as row where row.shop_id = job.payload ->> 'shopId'
    and row.supplier_order_id = job.payload ->> 'supplierOrderId'),
  (select order_id from payments as row where row.shop_id = job.payload ->> 'shopId'
    and row.payment_id = job.payload ->> 'paymentId'),
  (select order_id from refunds as row where row.shop_id = job.payload ->> 'shopId'
    and row.refund_id = job.payload ->> 'refundId'),
  (select order_id from deadlines as row where row.shop_id = job.payload ->> 'shopId'
    and row.deadline_id = job.payload ->> 'deadlineId'))`

/** A job that lost its key was replaced while it worked: the one that replaced it counts. */
const isSpent = 'job.attempts >= job.max_attempts and job.key is not null'

const dead = (where: string) => `
  select job.id, job.payload ->> 'shopId' as shop_id, task.identifier as name,
    ${orderOf} as order_id, job.attempts, job.last_error, job.updated_at
  from graphile_worker._private_jobs as job
  join graphile_worker._private_tasks as task on task.id = job.task_id
  where ${isSpent} and ${where}
  order by job.id`

const deadOfShop = statement<DeadJobRow>(
  dead(`job.locked_at is null and job.payload ->> 'shopId' = $1`),
)
const deadAnywhere = statement<DeadJobRow>(
  dead(`job.locked_at is null and job.payload ->> 'shopId' is not null`),
)
const lastFailed = statement<DeadJobRow>(
  dead(`job.id = $1::bigint and job.payload ->> 'shopId' is not null`),
)

/** Jobs of a shop that were tried as often as they may be, oldest first. */
export async function listDeadJobs(db: Database | Tx, shopId: string): Promise<DeadJob[]> {
  return (await deadOfShop(db, [shopId])).map((row) => ({
    id: String(row.id),
    name: row.name,
    ...(row.order_id && { order: row.order_id }),
    attempts: row.attempts,
    ...(row.last_error && { error: row.last_error.slice(0, 200) }),
    since: row.updated_at.toISOString(),
  }))
}

/**
 * Lets jobs that gave up run again from their first attempt: those that are named, or all of the
 * shop's.
 *
 * @returns how many
 * @throws ShopError JOB_NOT_FOUND for one that is not there, or is not dead
 */
export async function retryDeadJobs(
  deps: Pick<Deps, 'db' | 'log'>,
  shopId: string,
  ids: readonly string[] | undefined,
): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const found = await deadOfShop(tx, [shopId])
    const unknown = ids?.find((id) => !found.some((row) => String(row.id) === id))
    if (unknown !== undefined) throw new ShopError('JOB_NOT_FOUND', { job: unknown.slice(0, 40) })
    const chosen = found.filter((row) => ids === undefined || ids.includes(String(row.id)))
    await reschedule(tx, [chosen.map(({ id }) => id)])
    for (const { order_id: orderId } of chosen) {
      if (orderId) await calmOrder(tx, shopId, orderId)
    }
    deps.log({ level: 'info', event: 'jobs.retried', shop: shopId, count: chosen.length })
    return chosen.length
  })
}

const reschedule = statement(`
  select graphile_worker.reschedule_jobs($1::bigint[], run_at := now(), attempts := 0)`)

/** Shows the orders of jobs that gave up to their sellers, and no longer those of jobs that were replaced, which are forgotten. */
export async function flagDeadJobs(deps: Pick<Deps, 'db' | 'log'>): Promise<void> {
  await forgetReplaced(deps.db, [])
  for (const row of await deadAnywhere(deps.db, [])) await flagOf(deps, row)
  for (const { shop_id, order_id } of await idlyShown(deps.db, []))
    await calmOrder(deps.db, shop_id, order_id)
}

/** Orders that were shown for a job that gave up, and another one has done its work since. */
const idlyShown = statement<{ readonly shop_id: string; readonly order_id: string }>(`
  select shop_id, order_id from orders where attention and not ${needsPerson('orders')}
  order by shop_id, order_id limit 500`)

async function flagOf(deps: Pick<Deps, 'db' | 'log'>, row: DeadJobRow): Promise<void> {
  const { id, name: job, shop_id: shop, order_id: order } = row
  if (order) await flagOrder(deps.db, shop, order, true)
  deps.log({ level: 'error', event: 'job.dead', job, id, shop })
}

const forgetReplaced = statement(`
  delete from graphile_worker._private_jobs
  where attempts >= max_attempts and key is null and locked_at is null`)

/** Between 0 and 1, another for every job and attempt, and the same however often it is asked or played. */
export const ownShare = '((hashtext(payload::text || attempts) & 1023) / 1024.0)'

/**
 * Brings failing jobs nearer that would wait longer than an hour, each by a different amount: what
 * broke may long be whole again, and they must not all come back at the same moment.
 */
export async function capBackOff(db: Database): Promise<void> {
  await cap(db, [])
}

const cap = statement(`
  update graphile_worker._private_jobs
  set run_at = now() + interval '45 minutes' + ${ownShare} * interval '15 minutes'
  where attempts between 1 and max_attempts - 1 and last_error is not null
    and locked_at is null and run_at > now() + interval '1 hour'`)

/**
 * For a job whose attempt has just failed: spreads the next one, half as long again as its own
 * back-off at most (the worker adds the back-off to what is written here); after the last one the
 * order that it was for is shown to its seller.
 */
export async function noteFailure(
  deps: Pick<Deps, 'db' | 'log'>,
  job: { readonly id: string; readonly attempts: number; readonly max_attempts: number },
): Promise<void> {
  if (job.attempts < job.max_attempts) await spread(deps.db, [job.id])
  else for (const row of await lastFailed(deps.db, [job.id])) await flagOf(deps, row)
}

const spread = statement(`
  update graphile_worker._private_jobs
  set run_at = now() + ${ownShare} * 0.5 * exp(least(attempts, 10)) * interval '1 second'
  where id = $1::bigint`)
