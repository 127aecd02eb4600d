import { en } from './en.ts'
import type { Locale } from './locale.ts'
import type { Texts } from './texts.ts'
import { zhCn } from './zh-cn.ts'

export type { FailureTexts } from './failure-text.ts'
export { type Locale, localeOf } from './locale.ts'
export { orderStateText } from './order-state.ts'
export type { Texts } from './texts.ts'

/** All texts of a locale. In a browser import the sections instead: `@xiaopu/texts/zh-cn/card`. */
export function textsFor(locale: Locale): Texts {
  return locale === 'zh-CN' ? zhCn : en
}
