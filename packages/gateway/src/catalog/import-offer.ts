import { type Offer, readOfferId, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { findOffer, registerImages, saveOffer } from './offers.ts'
import { restockListing } from './price-listings.ts'

/**
 * Reads an offer by its link or id and keeps it; importing again refreshes it, and the prices of
 * what is sold from it.
 *
 * @throws ShopError OFFER_LINK_UNREADABLE, OFFER_NOT_FOUND, and what the platform throws
 */
export async function importOffer(deps: Deps, shopId: string, source: string): Promise<Offer> {
  const offerId = readOfferId(source)
  if (!offerId) throw new ShopError('OFFER_LINK_UNREADABLE')
  const offer = await deps.platform(shopId).offer(offerId)
  if (!offer) throw new ShopError('OFFER_NOT_FOUND', { offerId })
  await keepOffer(deps, shopId, offer)
  const known = await findOffer(deps.db, shopId, offerId)
  if (!known) throw new TypeError('an offer was kept and is gone')
  return known.offer
}

/** Writes a capture down, with everything that follows from it. */
export async function keepOffer(deps: Deps, shopId: string, offer: Offer): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const latest = await saveOffer(tx, shopId, offer)
    await registerImages(tx, offer, new Date(deps.clock.now()))
    if (latest) await restockListing(deps, tx, shopId, offer)
  })
  deps.changed(shopId)
}
