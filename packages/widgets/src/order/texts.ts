import { checkout as checkoutEn } from '@xiaopu/texts/en/checkout'
import { order as orderEn } from '@xiaopu/texts/en/order'
import {
  orderHints as orderHintsEn,
  orderStates as orderStatesEn,
  shipmentStates as shipmentStatesEn,
} from '@xiaopu/texts/en/states'
import { checkout } from '@xiaopu/texts/zh-cn/checkout'
import { order } from '@xiaopu/texts/zh-cn/order'
import { orderHints, orderStates, shipmentStates } from '@xiaopu/texts/zh-cn/states'
import { type Locale, type Texts, textsFor } from '../look/texts.ts'

const chinese = { order, checkout, orderStates, orderHints, shipmentStates }
const english: typeof chinese = {
  order: orderEn,
  checkout: checkoutEn,
  orderStates: orderStatesEn,
  orderHints: orderHintsEn,
  shipmentStates: shipmentStatesEn,
}

/** What the order's page says besides what a card and its cart say. */
export type OrderTexts = Texts & typeof chinese & { readonly locale: Locale }

export function orderTexts(locale: Locale): OrderTexts {
  return { ...textsFor(locale), ...(locale === 'en' ? english : chinese), locale }
}
