import { orders } from '@xiaopu/texts/zh-cn/orders'
import { orderStates } from '@xiaopu/texts/zh-cn/states'
import { spoken } from '../look/spoken.ts'
import { type Locale, type Texts, textsFor } from '../look/texts.ts'

/** What the list of orders says besides what a card says. */
export type OrdersTexts = Texts & {
  readonly orders: typeof orders
  readonly orderStates: typeof orderStates
}

export function ordersTexts(locale: Locale): OrdersTexts {
  return { ...textsFor(locale), ...spoken(locale, { orders, orderStates }) }
}
