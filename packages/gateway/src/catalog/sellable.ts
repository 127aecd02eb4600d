import type { Money, PricedSku } from '@xiaopu/domain'
import { fen } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'

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
  const rows = await sellableRows(db, [shopId, [...skuIds]])
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

interface SellableRow {
  readonly sku_id: string
  readonly listing_id: string
  readonly properties: PricedSku['properties']
  readonly hidden: boolean
  readonly price: number
  readonly cost: number
  readonly stock: number
  readonly spec_id: string | null
  readonly title: string
  readonly state: string
  readonly offer_id: string
  readonly offer_state: string
  readonly content_hash: string
  readonly cover: string | null
  readonly min_quantity: number
  readonly ship_within_hours: 24 | 48 | 72
  readonly dropship: boolean
  readonly supplier: SellableSku['supplier']
}

/** What selling needs of a snapshot stands beside it, so that none is unpacked. */
const sellableRows = statement<SellableRow>(`
  select sku.sku_id, sku.listing_id, sku.properties, sku.hidden, sku.price, sku.cost, sku.stock,
    sku.spec_id, l.title, l.state, l.offer_id, o.state as offer_state, o.content_hash,
    s.cover, s.min_quantity, s.ship_within_hours, s.dropship, s.supplier
  from listing_skus as sku
  join listings as l on l.shop_id = sku.shop_id and l.listing_id = sku.listing_id
  join offers as o on o.shop_id = l.shop_id and o.offer_id = l.offer_id
  join offer_snapshots as s on s.shop_id = o.shop_id and s.offer_id = o.offer_id
    and s.content_hash = o.content_hash
  where sku.shop_id = $1 and sku.sku_id = any($2::text[])`)
