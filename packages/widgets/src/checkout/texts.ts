import { checkout } from '@xiaopu/texts/zh-cn/checkout'
import { type CartTexts, cartTexts } from '../cart/texts.ts'
import { spoken } from '../look/spoken.ts'
import type { Locale, Texts } from '../look/texts.ts'

/** What a form for an address says. */
export type AddressTexts = Texts & { readonly checkout: typeof checkout; readonly locale: Locale }

/** What the checkout says besides what a card and its cart say. */
export type CheckoutTexts = CartTexts & AddressTexts

export function checkoutTexts(locale: Locale): CheckoutTexts {
  return { ...cartTexts(locale), ...spoken(locale, { checkout }), locale }
}
