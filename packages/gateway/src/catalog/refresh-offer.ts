import { hour, minute } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { keepOffer } from './import-offer.ts'
import { countMiss, takeOffline } from './offers.ts'

/** Stock and cost are read again this often; 1688 also tells us of changes, when it does. */
const refreshMillis = 6 * hour
/** One missing answer may be the platform's mistake: ask again soon. */
const againMillis = 10 * minute
const missesUntilOffline = 2

/**
 * Reads an offer again. One that the platform twice does not know is offline: its listings stay,
 * and say that they are not sold. It is read on all the same: it may come back, and the message
 * that says so may be lost.
 *
 * @throws what the platform throws; the job then comes again
 */
export async function refreshOffer(
  deps: Deps,
  { shopId, offerId }: { shopId: string; offerId: string },
): Promise<void> {
  const offer = await deps.platform(shopId).offer(offerId)
  if (offer) await keepOffer(deps, shopId, offer)
  const isGone = !offer && (await miss(deps, shopId, offerId))
  await deps.db.transaction().execute(async (tx) => {
    if (!(await isListed(tx, shopId, offerId))) return
    await planRefresh(deps, tx, shopId, offerId, offer || isGone ? refreshMillis : againMillis)
  })
}

/** Has an offer read again later; one plan per offer, a new one replaces it. */
export async function planRefresh(
  deps: Deps,
  tx: Tx,
  shopId: string,
  offerId: string,
  wait = refreshMillis,
): Promise<void> {
  await addJob(
    deps,
    tx,
    'refresh-offer',
    { shopId, offerId },
    { at: deps.clock.now() + wait, key: `refresh:${shopId}:${offerId}` },
  )
}

/** @returns whether it was missed often enough to be offline now */
async function miss(deps: Deps, shopId: string, offerId: string): Promise<boolean> {
  const isGone = await deps.db.transaction().execute(async (tx) => {
    const misses = await countMiss(tx, shopId, offerId)
    if (misses < missesUntilOffline) return false
    await takeOffline(tx, shopId, offerId)
    return true
  })
  deps.changed(shopId)
  return isGone
}

async function isListed(tx: Tx, shopId: string, offerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('listings')
    .select('listing_id')
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offerId)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row !== undefined
}
