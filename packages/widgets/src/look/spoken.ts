import type { english } from './english.ts'

export type Locale = 'zh-CN' | 'en'

type English = typeof english

let known: English | undefined
let fetchEnglish: ((failed: () => void) => void) | undefined
let waiting: (() => void)[] = []

/** English is on the page: what waited for it goes on. */
export function provideEnglish(texts: English): void {
  known = texts
  goOn()
}

/** Says how English comes onto a page that has none, once something there needs it. */
export function fetchEnglishBy(load: (failed: () => void) => void): void {
  fetchEnglish = load
}

/**
 * Runs `go` once the language is on the page: at once for Chinese. English that does not come is
 * spoken as Chinese, since a shop in the wrong language beats none, and is tried again by the next
 * that needs it.
 */
export function whenSpoken(locale: Locale, go: () => void): void {
  if (locale !== 'en' || known || !fetchEnglish) {
    go()
    return
  }
  waiting.push(go)
  if (waiting.length === 1) fetchEnglish(goOn)
}

function goOn(): void {
  const all = waiting
  waiting = []
  for (const go of all) go()
}

/** The texts of a locale, of which `chinese` is what a view needs. */
export function spoken<T extends Partial<English>>(locale: Locale, chinese: T): T | English {
  return (locale === 'en' && known) || chinese
}
