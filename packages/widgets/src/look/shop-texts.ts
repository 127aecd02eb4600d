import { shop } from '@xiaopu/texts/zh-cn/shop'
import { type BuyingTexts, buyingTexts } from '../buying/texts.ts'
import { spoken } from './spoken.ts'
import type { Locale } from './texts.ts'

/** What a listing's own page and the grid say beside what a card and its cart say. */
export type ShopTexts = BuyingTexts & { readonly shop: typeof shop }

export function shopTextsFor(locale: Locale): ShopTexts {
  return { ...buyingTexts(locale), ...spoken(locale, { shop }) }
}
