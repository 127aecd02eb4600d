import type { Cart, ListingView } from '@xiaopu/domain'
import type { Choosable } from '../sku/sku-sheet.tsx'
import type { ShopRuntime } from './runtime.ts'
import { slot } from './slot.ts'
import type { ShopScene } from './use-shop.ts'

/** What to add; without `sku`, a listing with several opens the choice. */
export interface Wanted {
  readonly sku?: string
  readonly quantity?: number
}

/** Takes what was chosen: so many pieces of a SKU. */
export type Adding = (sku: string, quantity: number) => Promise<Cart>

/**
 * What elements do beyond showing: asking the gateway, choosing, the cart. A file of its own that
 * comes right after the first card is seen, because a card that came with its data needs none of it.
 */
export interface Buying {
  /** Adds to the cart, or to what `add` says, through the choice of SKU where there is one. */
  buy(
    scene: ShopScene,
    shop: ShopRuntime,
    view: Choosable,
    wanted: Wanted,
    add?: Adding,
  ): Promise<Cart>
  readListing(shop: ShopRuntime, id: string): Promise<ListingView>
}

/** `ready`: a tap that comes earlier waits and is not lost. */
export const { ready: buying, provide: provideBuying } = slot<Buying>('xiaopu.buying')
