import { shops } from '@xiaopu/api'
import type { ShopView } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import type { Mount } from '../http/mount.ts'
import { changeShop } from './change-shop.ts'
import { readShopRow, toShop } from './shops.ts'

export function shopRoutes(mount: Mount, deps: Deps): void {
  mount(shops.readShop, async ({ shop }) => toShopView(shop, deps.baseUrl))
  mount(shops.readOwnShop, async ({ shop }) =>
    toShop(await readShopRow(deps.db, shop.shopId), shop.publishableKey),
  )
  mount(shops.changeShop, async ({ shop, body }) =>
    toShop(await changeShop(deps, shop.shopId, body), shop.publishableKey),
  )
}

/** A shop as a buyer's page sees it. */
export function toShopView(shop: ShopContext, baseUrl: string): ShopView {
  const { slug, name, state, theme } = shop
  return { slug, name, state, theme, url: `${baseUrl}/shop/${slug}` }
}
