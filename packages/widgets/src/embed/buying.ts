/** What follows the first card: choosing, the cart, and asking the gateway. */
import { buy } from '../buying/buy.tsx'
import { readListing } from '../buying/counter.ts'
import { cartElement } from '../cart/cart.tsx'
import { defineElement } from '../element/element.ts'
import { provideBuying } from '../shop/buying.ts'

defineElement('xp-cart', cartElement)
provideBuying({ buy, readListing })
