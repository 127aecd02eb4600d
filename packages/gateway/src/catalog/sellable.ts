import type { Money, PricedSku } from '@xiaopu/domain'
import { fen } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'

/** Everything the gateway must know to sell one Sku. Never leaves the gateway in this shape. */
export interface SellableSku {
  readonly skuId: string
  readonly listingId: string
  readonly title: string
  /** The supplier's address of the picture. */
  readonly imageSource: string | undefined
  readonly properties: PricedSku['properties']
  readonly price: Money
  readonly cost: Money
  readonly stock: number
  readonly minQuantity: number
  readonly shipWithinHours: 24 | 48 | 72
  /** Published, not hidden, the offer online and dropshippable. */
  readonly onSale: boolean
  readonly offerId: string
  readonly specId: string | undefined
  readonly supplier: { readonly id: string; readonly name: string }
  readonly contentHash: string
}

/** The named Skus of a shop, in no order; unknown ones are missing from the answer. */
export async function readSellable(
  db: Database | Tx,
  shopId: string,
  skuIds: readonly string[],
): Promise<SellableSku[]> {
  if (skuIds.length === 0) return []
  const rows = await db
    .selectFrom('listing_skus as sku')
    .innerJoin('listings', (join) =>
      join
        .onRef('listings.shop_id', '=', 'sku.shop_id')
        .onRef('listings.listing_id', '=', 'sku.listing_id'),
    )
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
      'sku.sku_id',
      'sku.listing_id',
      'sku.properties',
      'sku.hidden',
      'sku.price',
      'sku.cost',
      'sku.stock',
      'sku.spec_id',
      'listings.title',
      'listings.state',
      'listings.offer_id',
      'offers.state as offer_state',
      'offers.content_hash',
      // Only what selling needs is read out of the snapshot: parsing whole offers costs more than the query.
      sql<string | null>`snapshot.offer #>> '{images,0}'`.as('cover'),
      sql<number>`(snapshot.offer ->> 'minQuantity')::int`.as('min_quantity'),
      sql<24 | 48 | 72>`(snapshot.offer ->> 'shipWithinHours')::int`.as('ship_within_hours'),
      sql<boolean>`(snapshot.offer ->> 'dropship')::boolean`.as('dropship'),
      sql<SellableSku['supplier']>`snapshot.offer -> 'supplier'`.as('supplier'),
    ])
    .where('sku.shop_id', '=', shopId)
    .where('sku.sku_id', 'in', [...skuIds])
    .execute()
  return rows.map((row) => ({
    skuId: row.sku_id,
    listingId: row.listing_id,
    title: row.title,
    imageSource: row.properties.find((each) => each.imageUrl)?.imageUrl ?? row.cover ?? undefined,
    properties: row.properties,
    price: fen(row.price),
    cost: fen(row.cost),
    stock: row.stock,
    minQuantity: row.min_quantity,
    shipWithinHours: row.ship_within_hours,
    onSale:
      row.state === 'published' && !row.hidden && row.offer_state === 'online' && row.dropship,
    offerId: row.offer_id,
    specId: row.spec_id ?? undefined,
    supplier: row.supplier,
    contentHash: row.content_hash,
  }))
}
