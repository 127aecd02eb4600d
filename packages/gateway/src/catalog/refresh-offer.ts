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
 * and say that they are not sold.
 *
 * @throws what the platform throws; the job then comes again
 */
export async function refreshOffer(
  deps: Deps,
  { shopId, offerId }: { shopId: string; offerId: string },
): Promise<void> {
  const offer = await deps.platform(shopId).offer(offerId)
  if (offer) await keepOffer(deps, shopId, offer)
  else await miss(deps, shopId, offerId)
  await deps.db.transaction().execute(async (tx) => {
    if (await isSold(tx, shopId, offerId)) {
      await planRefresh(deps, tx, shopId, offerId, offer ? refreshMillis : againMillis)
    }
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

async function miss(deps: Deps, shopId: string, offerId: string): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const misses = await countMiss(tx, shopId, offerId)
    if (misses >= missesUntilOffline) await takeOffline(tx, shopId, offerId)
  })
  deps.changed(shopId)
}

async function isSold(tx: Tx, shopId: string, offerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('listings')
    .innerJoin('offers', (join) =>
      join
        .onRef('offers.shop_id', '=', 'listings.shop_id')
        .onRef('offers.offer_id', '=', 'listings.offer_id'),
    )
    .select('listing_id')
    .where('listings.shop_id', '=', shopId)
    .where('listings.offer_id', '=', offerId)
    .where('listings.state', '=', 'published')
    .where('offers.state', '=', 'online')
    .executeTakeFirst()
  return row !== undefined
}
