import { cartButton } from '@xiaopu/texts/zh-cn/cart-button'
import { sku } from '@xiaopu/texts/zh-cn/sku'
import { spoken } from '../look/spoken.ts'
import { type Locale, localeOf, type Texts, textsFor } from '../look/texts.ts'

/** What choosing and the closed cart say, beside what a card says. */
export type BuyingTexts = Texts & {
  readonly cartButton: typeof cartButton
  readonly sku: typeof sku
}

export function buyingTexts(locale: Locale): BuyingTexts {
  return { ...textsFor(locale), ...spoken(locale, { cartButton, sku }) }
}

export function buyingTextsFor(host: Element): BuyingTexts {
  return buyingTexts(localeOf(host))
}
