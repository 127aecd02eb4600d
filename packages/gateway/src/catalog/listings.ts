import { fen, type Listing, type ListingState, ShopError } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { confirmedLabels } from './offers.ts'
import { standingPrice } from './price-listings.ts'

/** The row of a listing, locked until the transaction ends. @throws ShopError LISTING_NOT_FOUND */
export async function lockListing(tx: Tx, shopId: string, listingId: string) {
  const row = await tx
    .selectFrom('listings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new ShopError('LISTING_NOT_FOUND', { listing: listingId })
  return row
}

type Reading = Pick<Deps, 'db' | 'clock'>

/** One listing as its seller sees it. @throws ShopError LISTING_NOT_FOUND */
export async function readOwnListing(
  deps: Reading,
  shopId: string,
  listingId: string,
): Promise<Listing> {
  const row = await ownListings(deps, shopId)
    .where('listings.listing_id', '=', listingId)
    .executeTakeFirst()
  if (!row) throw new ShopError('LISTING_NOT_FOUND', { listing: listingId })
  return toListing(row)
}

/** A seller's listings, newest first; `after` is the last id of the page before. */
export async function listOwnListings(
  deps: Reading,
  shopId: string,
  asked: { state: ListingState | undefined; after: string | undefined; limit: number },
): Promise<{ items: Listing[]; next?: string }> {
  let query = ownListings(deps, shopId)
    .orderBy('listings.listing_id', 'desc')
    .limit(asked.limit + 1)
  if (asked.state) query = query.where('listings.state', '=', asked.state)
  if (asked.after) query = query.where('listings.listing_id', '<', asked.after)
  const rows = await query.execute()
  const items = rows.slice(0, asked.limit).map(toListing)
  const last = rows.length > asked.limit ? items.at(-1)?.id : undefined
  return { items, ...(last && { next: last }) }
}

interface OwnSkuRow {
  readonly sku_id: string
  readonly properties: Listing['skus'][number]['properties']
  readonly hidden: boolean
  readonly manual_price: number | null
  readonly cost: number
  readonly suggested_price: number | null
  readonly stock: number
}

function ownListings({ db, clock }: Reading, shopId: string) {
  return db
    .selectFrom('listings')
    .innerJoin('shops', 'shops.shop_id', 'listings.shop_id')
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
    .select([
      'listings.listing_id',
      'listings.state',
      'listings.title',
      'listings.category',
      'listings.price_rule',
      'listings.created_at',
      'listings.published_at',
      'shops.price_rule as shop_rule',
      'offers.offer_id',
      'offers.state as offer_state',
      'offers.captured_at',
      'snapshot.captured_at as snapshot_at',
      'snapshot.offer',
      sql<OwnSkuRow[]>`(select json_agg(json_build_object(
          'sku_id', sku_id, 'properties', properties, 'hidden', hidden, 'manual_price', manual_price,
          'cost', cost, 'suggested_price', suggested_price, 'stock', stock) order by position)
        from listing_skus as sku
        where sku.shop_id = listings.shop_id and sku.listing_id = listings.listing_id
          and not withdrawn)`.as('skus'),
      sql<Readonly<Record<string, number>> | null>`(select prices from group_deals as deal
        where deal.shop_id = listings.shop_id and deal.listing_id = listings.listing_id
          and stopped_at is null and valid_until > ${new Date(clock.now())})`.as('group_prices'),
    ])
    .where('listings.shop_id', '=', shopId)
}

type OwnListingRow = Awaited<ReturnType<ReturnType<typeof ownListings>['executeTakeFirstOrThrow']>>

function toListing(row: OwnListingRow): Listing {
  const { offer, group_prices: together } = row
  const rule = row.price_rule ?? row.shop_rule
  return {
    id: row.listing_id,
    state: row.state as ListingState,
    title: row.title,
    images: offer.images,
    category: row.category,
    offer: {
      platform: '1688',
      offerId: row.offer_id,
      title: offer.title,
      state: row.offer_state as 'online' | 'offline',
      supplier: offer.supplier,
      capturedAt: row.captured_at.toISOString(),
    },
    labels: confirmedLabels(offer.labels, row.snapshot_at, row.captured_at),
    ...(row.price_rule && { priceRule: row.price_rule }),
    skus: row.skus.map((sku) => ({
      skuId: sku.sku_id,
      properties: sku.properties,
      stock: sku.stock,
      hidden: sku.hidden,
      pricing: standingPrice(
        fen(sku.cost),
        rule,
        sku.manual_price === null ? undefined : fen(sku.manual_price),
      ),
      ...(sku.suggested_price !== null && { suggestedPrice: fen(sku.suggested_price) }),
      ...(together?.[sku.sku_id] && { groupPrice: fen(together[sku.sku_id] ?? 0) }),
    })),
    createdAt: row.created_at.toISOString(),
    ...(row.published_at && { publishedAt: row.published_at.toISOString() }),
  }
}
