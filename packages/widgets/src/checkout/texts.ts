import { checkout } from '@xiaopu/texts/zh-cn/checkout'
import { type CartTexts, cartTexts } from '../cart/texts.ts'
import { spoken } from '../look/spoken.ts'
import type { Locale } from '../look/texts.ts'

/** What the checkout says besides what a card and its cart say. */
export interface CheckoutTexts extends CartTexts {
  readonly checkout: typeof checkout
  readonly locale: Locale
}

export function checkoutTexts(locale: Locale): CheckoutTexts {
  return { ...cartTexts(locale), ...spoken(locale, { checkout }), locale }
}
