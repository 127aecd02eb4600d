import { card as cardEn } from '@xiaopu/texts/en/card'
import { cart as cartEn } from '@xiaopu/texts/en/cart'
import { labels as labelsEn } from '@xiaopu/texts/en/labels'
import { sku as skuEn } from '@xiaopu/texts/en/sku'
import { status as statusEn } from '@xiaopu/texts/en/status'
import { card } from '@xiaopu/texts/zh-cn/card'
import { cart } from '@xiaopu/texts/zh-cn/cart'
import { labels } from '@xiaopu/texts/zh-cn/labels'
import { sku } from '@xiaopu/texts/zh-cn/sku'
import { status } from '@xiaopu/texts/zh-cn/status'

export type Locale = 'zh-CN' | 'en'

/** What the first card and its cart say; other elements bring their own sections. */
const chinese = { card, cart, labels, sku, status }
const english: typeof chinese = {
  card: cardEn,
  cart: cartEn,
  labels: labelsEn,
  sku: skuEn,
  status: statusEn,
}

export type Texts = typeof chinese

export function textsFor(locale: Locale): Texts {
  return locale === 'en' ? english : chinese
}

/** The language of an element: its own, else its page's, else Chinese; not the browser's. */
export function localeOf(element: Element | undefined): Locale {
  const own = element?.getAttribute('locale') ?? element?.closest('[lang]')?.getAttribute('lang')
  return own && !/^zh\b/i.test(own) ? 'en' : 'zh-CN'
}
