import type { Client } from '@xiaopu/client'
import { createClient } from '@xiaopu/client/fetch'
import { type CartStore, cartStore, type ShopStore, shopStore } from '@xiaopu/client/stores'
import { type ShopRuntime, shared } from '../shop/runtime.ts'

/** What selling needs of a shop on a page: its client, its cart, and what opens its drawer. */
export interface Counter {
  readonly client: Client
  readonly cart: CartStore
  readonly about: ShopStore
  /** The openers of the cart elements on the page. */
  readonly drawers: Set<() => void>
}

const counters = shared('xiaopu.counters', () => new Map<ShopRuntime, Counter>())

/** The one counter of a shop: elements of the same shop share client and cart. */
export function counterOf(shop: ShopRuntime): Counter {
  const known = counters.get(shop)
  if (known) return known
  const client = createClient({ gateway: shop.gateway, shop: shop.shop })
  const counter = {
    client,
    cart: cartStore(client),
    about: shopStore(client),
    drawers: new Set<() => void>(),
  }
  counters.set(shop, counter)
  followPage(counter.cart)
  return counter
}

/** For as long as the page lives: other tabs' changes, coming back to this one, coming online. */
function followPage(cart: CartStore): void {
  cart.follow()
  addEventListener('online', () => cart.retry())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void cart.refresh()
  })
}
