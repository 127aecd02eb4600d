import { type Cart, isShopError, type ListingView } from '@xiaopu/domain'
import { whenSpoken } from '../look/spoken.ts'
import { localeOf } from '../look/texts.ts'
import { emit } from '../shop/events.ts'
import { failureOf } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { counterOf } from './counter.ts'

export interface Addition {
  readonly listing: ListingView
  readonly sku: string
  readonly quantity: number
}

/** Why a promise ends that a listener of the page has prevented, or a person has left. */
export function abandoned(): DOMException {
  return new DOMException('abandoned', 'AbortError')
}

/**
 * Puts a SKU into the cart: the line is there before this returns, `promise` settles with the
 * gateway's cart. What buttons and scripts both call, so that both cause the same events.
 */
export function addToCart(shop: ShopRuntime, from: EventTarget, item: Addition): Promise<Cart> {
  let begin = () => {}
  const begun = new Promise<void>((done) => {
    begin = done
  })
  const promise = begun.then(() => counterOf(shop).cart.add(item))
  const line = { listing: item.listing.id, sku: item.sku, quantity: item.quantity }
  if (!emit(from, 'xp-cart-lines-update', { action: 'add', lines: [line], promise })) {
    return Promise.reject(abandoned())
  }
  begin()
  promise.catch((error: unknown) => tellFailure(from, error))
  return promise
}

/** Sets how many pieces of a SKU the cart holds; 0 takes it out. */
export function setQuantity(
  shop: ShopRuntime,
  from: EventTarget,
  line: { readonly listing: string; readonly sku: string; readonly quantity: number },
): Promise<Cart> {
  const promise = counterOf(shop).cart.set(line.sku, line.quantity)
  const { listing, sku, quantity } = line
  emit(from, 'xp-cart-lines-update', {
    action: 'set',
    lines: [{ listing, sku, quantity }],
    promise,
  })
  promise.catch((error: unknown) => tellFailure(from, error))
  return promise
}

function tellFailure(from: EventTarget, error: unknown): void {
  // Without a network the change waits; it has not failed.
  if (isShopError(error) && (error.code === 'OFFLINE' || error.code === 'TIMEOUT')) return
  emit(from, 'xp-cart-error', { code: failureOf(error).code })
}

/** Opens the drawer of the shop's cart; a page without a cart element gets one in its corner. */
export function openCart(shop: ShopRuntime): void {
  const { drawers } = counterOf(shop)
  if (drawers.size === 0) {
    const cart = document.createElement('xp-cart')
    cart.setAttribute('floating', '')
    cart.setAttribute('shop', shop.shop)
    cart.setAttribute('gateway', shop.gateway)
    document.body.append(cart)
  }
  // A cart that was added here may still wait for its language.
  whenSpoken(localeOf(document.body), () => {
    const [open] = drawers
    open?.()
  })
}
