import {
  fen,
  isShopError,
  type Money,
  type Offer,
  type PriceRule,
  type Pricing,
  priceOf,
} from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { readShopRow } from '../shops/shops.ts'

/**
 * The price that is charged. A price set by hand that has come to earn too little, because the
 * cost or the rule changed, gives way to the rule's: nobody sells at a loss by having looked away.
 */
export function standingPrice(cost: Money, rule: PriceRule, byHand: Money | undefined): Pricing {
  if (!byHand) return priceOf(cost, rule)
  try {
    return priceOf(cost, rule, byHand)
  } catch (error) {
    if (isShopError(error) && error.code === 'PRICE_BELOW_FLOOR') return priceOf(cost, rule)
    throw error
  }
}

/** Prices every listing that has no rule of its own anew: three statements, however many there are. */
export async function repriceShop(tx: Tx, shopId: string, rule: PriceRule): Promise<void> {
  const listings = await tx
    .selectFrom('listings')
    .select('listing_id')
    .where('shop_id', '=', shopId)
    .where('price_rule', 'is', null)
    .orderBy('listing_id')
    .forUpdate()
    .execute()
  const ids = listings.map((listing) => listing.listing_id)
  await reprice(tx, shopId, ids, rule)
}

/**
 * Prices listings anew by one rule. The caller holds their rows: whoever writes Skus locks the
 * listing first, so a refresh and a new rule never wait for each other in a circle.
 */
export async function reprice(
  tx: Tx,
  shopId: string,
  listingIds: readonly string[],
  rule: PriceRule,
): Promise<void> {
  if (listingIds.length === 0) return
  const rows = await tx
    .selectFrom('listing_skus')
    .select(['sku_id', 'cost', 'manual_price'])
    .where('shop_id', '=', shopId)
    .where('listing_id', 'in', [...listingIds])
    .execute()
  const prices = rows.map((row) => standingPrice(fen(row.cost), rule, byHand(row)).price.amount)
  await sql`update listing_skus as sku set price = fresh.price
    from unnest(${rows.map((row) => row.sku_id)}::text[], ${prices}::bigint[]) as fresh(sku_id, price)
    where sku.shop_id = ${shopId} and sku.sku_id = fresh.sku_id`.execute(tx)
}

/** Brings the Skus of what is sold from an offer in line with it: costs, prices, stock. */
export async function restockListing(
  deps: Deps,
  tx: Tx,
  shopId: string,
  offer: Offer,
): Promise<void> {
  const listing = await tx
    .selectFrom('listings')
    .select(['listing_id', 'price_rule'])
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offer.offerId)
    .forUpdate()
    .executeTakeFirst()
  if (!listing) return
  const rule = listing.price_rule ?? (await readShopRow(tx, shopId)).price_rule
  await writeSkus(deps, tx, { shopId, listingId: listing.listing_id, rule, offer })
}

/**
 * Writes the Skus of a listing from its offer. A platform Sku keeps our id for good: one that
 * disappears is withdrawn, not deleted, and is the same Sku when it comes back.
 */
export async function writeSkus(
  deps: Deps,
  tx: Tx,
  listing: { shopId: string; listingId: string; rule: PriceRule; offer: Offer },
): Promise<void> {
  const { shopId, listingId, rule, offer } = listing
  const known = await tx
    .selectFrom('listing_skus')
    .select(['platform_sku_id', 'manual_price'])
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .execute()
  const manual = new Map(known.map((row) => [row.platform_sku_id, byHand(row)]))
  const rows = offer.skus.map((sku, position) => ({
    shop_id: shopId,
    listing_id: listingId,
    sku_id: deps.newId('sku'),
    platform_sku_id: sku.skuId,
    spec_id: sku.specId ?? null,
    position,
    properties: JSON.stringify(sku.properties),
    price: standingPrice(sku.cost, rule, manual.get(sku.skuId)).price.amount,
    cost: sku.cost.amount,
    suggested_price: sku.suggestedPrice?.amount ?? null,
    stock: sku.stock,
    withdrawn: false,
  }))
  await tx
    .insertInto('listing_skus')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'listing_id', 'platform_sku_id']).doUpdateSet((eb) => ({
        spec_id: eb.ref('excluded.spec_id'),
        position: eb.ref('excluded.position'),
        properties: eb.ref('excluded.properties'),
        price: eb.ref('excluded.price'),
        cost: eb.ref('excluded.cost'),
        suggested_price: eb.ref('excluded.suggested_price'),
        stock: eb.ref('excluded.stock'),
        withdrawn: false,
      })),
    )
    .execute()
  const offered = new Set(rows.map((row) => row.platform_sku_id))
  const gone = known.map((row) => row.platform_sku_id).filter((id) => !offered.has(id))
  if (gone.length === 0) return
  await tx
    .updateTable('listing_skus')
    .set({ withdrawn: true, stock: 0 })
    .where('shop_id', '=', shopId)
    .where('listing_id', '=', listingId)
    .where('platform_sku_id', 'in', gone)
    .execute()
}

function byHand(row: { manual_price: number | null }): Money | undefined {
  return row.manual_price === null ? undefined : fen(row.manual_price)
}
