import { cart as cartEn } from '@xiaopu/texts/en/cart'
import { sku as skuEn } from '@xiaopu/texts/en/sku'
import { cart } from '@xiaopu/texts/zh-cn/cart'
import { sku } from '@xiaopu/texts/zh-cn/sku'
import { type Locale, localeOf, type Texts, textsFor } from '../look/texts.ts'

/** What choosing and the cart say, beside what a card says. */
export type BuyingTexts = Texts & { readonly cart: typeof cart; readonly sku: typeof sku }

export function buyingTexts(locale: Locale): BuyingTexts {
  const own = locale === 'en' ? { cart: cartEn, sku: skuEn } : { cart, sku }
  return { ...textsFor(locale), ...own }
}

export function buyingTextsFor(host: Element): BuyingTexts {
  return buyingTexts(localeOf(host))
}
