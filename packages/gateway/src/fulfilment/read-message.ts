import { minute, type PlatformMessage, second } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { markApplied } from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { findByPlatformOrder } from './supplier-orders.ts'

const sender = '1688'

/** A message about an order we do not know may only be early: our own commit is on its way. */
const patienceMillis = 2 * minute

/** News about one thing comes in bursts; it is looked at once, when the burst is over. */
const settleMillis = second

/** When an early message is read again. */
const earlyMillis = 20 * second

/**
 * Takes a verified push message in: stored, and the job that looks at what it is about written in
 * the same statement, then answered. Duplicates are one message; order does not matter, because
 * a message only makes us look. One about an order we do not know yet is read again later.
 */
export async function takeMessage(deps: Deps, message: PlatformMessage): Promise<void> {
  const take = message.kind === 'offer' ? takeOfferNews : takeOrderNews
  const about = message.kind === 'offer' ? [...message.offerIds] : message.platformOrderId
  const now = new Date(deps.clock.now())
  await take(deps.db, [message.messageId, now, JSON.stringify(message), about ?? null])
}

/** Stored once; in the answer where it is new, or was stored but never applied. */
const storing = (isApplied: string) => `stored as (
    insert into inbox (sender, event_id, received_at, body, applied_at)
    select '${sender}', $1, $2::timestamptz, $3::jsonb, case when ${isApplied} then $2::timestamptz end
    on conflict (sender, event_id) do update set applied_at = excluded.applied_at
      where inbox.applied_at is null
    returning event_id)`

const takeOrderNews = statement(`
  with ours as (
    select shop_id, supplier_order_id from supplier_orders where platform_order_id = $4),
  ${storing('$4::text is null or exists (select from ours)')}
  select write_job('follow-supplier-order',
      json_build_object('shopId', shop_id, 'supplierOrderId', supplier_order_id),
      'follow:' || supplier_order_id, ${settleMillis}, false)
    from ours, stored
  union all
  select write_job('read-message', json_build_object('eventId', event_id),
      'message:' || event_id, ${earlyMillis}, false)
    from stored where $4::text is not null and not exists (select from ours)`)

const takeOfferNews = statement(`
  with ${storing('true')},
  ours as (
    select shop_id, offer_id from offers where offer_id = any($4::text[]) order by offer_id, shop_id)
  select write_job('refresh-offer', json_build_object('shopId', shop_id, 'offerId', offer_id),
      'refresh:' || shop_id || ':' || offer_id, ${settleMillis}, false)
    from ours, stored`)

export async function readMessage(deps: Deps, { eventId }: { eventId: string }): Promise<void> {
  const row = await deps.db
    .selectFrom('inbox')
    .select(['body', 'received_at', 'applied_at'])
    .where('sender', '=', sender)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (!row || row.applied_at) return
  const message = row.body as unknown as PlatformMessage
  await deps.db.transaction().execute(async (tx) => {
    const isKnown = await follow(deps, tx, message)
    const isOld = deps.clock.now() - row.received_at.getTime() > patienceMillis
    if (isKnown || isOld) return markApplied({ db: tx, clock: deps.clock }, sender, eventId)
    const at = deps.clock.now() + earlyMillis
    await addJob(deps, tx, 'read-message', { eventId }, { at, key: `message:${eventId}` })
  })
}

/** Writes the jobs that look at what the message is about; false where nothing of ours is known yet. */
async function follow(deps: Deps, tx: Tx, message: PlatformMessage): Promise<boolean> {
  if (message.kind === 'offer') {
    for (const offerId of message.offerIds) await refreshEverywhere(deps, tx, offerId)
    return true
  }
  if (!message.platformOrderId) return true
  const purchases = await findByPlatformOrder(tx, message.platformOrderId)
  for (const { shop_id: shopId, supplier_order_id: supplierOrderId } of purchases) {
    const at = deps.clock.now() + settleMillis
    const payload = { shopId, supplierOrderId }
    await addJob(deps, tx, 'follow-supplier-order', payload, {
      at,
      key: `follow:${supplierOrderId}`,
    })
  }
  return purchases.length > 0
}

async function refreshEverywhere(deps: Deps, tx: Tx, offerId: string): Promise<void> {
  const shops = await tx
    .selectFrom('offers')
    .select('shop_id')
    .where('offer_id', '=', offerId)
    .execute()
  for (const { shop_id: shopId } of shops) {
    const at = deps.clock.now() + settleMillis
    const key = `refresh:${shopId}:${offerId}`
    await addJob(deps, tx, 'refresh-offer', { shopId, offerId }, { at, key })
  }
}
