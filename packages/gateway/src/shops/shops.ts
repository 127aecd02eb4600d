import {
  defaultPurchasePolicy,
  type PriceRule,
  type PurchasePolicy,
  type Shop,
  type ShopState,
  type Theme,
} from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'

export interface ShopRow {
  readonly shop_id: string
  readonly slug: string
  readonly name: string
  readonly state: string
  readonly price_rule: PriceRule
  /** As far as the shop differs from the default. */
  readonly purchase_policy: Partial<PurchasePolicy>
  readonly allowed_origins: string[]
  readonly inline_checkout: string[]
  readonly theme: Theme
  readonly created_at: Date
}

/** What a seller may change; absent stays as it is. */
export interface ShopChange {
  readonly name?: string | undefined
  readonly state?: ShopState | undefined
  readonly theme?: Theme | undefined
  readonly allowedOrigins?: readonly string[] | undefined
  readonly inlineCheckout?: readonly string[] | undefined
  readonly priceRule?: PriceRule | undefined
  readonly purchasePolicy?:
    | { readonly [Rule in keyof PurchasePolicy]?: PurchasePolicy[Rule] | undefined }
    | undefined
}

/** Adds a shop; false where its slug is taken. */
export async function insertShop(tx: Tx, row: ShopRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('shops')
    .values({
      ...row,
      price_rule: JSON.stringify(row.price_rule),
      purchase_policy: JSON.stringify(row.purchase_policy),
      theme: JSON.stringify(row.theme),
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('shop_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function readShopRow(db: Database | Tx, shopId: string): Promise<ShopRow> {
  return db.selectFrom('shops').selectAll().where('shop_id', '=', shopId).executeTakeFirstOrThrow()
}

/** A shop by the name in its address, with its publishable key: what its hosted pages start from. */
export async function findShopBySlug(
  db: Database,
  slug: string,
): Promise<(ShopRow & { readonly publishable: string }) | undefined> {
  const row = await db
    .selectFrom('shops')
    .innerJoin('shop_keys', 'shop_keys.shop_id', 'shops.shop_id')
    .selectAll('shops')
    .select('shop_keys.publishable')
    .where('slug', '=', slug)
    .where('shop_keys.kind', '=', 'publishable')
    .where('shop_keys.revoked_at', 'is', null)
    .orderBy('shop_keys.created_at')
    .executeTakeFirst()
  return row && { ...row, publishable: row.publishable ?? '' }
}

export async function updateShop(tx: Tx, shopId: string, change: ShopChange): Promise<ShopRow> {
  return tx
    .updateTable('shops')
    .set({
      shop_id: shopId,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.state !== undefined && { state: change.state }),
      ...(change.theme !== undefined && { theme: JSON.stringify(change.theme) }),
      ...(change.allowedOrigins !== undefined && { allowed_origins: [...change.allowedOrigins] }),
      ...(change.inlineCheckout !== undefined && { inline_checkout: [...change.inlineCheckout] }),
      ...(change.priceRule !== undefined && { price_rule: JSON.stringify(change.priceRule) }),
      ...(change.purchasePolicy !== undefined && {
        purchase_policy: sql<string>`purchase_policy || ${JSON.stringify(change.purchasePolicy)}::jsonb`,
      }),
    })
    .where('shop_id', '=', shopId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A shop as its seller sees it. */
export function toShop(row: ShopRow, publishableKey: string): Shop {
  return {
    id: row.shop_id,
    slug: row.slug,
    name: row.name,
    state: row.state as ShopState,
    priceRule: row.price_rule,
    purchasePolicy: { ...defaultPurchasePolicy, ...row.purchase_policy },
    allowedOrigins: row.allowed_origins,
    inlineCheckout: row.inline_checkout,
    publishableKey,
    theme: row.theme,
    createdAt: row.created_at.toISOString(),
  }
}
