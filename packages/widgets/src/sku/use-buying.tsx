import type { Cart, ListingSku, ListingView } from '@xiaopu/domain'
import { useRef, useState } from 'preact/hooks'
import { abandoned, addToCart, openCart } from '../shop/add-to-cart.ts'
import { emit } from '../shop/events.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import type { ShopScene } from '../shop/use-shop.ts'
import { SkuSheet } from './sku-sheet.tsx'

/** What to add; without `sku`, a listing with several opens the choice. */
export interface Wanted {
  readonly sku?: string
  readonly quantity?: number
}

type Adder = (wanted: Wanted) => Promise<Cart>

const adders = new WeakMap<Element, Adder>()

/** Makes `buy` of the view that is drawn the element's `addToCart`. */
export function provideAdder(host: Element, buy: Adder): void {
  adders.set(host, buy)
}

export const addingMethods = (host: HTMLElement) => ({
  /**
   * Does what the button does and settles with the cart. Where a choice opens, leaving it rejects
   * with an AbortError.
   */
  addToCart(wanted: Wanted = {}): Promise<Cart> {
    return adders.get(host)?.(wanted) ?? Promise.reject(abandoned())
  },
})

/** Buying a listing: at once where it has one SKU, else through the sheet that this draws. */
export function useBuying({ host, texts }: ShopScene, shop: ShopRuntime, view: ListingView) {
  const [open, setOpen] = useState(false)
  const waiting = useRef<{ give: (cart: Promise<Cart>) => void; leave: () => void }>(undefined)
  const add = (sku: string, quantity: number) => {
    const cart = addToCart(shop, host, { listing: view, sku, quantity })
    // After the sheet is gone, so that closing the drawer gives focus back to the card.
    void Promise.resolve().then(() => openCart(shop))
    return cart
  }
  const buy: Adder = ({ sku, quantity = view.minQuantity }) => {
    const only = view.skus.length === 1 ? view.skus[0]?.skuId : undefined
    const known = sku ?? only
    if (known) return add(known, quantity)
    setOpen(true)
    return new Promise<Cart>((give, fail) => {
      waiting.current = { give, leave: () => fail(abandoned()) }
    })
  }
  const done = (sku: ListingSku, quantity: number) => {
    setOpen(false)
    waiting.current?.give(add(sku.skuId, quantity))
  }
  const close = () => {
    setOpen(false)
    waiting.current?.leave()
  }
  const sheet = open && (
    <SkuSheet
      view={view}
      texts={texts}
      onChoose={({ sku, missing }) =>
        emit(host, 'xp-sku-change', {
          listing: view.id,
          missing,
          ...(sku && { sku: sku.skuId }),
        })
      }
      onDone={done}
      onClose={close}
    />
  )
  return { buy, sheet }
}
