import { attend } from './buying/attend.ts'
import { buy } from './buying/buy.tsx'
import { readListing } from './buying/counter.ts'
import { cardElement } from './card/card.tsx'
import { cartElement } from './cart/cart.tsx'
import { checkoutElement } from './checkout/checkout.tsx'
import { defineElement } from './element/element.ts'
import { gridElement } from './grid/grid.tsx'
import { groupElement } from './group/group.tsx'
import { english } from './look/english.ts'
import { provideEnglish } from './look/spoken.ts'
import { orderElement } from './order/order.tsx'
import { ordersElement } from './orders/orders.tsx'
import { productElement } from './product/product.tsx'
import { shareElement } from './share/share.tsx'
import { provideAttending } from './shop/attending.ts'
import { provideBuying } from './shop/buying.ts'
import type { ShopAddress } from './shop/locate.ts'
import { addTag } from './shop/runtime.ts'
import { shopElement } from './shop/shop.tsx'

let isDone = false

/**
 * Defines the elements on this page, for applications that bundle them. `address` is for elements
 * that name no shop of their own; again, only a new one counts. Importing the package defines nothing,
 * and on a server nothing is defined.
 *
 * @throws TypeError for a gateway that is no address, or a key that is not publishable
 *
 * @example
 * define({ shop: 'xpk_…', gateway: 'https://shop.example' })
 */
export function define(address?: ShopAddress): void {
  if (address) check(address)
  // Applications that are drawn on a server too run this there.
  if (typeof customElements === 'undefined') return
  if (address) addTag({ ...address, listings: [] })
  if (isDone) return
  isDone = true
  provideEnglish(english)
  provideBuying({ buy, readListing })
  provideAttending(attend)
  defineElement('xp-card', cardElement)
  defineElement('xp-cart', cartElement)
  defineElement('xp-grid', gridElement)
  defineElement('xp-product', productElement)
  defineElement('xp-checkout', checkoutElement)
  defineElement('xp-order', orderElement)
  defineElement('xp-share', shareElement)
  defineElement('xp-shop', shopElement)
  defineElement('xp-group', groupElement)
  defineElement('xp-orders', ordersElement)
}

function check({ shop, gateway }: ShopAddress): void {
  if (!/^https?:\/\/[^/]/.test(gateway)) {
    throw new TypeError(
      `define: \`gateway\` is an address such as https://shop.example, not ${gateway}`,
    )
  }
  if (!/^xpk_/.test(shop)) {
    throw new TypeError('define: `shop` is the publishable key, xpk_…, and no other')
  }
}
