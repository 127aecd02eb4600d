import { createHash } from 'node:crypto'
import { newId, type WebhookEvent, wantsEvent } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import type { EndpointName, EndpointRow } from './endpoints.ts'

/** Changes looked at in one transaction. */
const atOnce = 500

/** A change below the oldest transaction that still runs: none before it can appear any more. */
interface Change {
  readonly transition_id: number
  readonly txid: number
  readonly order_id: string
  readonly aggregate: string
  readonly aggregate_id: string
  readonly to_state: string
  readonly at: Date
  /** How many changes the thing has seen, this one included. */
  readonly version: number
}

const settled = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint'

const endpointsBehind = statement<{ shop_id: string; endpoint_id: string }>(`
  select shop_id, endpoint_id from webhook_endpoints as endpoint
  where state <> 'disabled' and exists (
    select from transitions as change
    where change.shop_id = endpoint.shop_id and change.txid < ${settled}
      and (change.txid, change.transition_id) > (endpoint.seen_txid, endpoint.seen_id))`)

const lockEndpoint = statement<EndpointRow>(`
  select * from webhook_endpoints
  where shop_id = $1 and endpoint_id = $2 and state <> 'disabled'
  for update skip locked`)

const changesAfter = statement<Change>(`
  select transition_id, txid, order_id, aggregate, aggregate_id, to_state, at,
    (select count(*) from transitions as earlier
      where earlier.shop_id = change.shop_id and earlier.order_id = change.order_id
        and earlier.aggregate = change.aggregate and earlier.aggregate_id = change.aggregate_id
        and earlier.transition_id <= change.transition_id) as version
  from transitions as change
  where shop_id = $1 and (txid, transition_id) > ($2::bigint, $3::bigint) and txid < ${settled}
  order by txid, transition_id limit ${atOnce}`)

const passOn = statement(`
  update webhook_endpoints set seen_txid = $3, seen_id = $4 where shop_id = $1 and endpoint_id = $2`)

/**
 * Makes deliveries of what has changed since each program was told last. The history of changes is
 * written with the changes themselves, so no event is lost or made up; selling pays nothing for it.
 *
 * Safe from several processes at once, and after a death at any moment.
 */
export async function dispatchEvents(deps: Deps): Promise<void> {
  for (const { shop_id: shopId, endpoint_id: endpointId } of await endpointsBehind(deps.db, [])) {
    const name = { shopId, endpointId }
    while (await deps.db.transaction().execute((tx) => dispatchSome(deps, tx, name)));
  }
}

/** @returns whether there may be more */
async function dispatchSome(deps: Deps, tx: Tx, name: EndpointName): Promise<boolean> {
  const { shopId, endpointId } = name
  const [endpoint] = await lockEndpoint(tx, [shopId, endpointId])
  if (!endpoint) return false
  const changes = await changesAfter(tx, [shopId, endpoint.seen_txid, endpoint.seen_id])
  const last = changes.at(-1)
  if (!last) return false
  const rows = changes
    .map((change) => ({ change, event: eventOf(shopId, change) }))
    .filter(({ event }) => wantsEvent(endpoint.events, event.type))
    .map(({ change, event }) => deliveryRow(deps, name, change, event))
  if (rows.length > 0) {
    const insert = tx.insertInto('webhook_deliveries').values(rows)
    await insert.onConflict((conflict) => conflict.doNothing()).execute()
    await addJob(deps, tx, 'deliver-webhooks', name, { key: `webhooks:${endpointId}` })
  }
  await passOn(tx, [shopId, endpointId, last.txid, last.transition_id])
  return changes.length === atOnce
}

function deliveryRow(
  { clock }: Pick<Deps, 'clock'>,
  { shopId, endpointId }: EndpointName,
  change: Change,
  event: WebhookEvent,
) {
  const now = new Date(clock.now())
  return {
    shop_id: shopId,
    endpoint_id: endpointId,
    event_id: event.id,
    transition_id: change.transition_id,
    order_id: event.order,
    type: event.type,
    body: JSON.stringify(event),
    state: 'pending',
    next_at: now,
    created_at: now,
  }
}

/** What a program is told of a change; always the same, however often it is made. */
function eventOf(shopId: string, change: Change): WebhookEvent {
  const at = change.at.getTime()
  const print = createHash('sha256').update(`${shopId}.${change.transition_id}`).digest()
  return {
    id: newId('event', at, print.subarray(0, 16)),
    type: `${change.aggregate}.${change.to_state}`,
    shop: shopId,
    order: change.order_id,
    subject: change.aggregate_id,
    state: change.to_state,
    version: change.version,
    occurredAt: change.at.toISOString(),
  }
}
