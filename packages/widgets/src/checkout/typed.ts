import { isHere } from '../shop/order-page.ts'
import type { ShopRuntime } from '../shop/runtime.ts'

/**
 * The address that is being typed, for when a bad network has the page loaded anew. It is personal: kept for
 * this tab alone, and only by the shop's own pages, which no script of others can read.
 *
 * @param next - what it is from now on; empty once it is used
 */
export function typedSoFar({ gateway, shop }: ShopRuntime, next?: string): string | undefined {
  const slot = `xiaopu/typed/${shop}`
  try {
    if (!isHere(gateway)) return undefined
    if (next !== undefined) sessionStorage.setItem(slot, next)
    return sessionStorage.getItem(slot) || undefined
  } catch {
    // This browser keeps nothing: the very access throws.
    return undefined
  }
}
