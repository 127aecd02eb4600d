import type { OrderStore } from '@xiaopu/client/mini'
import { addressDeed } from '@xiaopu/client/order-deeds'
import { type AddressForm, addressForm } from '../checkout/address-form.ts'
import type { Scene } from '../component.ts'
import { refused } from '../shop/refused.ts'
import type { Runtime } from '../shop/runtime.ts'

/** Where an order goes, while that can be changed. */
export interface OrderAddress {
  /** The checkout's own form, begun with what this phone filled in last; only while it is open. */
  form(): AddressForm | undefined
  toggle(): void
  close(): void
  /** Has the order sent to what the form says, and closes it once that is done. */
  use(): Promise<void>
}

interface Ground {
  readonly scene: Scene<unknown>
  readonly shop: Runtime
  readonly order: string
  readonly token: string
  readonly store: OrderStore
}

export function openAddress({ scene, shop, store, ...opened }: Ground): OrderAddress {
  const change = addressDeed(store, shop.client, opened)
  let form: AddressForm | undefined

  function close() {
    form = undefined
    scene.show({ addressing: null })
  }

  function open() {
    const begun = addressForm(shop, {
      // What is answered after it was closed is not shown again.
      show: (view) => form === begun && scene.show({ addressing: view }),
      refused: (why) => refused(scene, shop, why, shop.texts.mini.bookClosed),
    })
    form = begun
    void begun.begin()
  }

  return {
    form: () => form,
    toggle: () => (form ? close() : open()),
    close,
    async use() {
      const address = form?.finish()
      if (address && (await change(address))) close()
    },
  }
}
