import { carts } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { payChoice, surfaceOf } from '../payments/pay-choice.ts'
import { changeCart, createCart, readCart } from './change-cart.ts'
import { parseAddress } from './parse-address.ts'
import { quoteCart } from './quote-cart.ts'

export function cartRoutes(mount: Mount, deps: Deps): void {
  mount(carts.createCart, ({ shop, body }) =>
    createCart(deps, shop.shopId, body.changes, body.forGroup),
  )
  mount(carts.readCart, ({ shop, params }) => readCart(deps, shop.shopId, params.cart))
  mount(carts.changeCart, ({ shop, params, body }) =>
    changeCart(deps, shop.shopId, params.cart, body.changes),
  )
  mount(carts.quoteCart, async ({ shop, params, body, request }) => ({
    ...(await quoteCart(deps, shop, params.cart, body)),
    ...payChoice(deps, shop, surfaceOf(request)),
  }))
  mount(carts.parseAddress, ({ shop, body }) => parseAddress(deps, shop.shopId, body.text))
  mount(carts.listRegions, async ({ shop, query }) => ({
    regions: [...(await deps.platform(shop.shopId).regions(query?.parent))],
  }))
}
