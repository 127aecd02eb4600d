import { shop as english } from '@xiaopu/texts/en/shop'
import { shop as chinese } from '@xiaopu/texts/zh-cn/shop'
import { type BuyingTexts, buyingTexts } from '../buying/texts.ts'
import type { Locale } from './texts.ts'

/** What a listing's own page and the grid say beside what a card and its cart say. */
export type ShopTexts = BuyingTexts & { readonly shop: typeof chinese }

export function shopTextsFor(locale: Locale): ShopTexts {
  return { ...buyingTexts(locale), shop: locale === 'en' ? english : chinese }
}
