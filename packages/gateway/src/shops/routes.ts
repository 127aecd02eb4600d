import { keys, shops } from '@xiaopu/api'
import type { ShopView } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import type { Mount } from '../http/mount.ts'
import { changeShop } from './change-shop.ts'
import { listKeys, makeKey, revokeKey } from './keys.ts'
import { readShopRow, toShop } from './shops.ts'

export function shopRoutes(mount: Mount, deps: Deps): void {
  mount(shops.readShop, async ({ shop }) => toShopView(shop, deps.baseUrl))
  mount(shops.readOwnShop, async ({ shop }) =>
    toShop(await readShopRow(deps.db, shop.shopId), shop.publishableKey),
  )
  mount(shops.changeShop, async ({ shop, body }) =>
    toShop(await changeShop(deps, shop.shopId, body), shop.publishableKey),
  )
  mount(keys.listKeys, async ({ shop }) => ({ items: await listKeys(deps.db, shop.shopId) }))
  mount(keys.makeKey, ({ shop, actor, body }) =>
    makeKey(deps, { shopId: shop.shopId, actor }, body),
  )
  mount(keys.revokeKey, async ({ shop, actor, params }) => {
    const key = await revokeKey(deps, { shopId: shop.shopId, actor }, params.key)
    deps.changed(shop.shopId)
    return key
  })
}

/** A shop as a buyer's page sees it. */
export function toShopView(shop: ShopContext, baseUrl: string): ShopView {
  const { slug, name, state, theme, inlineCheckout } = shop
  const trusted = inlineCheckout.length > 0 && { inlineCheckout: [...inlineCheckout] }
  return { slug, name, state, theme, url: `${baseUrl}/shop/${slug}`, ...trusted }
}
