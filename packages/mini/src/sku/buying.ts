import { asFailure } from '@xiaopu/client/mini'
import type { ListingView } from '@xiaopu/domain'
import type { Scene, Told } from '../component.ts'
import type { Runtime } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'

/** From a tap on buy to a line in the cart; for every component that has such a button. */
export interface Buying {
  /** Opens the choice, adds what has only one Sku, or hands over to the app's own shop. */
  start(shop: Runtime, view: ListingView): void
  /** The panel was closed with a Sku. */
  chosen(told: Told): void
  close(): void
}

export function buying(scene: Scene<unknown>): Buying {
  let shop: Runtime | undefined
  let view: ListingView | undefined

  async function add(sku: string, quantity: number) {
    if (!shop || !view) return
    const { texts, stores, host } = shop
    scene.show({ choosing: null, said: '' })
    const adding = stores.cart.add({ listing: view, sku, quantity })
    host.showToast?.({ title: texts.cart.announce(stores.$cart.get().quantity), icon: 'none' })
    try {
      await adding
      scene.tell('added', { listing: view.id, sku, quantity })
    } catch (error) {
      const failure = asFailure(error)
      scene.show({ said: sentence(failure, texts) })
      scene.tell('failed', { code: failure.code })
    }
  }

  return {
    start(opened, wanted) {
      shop = opened
      view = wanted
      const [only, ...others] = wanted.skus
      if (wanted.state !== 'on-sale' || shop.checkout === 'catalog-only') return
      if (shop.checkout === 'handoff') shop.handoff?.(wanted.id)
      else if (only && others.length === 0) void add(only.skuId, wanted.minQuantity)
      else scene.show({ choosing: wanted, said: '' })
    },
    chosen({ detail }) {
      const { sku, quantity } = detail as { sku: string; quantity: number }
      void add(sku, quantity)
    },
    close: () => scene.show({ choosing: null }),
  }
}
