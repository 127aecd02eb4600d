import type { ShopView } from '@xiaopu/domain'
import type { ShopRuntime } from './runtime.ts'

/**
 * Whether an address may be typed on this page. A page can read what is typed into it: so on the
 * gateway's own ones, and on those whose origin the shop trusts with it.
 */
export function mayType({ gateway }: ShopRuntime, view: ShopView | undefined): boolean {
  const { origin } = location
  const own = [gateway, view?.url || gateway].map((url) => new URL(url).origin)
  return own.includes(origin) || (view?.inlineCheckout || []).includes(origin)
}
