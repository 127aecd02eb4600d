import type { Cart, ListingSku } from '@xiaopu/domain'
import { dialogCss } from '../dialog/dialog.css.ts'
import { whenGone } from '../element/gone.ts'
import { adoptStyles } from '../element/styles.ts'
import { render } from '../render/index.ts'
import type { Adding, Wanted } from '../shop/buying.ts'
import { emit } from '../shop/events.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import type { ShopScene } from '../shop/use-shop.ts'
import { skuCss } from '../sku/sku.css.ts'
import { type Choosable, SkuSheet } from '../sku/sku-sheet.tsx'
import { abandoned, addToCart, openCart } from './add-to-cart.ts'
import { counterOf } from './counter.ts'
import { buyingTextsFor } from './texts.ts'

/**
 * Buys a listing: at once where it has one SKU or one is named, else through the sheet. Rejects
 * with an AbortError when the buyer leaves the sheet.
 *
 * @param add - what becomes of the choice; into the shop's cart unless given
 */
export function buy(
  scene: ShopScene,
  shop: ShopRuntime,
  view: Choosable,
  { sku, quantity = view.minQuantity }: Wanted,
  add: Adding = (chosen, pieces) => {
    const cart = addToCart(shop, scene.host, { listing: view, sku: chosen, quantity: pieces })
    showCart(shop)
    return cart
  },
): Promise<Cart> {
  const [only, second] = view.skus
  const known = sku || (only && !second && only.skuId)
  if (known) return add(known, quantity)
  return new Promise((give, fail) => {
    const close = openSheet(scene, view, {
      done: (chosen, pieces) => {
        close()
        give(add(chosen.skuId, pieces))
      },
      leave: () => {
        close()
        fail(abandoned())
      },
    })
  })
}

/**
 * Opens the drawer after an addition. Where a cart on the page shows its count, that is seen first and
 * the drawer, which takes a slow phone several frames, opens after it; else the drawer is what is seen.
 */
function showCart(shop: ShopRuntime): void {
  const open = () => setTimeout(() => openCart(shop))
  // A hidden page paints no frame.
  if (counterOf(shop).drawers.size === 0 || document.hidden) open()
  else requestAnimationFrame(open)
}

interface Ways {
  done(sku: ListingSku, quantity: number): void
  leave(): void
}

/** Draws the sheet into the element's root, beside what the element itself draws there. */
function openSheet({ host }: ShopScene, view: Choosable, ways: Ways): () => void {
  // Every element that buys has drawn itself.
  const root = host.shadowRoot as ShadowRoot
  adoptStyles(root, dialogCss + skuCss)
  const place = root.appendChild(document.createElement('div'))
  const close = () => {
    forget()
    render(null, place)
    place.remove()
  }
  const forget = whenGone(host, ways.leave)
  render(
    <SkuSheet
      view={view}
      texts={buyingTextsFor(host)}
      onChoose={({ sku, missing }) =>
        emit(host, 'xp-sku-change', { listing: view.id, missing, ...(sku && { sku: sku.skuId }) })
      }
      onDone={ways.done}
      onClose={ways.leave}
    />,
    place,
  )
  return close
}
