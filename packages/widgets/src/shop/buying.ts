import type { Cart, ListingView } from '@xiaopu/domain'
import type { Known } from './read.ts'
import { type ShopRuntime, shared } from './runtime.ts'
import type { ShopScene } from './use-shop.ts'

/** What to add; without `sku`, a listing with several opens the choice. */
export interface Wanted {
  readonly sku?: string
  readonly quantity?: number
}

/**
 * What elements do beyond showing: asking the gateway, choosing, the cart. A file of its own that
 * comes right after the first card is seen, because a card that came with its data needs none of it.
 */
export interface Buying {
  /** Adds to the cart, through the choice of SKU where there is one. */
  buy(scene: ShopScene, shop: ShopRuntime, view: ListingView, wanted: Wanted): Promise<Cart>
  readListing(shop: ShopRuntime, id: string): Promise<ListingView>
  recallListing(shop: ShopRuntime, id: string): Known<ListingView> | undefined
  /** Calls once when at least half of the element was in view for a second; answers how to stop. */
  watchView(element: Element, seen: () => void): () => void
}

interface Slot {
  readonly ready: Promise<Buying>
  provide(buying: Buying): void
}

const slot = shared('xiaopu.buying', (): Slot => {
  let provide = (_: Buying) => {}
  const ready = new Promise<Buying>((give) => {
    provide = give
  })
  return { ready, provide: (buying) => provide(buying) }
})

/** Resolves once the file is there: a tap that comes earlier waits and is not lost. */
export const buying = slot.ready
export const provideBuying = slot.provide
