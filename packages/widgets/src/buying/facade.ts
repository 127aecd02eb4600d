import type { Cart, ListingView } from '@xiaopu/domain'
import { readTags, type ShopAddress } from '../shop/locate.ts'
import { openShop, pageShops, type ShopRuntime } from '../shop/runtime.ts'
import { abandoned, addToCart, openCart } from './add-to-cart.ts'
import { type Counter, counterOf } from './counter.ts'

export interface ShopHandle {
  readonly client: Counter['client']
  readonly cart: {
    /** What the button of a card does; settles with the gateway's cart. */
    add(item: { listing: string | ListingView; sku?: string; quantity?: number }): Promise<Cart>
    open(): void
    readonly $cart: Counter['cart']['$cart']
  }
}

/** What a page's own scripts find as `xiaopu`. */
export interface Xiaopu {
  /**
   * A shop of this page: by its publishable key, or the only one. Throws a TypeError where the
   * page does not say which.
   */
  shop(key?: string): ShopHandle
  /** Runs at once; before the elements were loaded it was an array that kept the call. */
  push(call: (xiaopu: Xiaopu) => void): void
}

const handle = (shop: ShopRuntime): ShopHandle => ({
  client: counterOf(shop).client,
  cart: {
    async add({ listing, sku, quantity }) {
      const view =
        typeof listing === 'string' ? await counterOf(shop).client.listings.get(listing) : listing
      const only = view.skus.length === 1 ? view.skus[0]?.skuId : undefined
      const chosen = sku || only
      if (!chosen) throw abandoned()
      return addToCart(shop, document, {
        listing: view,
        sku: chosen,
        quantity: quantity ?? view.minQuantity,
      })
    },
    open: () => openCart(shop),
    $cart: counterOf(shop).cart.$cart,
  },
})

function find(key: string | undefined): ShopAddress | undefined {
  const known = [...pageShops(), ...readTags(document)]
  const fits = known.filter(({ shop }) => shop && (key === undefined || shop === key))
  const keys = new Set(fits.map(({ shop }) => shop))
  const [first] = fits
  return keys.size === 1 ? (first as ShopAddress) : undefined
}

const api: Xiaopu = {
  shop(key) {
    const address = find(key)
    if (!address) throw new TypeError(`xiaopu: which shop? ${key || 'give its key'}`)
    return handle(openShop(address))
  },
  push: (call) => call(api),
}

export const xiaopu = {
  ...api,
  /** Becomes `globalThis.xiaopu` and runs what waited for it there. */
  install(): void {
    const scope = globalThis as { xiaopu?: unknown }
    const waiting = scope.xiaopu
    scope.xiaopu = api
    if (Array.isArray(waiting)) for (const call of waiting) api.push(call)
  },
}
