/** What follows the first card: choosing, the cart, the client, and whatever else the page needs. */
import { buy } from '../buying/buy.tsx'
import { counterOf } from '../buying/counter.ts'
import { xiaopu } from '../buying/facade.ts'
import { recall, remember } from '../buying/last-known.ts'
import { watchView } from '../buying/watch-view.ts'
import { cartElement } from '../cart/cart.tsx'
import { defineElement } from '../element/element.ts'
import { provideBuying } from '../shop/buying.ts'
import { pageShops } from '../shop/runtime.ts'
import { embedBase } from './base.ts'
import { watchNear } from './near.ts'
import { otherRoom, reserveRoom } from './reserve.ts'
import { type BuiltFile, runScript } from './script.ts'

/** Which file defines which element; put in by the build. */
declare const XIAOPU_CHUNKS: Readonly<Record<string, BuiltFile>>

reserveRoom(otherRoom)
defineElement('xp-cart', cartElement)
provideBuying({
  buy,
  readListing: async (shop, id) => remember(shop, await counterOf(shop).client.listings.get(id)),
  recallListing: recall,
  watchView,
})
const chunks = { ...XIAOPU_CHUNKS }
watchNear(Object.keys(chunks).join(), ({ localName: tag }) => {
  const file = chunks[tag]
  delete chunks[tag]
  if (file && !customElements.get(tag)) runScript(embedBase, file)
})
// Also where nothing is tapped, a visit through a share is told.
for (const shop of pageShops()) counterOf(shop)
xiaopu.install()
