import { groupBuy } from '@xiaopu/texts/zh-cn/group-buy'
import { type BuyingTexts, buyingTexts } from '../buying/texts.ts'
import { spoken } from '../look/spoken.ts'
import type { Locale } from '../look/texts.ts'

/** What buying together says besides what a card and choosing say. */
export type GroupTexts = BuyingTexts & {
  readonly groupBuy: typeof groupBuy
}

export function groupTexts(locale: Locale): GroupTexts {
  return { ...buyingTexts(locale), ...spoken(locale, { groupBuy }) }
}
