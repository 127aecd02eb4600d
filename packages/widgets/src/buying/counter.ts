import type { Client } from '@xiaopu/client'
import { createClient, fetchTransport } from '@xiaopu/client/fetch'
import {
  type CartStore,
  cartStore,
  type ShareStore,
  type ShopStore,
  shareStore,
  shopStore,
} from '@xiaopu/client/stores'
import { type ShopRuntime, shared, shopOf } from '../shop/runtime.ts'
import { fetchOrTakeOver } from './early-request.ts'

/** What selling needs of a shop on a page: its client, its cart, and what opens its drawer. */
export interface Counter {
  readonly client: Client
  readonly cart: CartStore
  readonly about: ShopStore
  /** The share that brought the buyer. */
  readonly share: ShareStore
  /** The openers of the cart elements on the page. */
  readonly drawers: Set<() => void>
}

const counters = shared('xiaopu.counters', () => new Map<ShopRuntime, Counter>())

/** The one counter of a shop: elements of the same shop share client and cart. */
export function counterOf(shop: ShopRuntime): Counter {
  const known = counters.get(shop)
  if (known) return known
  const client = createClient({
    gateway: shop.gateway,
    shop: shop.shop,
    transport: fetchTransport({ fetch: fetchOrTakeOver }),
  })
  const counter = {
    client,
    cart: cartStore(client),
    about: shopStore(client),
    share: shareStore(client),
    drawers: new Set<() => void>(),
  }
  counters.set(shop, counter)
  followPage(counter.cart)
  void counter.share.arrive(arrivalAt(shop))
  return counter
}

/** The page's address; or what a pasted element says of who spread it (`share="…"`). */
function arrivalAt(shop: ShopRuntime): string {
  if (/[?&#]s=/.test(location.href)) return location.href
  const spread = [...document.querySelectorAll('[share]')].find((each) => shopOf(each) === shop)
  return `?s=${spread?.getAttribute('share') ?? ''}`
}

/** For as long as the page lives: other tabs' changes, coming back to this one, coming online. */
function followPage(cart: CartStore): void {
  cart.follow()
  addEventListener('online', () => cart.retry())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void cart.refresh()
  })
}
