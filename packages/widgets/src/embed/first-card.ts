/**
 * What a page with a card runs: shell, card, SKU choice and cart in one file, because a round trip
 * costs more than its bytes. Other elements come as files of their own when their tag is near, and
 * find preact and the shop in here.
 */
import { cardElement } from '../card/card.tsx'
import { cartElement } from '../cart/cart.tsx'
import { defineElement } from '../element/element.ts'
import { xiaopu } from '../shop/facade.ts'
import { tagOf } from '../shop/locate.ts'
import { addTag } from '../shop/runtime.ts'
import { watchNear } from './near.ts'
import { reserveRoom } from './reserve.ts'
import { type BuiltFile, baseOf, runScript } from './script.ts'
import { readSeeds } from './seeds.ts'

/** Which file defines which element; put in by the build. */
declare const XIAOPU_CHUNKS: Readonly<Record<string, BuiltFile>>

reserveRoom()
readSeeds()
addTag(tagOf(import.meta.url))
defineElement('xp-card', cardElement)
defineElement('xp-cart', cartElement)
watchNear((tag) => {
  const file = XIAOPU_CHUNKS[tag]
  if (file && !customElements.get(tag)) runScript(baseOf(import.meta.url), file)
})
xiaopu.install()
