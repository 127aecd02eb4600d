import { cart } from '@xiaopu/texts/zh-cn/cart'
import { type BuyingTexts, buyingTexts } from '../buying/texts.ts'
import { spoken } from '../look/spoken.ts'
import type { Locale } from '../look/texts.ts'

/** What an open cart says, beside what choosing says. */
export type CartTexts = BuyingTexts & { readonly cart: typeof cart }

export function cartTexts(locale: Locale): CartTexts {
  return { ...buyingTexts(locale), ...spoken(locale, { cart }) }
}
