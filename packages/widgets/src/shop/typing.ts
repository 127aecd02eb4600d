import type { ShopView } from '@xiaopu/domain'
import { isHere } from './order-page.ts'
import type { ShopRuntime } from './runtime.ts'

/**
 * Whether an address may be typed on this page. A page can read what is typed into it: so on the
 * gateway's own ones, and on those whose origin the shop trusts with it.
 */
export function mayType({ gateway }: ShopRuntime, view: ShopView | undefined): boolean {
  const isOwn = [gateway, view?.url || gateway].some(isHere)
  return isOwn || (view?.inlineCheckout || []).includes(location.origin)
}
