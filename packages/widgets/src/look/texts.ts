import { card } from '@xiaopu/texts/zh-cn/card'
import { labels } from '@xiaopu/texts/zh-cn/labels'
import { status } from '@xiaopu/texts/zh-cn/status'
import { type Locale, spoken } from './spoken.ts'

export type { Locale }

/** What a card says; other views bring their own sections. */
const chinese = { card, labels, status }

export type Texts = typeof chinese

export function textsFor(locale: Locale): Texts {
  return spoken(locale, chinese)
}

/** The language of an element: its own, else its page's, else Chinese; not the browser's. */
export function localeOf(element: Element): Locale {
  const close = element.closest('[lang]')
  const own = element.getAttribute('locale') || close?.getAttribute('lang')
  return own && !/^zh\b/i.test(own) ? 'en' : 'zh-CN'
}
