import {
  fen,
  type Listing,
  type ListingState,
  listingMoves,
  type Moves,
  next,
  priceOf,
  ShopError,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { readShopRow } from '../shops/shops.ts'
import { lockListing, readOwnListing } from './listings.ts'
import { findOffer } from './offers.ts'
import { planRefresh } from './refresh-offer.ts'

const moves: Moves<ListingState, 'publish' | 'pause' | 'archive'> = listingMoves

/**
 * Puts a listing on sale, and plans to tell the platform so. Publishing what is on sale changes
 * nothing.
 *
 * @throws ShopError LISTING_NOT_FOUND, BAD_TRANSITION (archived), OFFER_OFFLINE,
 * OFFER_NOT_DROPSHIPPABLE, PRICE_BELOW_FLOOR (a price set by hand has come to earn too little),
 * SKU_NOT_FOUND (every Sku is hidden)
 */
export async function publishListing(
  deps: Deps,
  shopId: string,
  listingId: string,
): Promise<Listing> {
  await deps.db.transaction().execute(async (tx) => {
    const listing = await lockListing(tx, shopId, listingId)
    if (listing.state === 'published') return
    const state = next(moves, listing.state as ListingState, 'publish')
    await checkOffer(tx, shopId, listing.offer_id)
    await checkPrices(tx, shopId, listing)
    const now = new Date(deps.clock.now())
    await tx
      .updateTable('listings')
      .set({ state, published_at: listing.published_at ?? now })
      .where('shop_id', '=', shopId)
      .where('listing_id', '=', listingId)
      .execute()
    await addJob(deps, tx, 'relate-listing', { shopId, listingId }, { key: `relate:${listingId}` })
    await planRefresh(deps, tx, shopId, listing.offer_id)
  })
  deps.changed(shopId)
  return readOwnListing(deps, shopId, listingId)
}

/** Takes a listing off sale; pausing what is paused changes nothing. */
export async function pauseListing(
  deps: Deps,
  shopId: string,
  listingId: string,
): Promise<Listing> {
  await deps.db.transaction().execute(async (tx) => {
    const listing = await lockListing(tx, shopId, listingId)
    if (listing.state === 'paused') return
    await tx
      .updateTable('listings')
      .set({ state: next(moves, listing.state as ListingState, 'pause') })
      .where('shop_id', '=', shopId)
      .where('listing_id', '=', listingId)
      .execute()
  })
  deps.changed(shopId)
  return readOwnListing(deps, shopId, listingId)
}

async function checkOffer(tx: Tx, shopId: string, offerId: string): Promise<void> {
  const known = await findOffer(tx, shopId, offerId)
  if (known?.state !== 'online') throw new ShopError('OFFER_OFFLINE', { offerId })
  if (!known.offer.dropship) throw new ShopError('OFFER_NOT_DROPSHIPPABLE', { offerId })
}

async function checkPrices(
  tx: Tx,
  shopId: string,
  listing: Awaited<ReturnType<typeof lockListing>>,
): Promise<void> {
  const rule = listing.price_rule ?? (await readShopRow(tx, shopId)).price_rule
  const skus = await tx
    .selectFrom('listing_skus')
    .select(['cost', 'manual_price'])
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listing.listing_id)
    .where('hidden', '=', false)
    .where('withdrawn', '=', false)
    .execute()
  if (skus.length === 0) throw new ShopError('SKU_NOT_FOUND', { listing: listing.listing_id })
  for (const { cost, manual_price } of skus) {
    if (manual_price !== null) priceOf(fen(cost), rule, fen(manual_price))
  }
}
