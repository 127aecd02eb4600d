import { type ShareStore, shareStore } from '@xiaopu/client/stores'
import { type ShopRuntime, shopOf } from '../shop/runtime.ts'
import { counterOf } from './counter.ts'

const known = new WeakMap<ShopRuntime, ShareStore>()

/** The share that brought the buyer; the visit is told when it is asked for first. */
export function shareOf(shop: ShopRuntime): ShareStore {
  const store = known.get(shop) || shareStore(counterOf(shop).client)
  if (!known.has(shop)) void store.arrive(arrivalAt(shop))
  known.set(shop, store)
  return store
}

/** The page's address; or what a pasted element says of who spread it (`share="…"`). */
function arrivalAt(shop: ShopRuntime): string {
  if (/[?&#]s=/.test(location.href)) return location.href
  const spread = [...document.querySelectorAll('[share]')].find((each) => shopOf(each) === shop)
  return `?s=${spread?.getAttribute('share') || ''}`
}
