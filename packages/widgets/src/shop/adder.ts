import type { Cart, ListingView } from '@xiaopu/domain'
import { drawWaiting } from '../element/turns.ts'
import { useLayoutEffect } from '../render/index.ts'
import { buying, type Wanted } from './buying.ts'
import type { ShopRuntime } from './runtime.ts'
import type { ShopScene } from './use-shop.ts'

type Adder = (wanted: Wanted) => Promise<Cart>

const adders = new WeakMap<Element, Adder>()

/** What a view's button does; where the element shows one listing, also its `addToCart`. */
export function useAdder(
  scene: ShopScene,
  shop: ShopRuntime,
  view: ListingView,
  alone: boolean | undefined,
): Adder {
  const add: Adder = async (wanted) => (await buying).buy(scene, shop, view, wanted)
  useLayoutEffect(() => {
    if (alone) adders.set(scene.host, add)
  })
  return add
}

export const addingMethods = (host: HTMLElement) => ({
  /**
   * Does what the button does and settles with the cart. Where a choice opens, leaving it rejects
   * with an AbortError.
   */
  async addToCart(wanted: Wanted = {}): Promise<Cart> {
    drawWaiting()
    const add = adders.get(host)
    if (!add) throw new TypeError('nothing to buy is shown')
    return add(wanted)
  },
})
