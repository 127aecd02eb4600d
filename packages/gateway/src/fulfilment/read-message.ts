import { minute, type PlatformMessage, second } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { markApplied, storeMessage } from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { findByPlatformOrder } from './supplier-orders.ts'

const sender = '1688'

/** A message about an order we do not know may only be early: our own commit is on its way. */
const patienceMillis = 2 * minute

/** News about one thing comes in bursts; it is looked at once, when the burst is over. */
const settleMillis = second

/**
 * Takes a verified push message in: stored, and the job that looks at what it is about written in
 * the same transaction, then answered. Duplicates are one message; order does not matter, because
 * a message only makes us look. One about an order we do not know yet is read again later.
 */
export async function takeMessage(deps: Deps, message: PlatformMessage): Promise<void> {
  const eventId = message.messageId
  await deps.db.transaction().execute(async (tx) => {
    const inbox = { db: tx, clock: deps.clock }
    if (!(await storeMessage(inbox, { sender, eventId, body: message }))) return
    if (await follow(deps, tx, message)) return markApplied(inbox, sender, eventId)
    const at = deps.clock.now() + 20 * second
    await addJob(deps, tx, 'read-message', { eventId }, { at, key: `message:${eventId}` })
  })
}

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
    const at = deps.clock.now() + 20 * second
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
