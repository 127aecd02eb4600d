import type { Deps } from '../deps.ts'

/** Tells the platform that a listing sells its offer, so that it sends news of it. Once is enough. */
export async function relateListing(
  deps: Deps,
  { shopId, listingId }: { shopId: string; listingId: string },
): Promise<void> {
  const listing = await deps.db
    .selectFrom('listings')
    .select(['offer_id', 'related_at'])
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .executeTakeFirst()
  if (!listing || listing.related_at) return
  await deps.platform(shopId).relate({ offerId: listing.offer_id, shopId, listingId })
  await deps.db
    .updateTable('listings')
    .set({ related_at: new Date(deps.clock.now()) })
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .execute()
}
