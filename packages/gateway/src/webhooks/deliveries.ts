import { type DeliveryState, day, type WebhookDelivery } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { WebhookDeliveries } from '../db/tables.generated.ts'
import type { EndpointName } from './endpoints.ts'

export type DeliveryRow = Selectable<WebhookDeliveries>

/**
 * Takes deliveries that are due, oldest change first; nobody else takes them before `until`, and
 * after it they are due again, should this process die.
 */
export async function claimDue(
  db: Database,
  { shopId, endpointId }: EndpointName,
  { now, until, limit }: { now: number; until: number; limit: number },
): Promise<DeliveryRow[]> {
  const times = [new Date(now), new Date(until)]
  const rows = await claiming(db, [shopId, endpointId, ...times, limit])
  return rows.sort((one, other) => one.position - other.position)
}

const claiming = statement<DeliveryRow>(`
  with due as (
    select event_id from webhook_deliveries
    where shop_id = $1 and endpoint_id = $2 and state in ('pending', 'retry') and next_at <= $3
    order by position limit $5 for update skip locked)
  update webhook_deliveries as delivery set next_at = $4
  from due
  where delivery.shop_id = $1 and delivery.endpoint_id = $2 and delivery.event_id = due.event_id
  returning delivery.*`)

/** What an attempt came to; nothing where it is to be sent again by now, whatever became of this one. */
export async function noteOutcome(
  db: Database,
  { shop_id, endpoint_id, event_id, next_at: taken }: DeliveryRow,
  outcome: {
    readonly state: DeliveryState
    readonly nextAt: Date | null
    readonly status: number | null
    readonly error: string | null
    readonly ms: number
  },
): Promise<void> {
  const { state, nextAt, status, error, ms } = outcome
  await noting(db, [shop_id, endpoint_id, event_id, state, nextAt, status, error, ms, taken])
}

const noting = statement(`
  update webhook_deliveries
  set state = $4, next_at = $5, last_status = $6, last_error = $7, ms = $8, attempts = attempts + 1
  where shop_id = $1 and endpoint_id = $2 and event_id = $3 and next_at = $9`)

/** Lets go of deliveries that were taken and not tried. */
export async function releaseDue(
  db: Database,
  { shopId, endpointId }: EndpointName,
  now: number,
  rows: readonly DeliveryRow[],
): Promise<void> {
  if (rows.length === 0) return
  await releasing(db, [shopId, endpointId, new Date(now), rows.map(({ event_id }) => event_id)])
}

const releasing = statement(`
  update webhook_deliveries set next_at = $3
  where shop_id = $1 and endpoint_id = $2 and event_id = any($4::text[])
    and state in ('pending', 'retry')`)

/** When the next delivery of an endpoint is due; undefined where none waits. */
export async function nextDue(
  db: Database,
  { shopId, endpointId }: EndpointName,
): Promise<number | undefined> {
  const [row] = await earliest(db, [shopId, endpointId])
  return row?.next_at?.getTime()
}

const earliest = statement<{ next_at: Date | null }>(`
  select min(next_at) as next_at from webhook_deliveries
  where shop_id = $1 and endpoint_id = $2 and state in ('pending', 'retry')`)

/** Makes deliveries due again from their first attempt; their ids stay. */
export async function replay(
  db: Database,
  { shopId, endpointId }: EndpointName,
  now: number,
  wanted: { event: string } | { since: string; state?: string | undefined },
): Promise<number> {
  const rows = await replaying(db, [
    shopId,
    endpointId,
    new Date(now),
    ...('event' in wanted
      ? [wanted.event, null, null]
      : [null, wanted.since, wanted.state ?? null]),
  ])
  return rows.length
}

const replaying = statement(`
  update webhook_deliveries
  set state = 'pending', attempts = 0, next_at = $3, last_status = null, last_error = null
  where shop_id = $1 and endpoint_id = $2
    and ($4::text is null or event_id = $4)
    and ($5::timestamptz is null or created_at >= $5)
    and ($6::text is null or state = $6)
  returning 1`)

/** Deliveries that came to an end are listed for 90 days. */
export async function forgetOldDeliveries(db: Database, now: number): Promise<void> {
  await forgetting(db, [new Date(now - 90 * day)])
}

const forgetting = statement(`
  delete from webhook_deliveries where state in ('ok', 'dead') and created_at < $1`)

/** Newest first; `before` is the position that the page before ended with. */
export async function listDeliveryRows(
  db: Database,
  { shopId, endpointId }: EndpointName,
  page: { state?: string | undefined; before?: number | undefined; limit: number },
): Promise<DeliveryRow[]> {
  let query = db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('endpoint_id', '=', endpointId)
    .orderBy('position', 'desc')
    .limit(page.limit)
  if (page.state) query = query.where('state', '=', page.state)
  if (page.before !== undefined) query = query.where('position', '<', page.before)
  return query.execute()
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  const isWaiting = row.state === 'pending' || row.state === 'retry'
  return {
    event: row.event_id,
    type: row.type,
    order: row.order_id,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    ...(row.last_status !== null && { status: row.last_status }),
    ...(row.last_error !== null && { error: row.last_error }),
    ...(row.ms !== null && { ms: row.ms }),
    ...(isWaiting && row.next_at && { nextAt: row.next_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
  }
}
