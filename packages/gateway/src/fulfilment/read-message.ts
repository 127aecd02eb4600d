import { type PlatformMessage, second } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type Callback, park, settle, storeApplied, storedValues, storing } from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { findByPlatformOrder, isBought, isBoughtSql } from './supplier-orders.ts'

const sender = '1688'

/** News about one thing comes in bursts; it is looked at once, when the burst is over. */
const settleMillis = second

/** When a message about an order that we do not know, perhaps not yet, is read again. */
const earlyMillis = second

/**
 * Takes a verified message in: stored, and the job that looks at what it is about written in
 * the same statement, then answered. Duplicates are one message; order does not matter, because
 * a message only makes us look. One about an order we do not know yet is read again later. One that
 * claims what our own calls have led to already makes nobody look.
 *
 * @param came - how it was pushed; absent where we fetched it ourselves
 */
export async function takeMessage(
  deps: Deps,
  message: PlatformMessage,
  came: Pick<Callback, 'headers' | 'raw'> = { headers: {}, raw: new Uint8Array() },
): Promise<void> {
  const eventId = message.messageId
  const stored = storedValues(deps, { sender, eventId, ...came, body: message })
  if (message.kind === 'offer') await takeOfferNews(deps.db, [...stored, [...message.offerIds]])
  else if (claimsOnly(message, 'made')) await storeApplied(deps.db, stored)
  else await takeOrderNews(deps.db, [...stored, ordersIn(message), claimsOnly(message, 'paid')])
}

/**
 * `made`: whoever made it has its number from the call's answer, or asks by our own. `paid`: whoever
 * paid it, or is about to, writes that down and looks later by itself.
 */
function claimsOnly({ claim }: PlatformMessage, event: 'made' | 'paid'): boolean {
  if (claim?.about !== 'order' || claim.event !== event) return false
  return claim.state === (event === 'made' ? 'unpaid' : 'paid')
}

function ordersIn({ platformOrderId, platformOrderIds = [] }: PlatformMessage): string[] {
  return [...new Set([...(platformOrderId ? [platformOrderId] : []), ...platformOrderIds])]
}

const takeOrderNews = statement(`
  with ours as (
    select shop_id, supplier_order_id, $8::boolean and ${isBoughtSql} as is_told
    from supplier_orders where platform_order_id = any($7::text[])),
  ${storing(`case when $7::text[] = '{}' or exists (select from ours) then 'applied' else 'parked' end`)}
  select write_job('follow-supplier-order',
      json_build_object('shopId', shop_id, 'supplierOrderId', supplier_order_id),
      'follow:' || supplier_order_id, ${settleMillis}, false)
    from ours, stored where not is_told
  union all
  select write_job('read-message', json_build_object('eventId', event_id),
      'message:' || event_id, ${earlyMillis}, false)
    from stored where state = 'parked'`)

const takeOfferNews = statement(`
  with ${storing(`'applied'`)},
  ours as (
    select shop_id, offer_id from offers where offer_id = any($7::text[]) order by offer_id, shop_id)
  select write_job('refresh-offer', json_build_object('shopId', shop_id, 'offerId', offer_id),
      'refresh:' || shop_id || ':' || offer_id, ${settleMillis}, false)
    from ours, stored`)

/** Reads a message again that was about no order of ours. */
export async function readMessage(deps: Deps, { eventId }: { eventId: string }): Promise<void> {
  const row = await deps.db
    .selectFrom('inbox')
    .select(['body', 'state'])
    .where('sender', '=', sender)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (row?.state !== 'parked') return
  const message = row.body as unknown as PlatformMessage
  await deps.db.transaction().execute(async (tx) => {
    const at = { clock: deps.clock, log: deps.log, db: tx }
    if (await follow(deps, tx, message)) return settle(at, { sender, eventId }, 'applied')
    const again = await park(at, { sender, eventId }, 'ORDER_NOT_FOUND')
    if (again === undefined) return
    await addJob(deps, tx, 'read-message', { eventId }, { at: again, key: `message:${eventId}` })
  })
}

/** Writes the jobs that look at what the message is about; false where nothing of ours is known yet. */
async function follow(deps: Deps, tx: Tx, message: PlatformMessage): Promise<boolean> {
  let known = 0
  for (const platformOrderId of ordersIn(message)) {
    const purchases = await findByPlatformOrder(tx, platformOrderId)
    known += purchases.length
    const untold = purchases.filter((row) => !(claimsOnly(message, 'paid') && isBought(row)))
    for (const { shop_id: shopId, supplier_order_id: supplierOrderId } of untold) {
      const at = deps.clock.now() + settleMillis
      const key = `follow:${supplierOrderId}`
      await addJob(deps, tx, 'follow-supplier-order', { shopId, supplierOrderId }, { at, key })
    }
  }
  return known > 0
}
