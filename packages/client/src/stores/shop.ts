import type { ShopView } from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.ts'
import { asFailure, type Loadable, unread } from './loadable.ts'

export interface ShopStore {
  readonly $shop: ReadableAtom<Loadable<ShopView>>
  /** Reads the shop; once, unless it failed. */
  load(): Promise<void>
}

/**
 * What a page shows of the shop itself.
 *
 * @param known - the shop as it came with the page: then it is not asked for
 */
export function shopStore(client: Client, known?: ShopView): ShopStore {
  const $shop = atom<Loadable<ShopView>>({ ...unread, value: known })
  let loading = known && Promise.resolve()
  async function read() {
    $shop.set({ ...$shop.get(), loading: true })
    try {
      $shop.set({ value: await client.shop.read(), error: undefined, loading: false })
    } catch (error) {
      loading = undefined
      $shop.set({ ...$shop.get(), error: asFailure(error), loading: false })
    }
  }
  return {
    $shop,
    load() {
      loading ||= read()
      return loading
    },
  }
}
