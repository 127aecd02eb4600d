import type { Client } from '@xiaopu/client'
import { createClient, fetchTransport } from '@xiaopu/client/fetch'
import { type CartStore, cartStore } from '@xiaopu/client/stores'
import type { ListingView } from '@xiaopu/domain'
import { attending } from '../shop/attending.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { shared } from '../shop/shared.ts'
import { fetchOrTakeOver } from './early-request.ts'

/** What selling needs of a shop on a page: its client, its cart, and what opens its drawer. */
export interface Counter {
  readonly client: Client
  readonly cart: CartStore
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
    drawers: new Set<() => void>(),
  }
  counters.set(shop, counter)
  followPage(counter.cart)
  void attending.then(({ arrive }) => arrive(shop))
  return counter
}

/** A listing as the gateway has it now. */
export async function readListing(shop: ShopRuntime, id: string): Promise<ListingView> {
  const listing = await counterOf(shop).client.listings.get(id)
  void attending.then(({ remember }) => remember(shop, listing))
  return listing
}

/** For as long as the page lives: other tabs' changes, coming back to this one, coming online. */
function followPage(cart: CartStore): void {
  cart.follow()
  addEventListener('online', () => cart.retry())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void cart.refresh()
  })
}
