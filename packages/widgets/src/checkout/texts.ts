import { checkout } from '@xiaopu/texts/zh-cn/checkout'
import { type BuyingTexts, buyingTexts } from '../buying/texts.ts'
import { spoken } from '../look/spoken.ts'
import type { Locale } from '../look/texts.ts'

/** What the checkout says besides what a card and its cart say. */
export interface CheckoutTexts extends BuyingTexts {
  readonly checkout: typeof checkout
  readonly locale: Locale
}

export function checkoutTexts(locale: Locale): CheckoutTexts {
  return { ...buyingTexts(locale), ...spoken(locale, { checkout }), locale }
}
