import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { hashKey, type KeyKind, newKey } from '../http/caller.ts'
import { findShopBySlug } from './shops.ts'

/** What making shops and keys needs of the gateway. */
export type ShopDeps = Pick<Deps, 'db' | 'clock' | 'newId'>

/** Makes a key and stores its hash. A secret key is in this answer and nowhere else. */
export async function addKey(
  deps: ShopDeps,
  tx: Tx,
  shopId: string,
  kind: KeyKind,
): Promise<string> {
  const key = newKey(kind)
  await tx
    .insertInto('shop_keys')
    .values({
      shop_id: shopId,
      key_id: deps.newId('key'),
      kind,
      key_hash: hashKey(key),
      publishable: kind === 'publishable' ? key : null,
      created_at: new Date(deps.clock.now()),
    })
    .execute()
  return key
}

/**
 * A new secret key for a shop whose own was lost, with its publishable one; undefined where no
 * shop has this slug.
 */
export async function newSecretKey(
  deps: ShopDeps,
  slug: string,
): Promise<{ publishableKey: string; secretKey: string } | undefined> {
  const shop = await findShopBySlug(deps.db, slug)
  if (!shop) return undefined
  const secretKey = await deps.db
    .transaction()
    .execute((tx) => addKey(deps, tx, shop.shop_id, 'secret'))
  return { publishableKey: shop.publishable, secretKey }
}
