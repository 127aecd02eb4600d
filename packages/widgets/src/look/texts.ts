import { card as cardEn } from '@xiaopu/texts/en/card'
import { labels as labelsEn } from '@xiaopu/texts/en/labels'
import { status as statusEn } from '@xiaopu/texts/en/status'
import { card } from '@xiaopu/texts/zh-cn/card'
import { labels } from '@xiaopu/texts/zh-cn/labels'
import { status } from '@xiaopu/texts/zh-cn/status'

export type Locale = 'zh-CN' | 'en'

/** What a card says; other views bring their own sections. */
const chinese = { card, labels, status }

export type Texts = typeof chinese

const english: Texts = { card: cardEn, labels: labelsEn, status: statusEn }

export function textsFor(locale: Locale): Texts {
  return locale === 'en' ? english : chinese
}

/** The language of an element: its own, else its page's, else Chinese; not the browser's. */
export function localeOf(element: Element): Locale {
  const close = element.closest('[lang]')
  const own = element.getAttribute('locale') || close?.getAttribute('lang')
  return own && !/^zh\b/i.test(own) ? 'en' : 'zh-CN'
}
