import { fen, type Listing, type Money, type PriceRule, priceOf, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { readShopRow } from '../shops/shops.ts'
import { lockListing, readOwnListing } from './listings.ts'
import { reprice } from './price-listings.ts'

/** Absent stays as it is; `null` goes back to the rule. */
export interface ListingChange {
  readonly title?: string | undefined
  readonly priceRule?: PriceRule | null | undefined
  readonly skus?:
    | readonly {
        readonly skuId: string
        readonly hidden?: boolean | undefined
        readonly price?: Money | null | undefined
      }[]
    | undefined
}

/**
 * Changes a listing's words, rule, prices set by hand or hidden Skus, all or nothing.
 *
 * @throws ShopError LISTING_NOT_FOUND, SKU_NOT_FOUND, PRICE_BELOW_FLOOR, BAD_REQUEST (a Sku named twice)
 */
export async function changeListing(
  deps: Deps,
  shopId: string,
  listingId: string,
  change: ListingChange,
): Promise<Listing> {
  const named = (change.skus ?? []).map(({ skuId }) => skuId)
  const twice = named.find((sku, at) => named.indexOf(sku) !== at)
  if (twice)
    throw new ShopError('BAD_REQUEST', { field: 'skus', reason: `${twice} is named twice` })
  await deps.db.transaction().execute(async (tx) => {
    const listing = await lockListing(tx, shopId, listingId)
    const own = change.priceRule === undefined ? listing.price_rule : change.priceRule
    const rule = own ?? (await readShopRow(tx, shopId)).price_rule
    await tx
      .updateTable('listings')
      .set({
        title: change.title ?? listing.title,
        price_rule: own && JSON.stringify(own),
      })
      .where('shop_id', '=', shopId)
      .where('listing_id', '=', listingId)
      .execute()
    for (const sku of change.skus ?? []) await changeSku(tx, { shopId, listingId, rule }, sku)
    await reprice(tx, shopId, [listingId], rule)
  })
  deps.changed(shopId)
  return readOwnListing(deps, shopId, listingId)
}

async function changeSku(
  tx: Tx,
  { shopId, listingId, rule }: { shopId: string; listingId: string; rule: PriceRule },
  change: NonNullable<ListingChange['skus']>[number],
): Promise<void> {
  const changed = await tx
    .updateTable('listing_skus')
    .set({
      sku_id: change.skuId,
      ...(change.hidden !== undefined && { hidden: change.hidden }),
      ...(change.price !== undefined && { manual_price: change.price?.amount ?? null }),
    })
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .where('sku_id', '=', change.skuId)
    .returning('cost')
    .executeTakeFirst()
  if (!changed) throw new ShopError('SKU_NOT_FOUND', { sku: change.skuId })
  if (change.price) priceOf(fen(changed.cost), rule, change.price)
}
