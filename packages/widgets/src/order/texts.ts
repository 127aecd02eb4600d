import { afterSales } from '@xiaopu/texts/zh-cn/after-sales'
import { checkout } from '@xiaopu/texts/zh-cn/checkout'
import { order } from '@xiaopu/texts/zh-cn/order'
import { seat } from '@xiaopu/texts/zh-cn/seat'
import { orderHints, orderStates, shipmentStates } from '@xiaopu/texts/zh-cn/states'
import { spoken } from '../look/spoken.ts'
import { type Locale, type Texts, textsFor } from '../look/texts.ts'

const chinese = { afterSales, order, checkout, seat, orderStates, orderHints, shipmentStates }

/** What the order's page says besides what a card and its cart say. */
export type OrderTexts = Texts & typeof chinese & { readonly locale: Locale }

export function orderTexts(locale: Locale): OrderTexts {
  return { ...textsFor(locale), ...spoken(locale, chinese), locale }
}
