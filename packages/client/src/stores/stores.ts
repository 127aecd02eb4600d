import type { Client } from '../client.ts'
import { type CartStore, cartStore } from './cart.ts'
import { browserPage, type Page } from './page.ts'
import { type ShareStore, shareStore } from './share.ts'
import { type ShopStore, shopStore } from './shop.ts'

/** The state of one shop in one page. Open it once per client: two would be two carts. */
export interface Stores {
  readonly client: Client
  /** The shop's name, state and theme, once `shop.load()` has read them. */
  readonly $shop: ShopStore['$shop']
  /** The cart as the buyer means it, from the first moment on: kept ones are there at once. */
  readonly $cart: CartStore['$cart']
  /** The share that this browser came through. */
  readonly $share: ShareStore['$share']
  readonly shop: ShopStore
  readonly cart: CartStore
  readonly share: ShareStore
  /**
   * Keeps in step with the page: other tabs' carts, the network that comes back, the return to the
   * page. Answers how to stop.
   */
  follow(page?: Page): () => void
}

/**
 * Shop, cart and share of a client, as stores that a page subscribes to.
 *
 * @example
 * const { $cart, cart, follow } = openStores(client)
 * const stop = follow()
 * $cart.subscribe(({ quantity }) => console.log(quantity))
 * await cart.add({ listing, sku: sku.skuId })
 */
export function openStores(client: Client): Stores {
  const shop = shopStore(client)
  const cart = cartStore(client)
  const share = shareStore(client)
  return {
    client,
    shop,
    cart,
    share,
    $shop: shop.$shop,
    $cart: cart.$cart,
    $share: share.$share,
    follow(page = client.page || browserPage()) {
      const stopCart = cart.follow()
      const stopPage = page.watch(() => {
        if (page.isHidden()) return
        cart.retry()
        void cart.refresh()
      })
      return () => {
        stopCart()
        stopPage()
      }
    },
  }
}
