import { shop as english } from '@xiaopu/texts/en/shop'
import { shop as chinese } from '@xiaopu/texts/zh-cn/shop'
import { type Locale, type Texts, textsFor } from './texts.ts'

/** What a listing's own page and the grid say beside what a card says. */
export type ShopTexts = Texts & { readonly shop: typeof chinese }

export function shopTextsFor(locale: Locale): ShopTexts {
  return { ...textsFor(locale), shop: locale === 'en' ? english : chinese }
}
