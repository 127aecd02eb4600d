import type { ListingView } from '@xiaopu/domain'
import type { CartDrawerProps } from '../cart/cart-drawer.tsx'
import type { Component } from '../render/index.ts'
import type { Known } from './read.ts'
import type { ShopRuntime } from './runtime.ts'
import { slot } from './slot.ts'

/**
 * What a page does for a shop beside showing and selling. A file of its own that comes last,
 * because nobody waits for it; where it cannot come, all goes on without.
 */
export interface Attending {
  /** A shop has opened: a visit through a share is told. */
  arrive(shop: ShopRuntime): void
  /** Keeps a listing for a time without network. */
  remember(shop: ShopRuntime, listing: ListingView): void
  recall(shop: ShopRuntime, id: string): Known<ListingView> | undefined
  /** Calls once when at least half of the element was in view for a second; answers how to stop. */
  watchView(element: Element, seen: () => void): () => void
  /** Who is credited, for the address of another page of the shop: `&s=…&u=…`, or nothing. */
  credit(shop: ShopRuntime): string
  /** What opens over the page to show the cart's lines; absent where it could not come. */
  readonly drawer?: { readonly View: Component<CartDrawerProps>; readonly css: string }
}

export const nobodyAttends: Attending = {
  arrive: () => {},
  remember: () => {},
  recall: () => undefined,
  watchView: () => () => {},
  credit: () => '',
}

export const { ready: attending, provide: provideAttending } = slot<Attending>('xiaopu.attending')
