import { type Channel, newShareCode, ShopError } from '@xiaopu/domain'
import { checkCoupon } from '../coupons/coupons.ts'
import type { Deps } from '../deps.ts'
import { insertShare, type ShareOrigin, type ShareRow } from './shares.ts'

/**
 * A short link for the shop or a listing. The same origin, target, channel, name and coupon
 * answer the same link, so a seller may ask again instead of keeping it.
 *
 * @throws ShopError LISTING_NOT_FOUND, COUPON_NOT_FOUND
 */
export async function createShare(
  deps: Deps,
  shopId: string,
  asked: {
    origin: ShareOrigin
    listing?: string | undefined
    channel: Channel
    name?: string | undefined
    coupon?: string | undefined
    until?: string | undefined
  },
): Promise<ShareRow> {
  if (asked.listing) await checkListing(deps, shopId, asked.listing)
  if (asked.coupon) await checkCoupon(deps.db, shopId, asked.coupon)
  return insertShare(deps.db, {
    shop_id: shopId,
    share_id: deps.newId('share'),
    code: newShareCode(deps.random(8)),
    kind: asked.listing ? 'listing' : 'shop',
    listing_id: asked.listing ?? null,
    channel: asked.channel,
    name: asked.name ?? null,
    coupon: asked.coupon ?? null,
    origin: asked.origin,
    created_at: new Date(deps.clock.now()),
    expires_at: asked.until ? new Date(asked.until) : null,
  })
}

async function checkListing({ db }: Deps, shopId: string, listingId: string): Promise<void> {
  const row = await db
    .selectFrom('listings')
    .select('listing_id')
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .where('state', '<>', 'draft')
    .executeTakeFirst()
  if (!row) throw new ShopError('LISTING_NOT_FOUND', { listing: listingId })
}
