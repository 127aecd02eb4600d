import { minute, type PlatformMessage, second } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { markApplied, storeMessage } from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { findByPlatformOrder } from './supplier-orders.ts'

const sender = '1688'

/** A message about an order we do not know may only be early: our own commit is on its way. */
const patienceMillis = 2 * minute

/**
 * Takes a verified push message in: stored and its job written in one transaction, then answered.
 * Duplicates are one message; order does not matter, because a message only makes us look.
 */
export async function takeMessage(deps: Deps, message: PlatformMessage): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const isNew = await storeMessage(
      { db: tx, clock: deps.clock },
      { sender, eventId: message.messageId, body: message },
    )
    if (isNew)
      await addJob(
        deps,
        tx,
        'read-message',
        { eventId: message.messageId },
        { key: `message:${message.messageId}` },
      )
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
    await addJob(
      deps,
      tx,
      'follow-supplier-order',
      { shopId, supplierOrderId },
      { key: `follow:${supplierOrderId}` },
    )
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
    await addJob(
      deps,
      tx,
      'refresh-offer',
      { shopId, offerId },
      { key: `refresh:${shopId}:${offerId}` },
    )
  }
}
