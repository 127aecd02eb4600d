import { type Channel, formatMoney, type Money, ShopError } from '@xiaopu/domain'
import { shortLink } from '@xiaopu/share'
import { textsFor } from '@xiaopu/texts'
import { sql } from 'kysely'
import { imageId } from '../catalog/images.ts'
import type { Deps } from '../deps.ts'

/** What a share shows: on a poster, in a preview, in a share sheet. */
export interface ShareCard {
  readonly code: string
  readonly url: string
  readonly channel: Channel
  readonly listing?: string
  readonly title: string
  readonly price?: string
  /** Our id of the picture. */
  readonly image?: string
  readonly shopName: string
  readonly accent?: string
}

/** @throws ShopError SHARE_NOT_FOUND, also where it has ended */
export async function readShareCard(deps: Deps, code: string): Promise<ShareCard> {
  const { until, ...card } = await readAnyShareCard(deps, code)
  if (until !== null && until <= deps.clock.now()) throw new ShopError('SHARE_NOT_FOUND')
  return card
}

/**
 * What a share shows or showed: its seller has just taken it back.
 *
 * @throws ShopError SHARE_NOT_FOUND
 */
export async function readAnyShareCard(
  { db, baseUrl }: Deps,
  code: string,
): Promise<ShareCard & { readonly until: number | null }> {
  const row = await db
    .selectFrom('shares')
    .innerJoin('shops', 'shops.shop_id', 'shares.shop_id')
    .leftJoin('listings', (join) =>
      join
        .onRef('listings.shop_id', '=', 'shares.shop_id')
        .onRef('listings.listing_id', '=', 'shares.listing_id'),
    )
    .select([
      'shares.shop_id',
      'shares.listing_id',
      'shares.channel',
      'shares.expires_at',
      'shops.name as shop_name',
      'shops.theme',
      'listings.title',
    ])
    .where('code', '=', code)
    .executeTakeFirst()
  if (!row) throw new ShopError('SHARE_NOT_FOUND')
  const shown = row.listing_id ? await readShown(db, row.shop_id, row.listing_id) : undefined
  return {
    code,
    until: row.expires_at?.getTime() ?? null,
    url: shortLink(baseUrl, code),
    channel: row.channel as Channel,
    ...(row.listing_id && { listing: row.listing_id }),
    title: row.title ?? row.shop_name,
    ...(shown?.price && { price: shown.price }),
    ...(shown?.image && { image: imageId(shown.image) }),
    shopName: row.shop_name,
    ...(row.theme.accent && { accent: row.theme.accent }),
  }
}

/** Picture and price of a listing, the way a card writes them. */
async function readShown(
  db: Deps['db'],
  shopId: string,
  listingId: string,
): Promise<{ image: string | null; price?: string } | undefined> {
  const row = await db
    .selectFrom('listings')
    .innerJoin('offers', (join) =>
      join
        .onRef('offers.shop_id', '=', 'listings.shop_id')
        .onRef('offers.offer_id', '=', 'listings.offer_id'),
    )
    .innerJoin('offer_snapshots as snapshot', (join) =>
      join
        .onRef('snapshot.shop_id', '=', 'offers.shop_id')
        .onRef('snapshot.offer_id', '=', 'offers.offer_id')
        .onRef('snapshot.content_hash', '=', 'offers.content_hash'),
    )
    .innerJoin('listing_skus as sku', (join) =>
      join
        .onRef('sku.shop_id', '=', 'listings.shop_id')
        .onRef('sku.listing_id', '=', 'listings.listing_id')
        .on('sku.hidden', '=', false)
        .on('sku.withdrawn', '=', false),
    )
    .select(({ fn }) => [
      sql<string | null>`snapshot.offer #>> '{images,0}'`.as('image'),
      fn.min('sku.price').as('min'),
      fn.max('sku.price').as('max'),
    ])
    .where('listings.shop_id', '=', shopId)
    .where('listings.listing_id', '=', listingId)
    .groupBy('snapshot.offer')
    .executeTakeFirst()
  return row && { image: row.image, price: priceText(yuan(row.min), yuan(row.max)) }
}

const yuan = (amount: number): Money => ({ amount, currency: 'CNY' })

/** `¥19.90`, or `¥19.90 起` where there are dearer Skus. */
export function priceText(min: Money, max: Money): string {
  const lowest = formatMoney(min)
  return max.amount > min.amount ? `${lowest} ${textsFor('zh-CN').hosted.priceFrom}` : lowest
}
