import { type Listing, type Offer, type PriceRule, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { readOwnListing } from './listings.ts'
import { findOffer } from './offers.ts'
import { writeSkus } from './price-listings.ts'

/**
 * Puts an imported offer into a shop as a draft. An offer has one listing in a shop: doing it
 * again answers that one, unchanged.
 *
 * @throws ShopError OFFER_NOT_FOUND (import it first), OFFER_NOT_DROPSHIPPABLE
 */
export async function createListing(
  deps: Deps,
  shopId: string,
  asked: { offerId: string; title?: string | undefined; priceRule?: PriceRule | undefined },
): Promise<Listing> {
  const listingId = await deps.db.transaction().execute(async (tx) => {
    const offer = await holdOffer(tx, shopId, asked.offerId)
    // Shared with other listings, not with a change of the rule that this one is priced by.
    const shop = await tx
      .selectFrom('shops')
      .select('price_rule')
      .where('shop_id', '=', shopId)
      .forShare()
      .executeTakeFirstOrThrow()
    const inserted = await tx
      .insertInto('listings')
      .values({
        shop_id: shopId,
        listing_id: deps.newId('listing'),
        offer_id: asked.offerId,
        state: 'draft',
        title: asked.title ?? offer.title,
        category: offer.category.name,
        price_rule: asked.priceRule ? JSON.stringify(asked.priceRule) : null,
        created_at: new Date(deps.clock.now()),
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'offer_id']).doNothing())
      .returning('listing_id')
      .executeTakeFirst()
    if (!inserted) return undefined
    const rule = asked.priceRule ?? shop.price_rule
    await writeSkus(deps, tx, { shopId, listingId: inserted.listing_id, rule, offer })
    return inserted.listing_id
  })
  return readOwnListing(deps, shopId, listingId ?? (await listingOf(deps, shopId, asked.offerId)))
}

/**
 * The offer as it is until the transaction ends: a refresh waits, and then finds the listing.
 *
 * @throws ShopError OFFER_NOT_FOUND, OFFER_NOT_DROPSHIPPABLE
 */
async function holdOffer(tx: Tx, shopId: string, offerId: string): Promise<Offer> {
  await tx
    .selectFrom('offers')
    .select('offer_id')
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offerId)
    .forShare()
    .execute()
  const known = await findOffer(tx, shopId, offerId)
  if (!known) throw new ShopError('OFFER_NOT_FOUND', { offerId })
  if (!known.offer.dropship) throw new ShopError('OFFER_NOT_DROPSHIPPABLE', { offerId })
  return known.offer
}

async function listingOf(deps: Deps, shopId: string, offerId: string): Promise<string> {
  const row = await deps.db
    .selectFrom('listings')
    .select('listing_id')
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offerId)
    .executeTakeFirstOrThrow()
  return row.listing_id
}
