import { chinese } from './chinese.ts'
import { english } from './english.ts'

/** The same shape with any words in it. */
type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...given: infer A) => string
    ? (...given: A) => string
    : T[K] extends string
      ? string
      : Words<T[K]>
}
export type PageTexts = Words<typeof chinese>

/** Chinese unless the browser's first language is English. */
export function pageTexts(acceptLanguage: string | undefined): PageTexts {
  return acceptLanguage?.trim().toLowerCase().startsWith('en') ? english : chinese
}
