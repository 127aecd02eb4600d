import { type ShopStore, shopStore } from '@xiaopu/client/stores'
import { counterOf } from '../buying/counter.ts'
import type { ShopRuntime } from './runtime.ts'

const known = new WeakMap<ShopRuntime, ShopStore>()

/** What buyers see of the shop itself, read once for all who ask on a page. */
export function aboutOf(shop: ShopRuntime): ShopStore {
  const store =
    known.get(shop) ||
    shopStore(
      counterOf(shop).client,
      shop.seeded(({ view }) => view),
    )
  known.set(shop, store)
  return store
}
