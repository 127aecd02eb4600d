import { defaultPriceRule, type PriceRule, type Shop, ShopError, Slug } from '@xiaopu/domain'
import * as v from 'valibot'
import { planReconciliation } from '../reconciliation/plan-reconciliation.ts'
import { addKey, type ShopDeps } from './keys.ts'
import { insertShop, type ShopRow, toShop } from './shops.ts'

export interface NewShop {
  readonly shop: Shop
  /** The secret key, shown this once. */
  readonly secretKey: string
}

/**
 * Opens a shop with a publishable and a secret key.
 *
 * @throws ShopError BAD_REQUEST where the slug is none or taken
 */
export async function createShop(
  deps: ShopDeps,
  { slug, name, priceRule }: { slug: string; name: string; priceRule?: PriceRule },
): Promise<NewShop> {
  if (!v.is(Slug, slug)) throw new ShopError('BAD_REQUEST', { field: 'slug', reason: 'not a slug' })
  const row: ShopRow = {
    shop_id: deps.newId('shop'),
    slug,
    name,
    state: 'open',
    price_rule: priceRule ?? defaultPriceRule,
    purchase_policy: {},
    allowed_origins: [],
    inline_checkout: [],
    theme: {},
    created_at: new Date(deps.clock.now()),
  }
  return deps.db.transaction().execute(async (tx) => {
    if (!(await insertShop(tx, row))) {
      throw new ShopError('BAD_REQUEST', { field: 'slug', reason: 'taken' })
    }
    const { secret: publishable } = await addKey(deps, tx, row.shop_id, { kind: 'publishable' })
    const { secret: secretKey } = await addKey(deps, tx, row.shop_id, { kind: 'secret' })
    await planReconciliation(deps, tx, row.shop_id)
    return { shop: toShop(row, publishable), secretKey }
  })
}
