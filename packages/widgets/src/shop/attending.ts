import type { ListingView } from '@xiaopu/domain'
import type { CartDrawerProps } from '../cart/cart-drawer.tsx'
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
  /**
   * Draws the open cart into a place of the element, or takes it out again; absent where it could not
   * come. It draws by itself, because two copies on a page may be of two versions.
   */
  readonly drawDrawer?: (place: HTMLElement, props: CartDrawerProps | undefined) => void
}

export const nobodyAttends: Attending = {
  arrive: () => {},
  remember: () => {},
  recall: () => undefined,
  watchView: () => () => {},
  credit: () => '',
}

export const { ready: attending, provide: provideAttending } = slot<Attending>('xiaopu.attending')
