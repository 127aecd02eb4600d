import type { ShopError } from '@xiaopu/domain'
import type { Locale, Texts } from '../look/texts.ts'
import { useEffect, useState } from '../render/index.ts'

type FailureTexts = typeof import('@xiaopu/texts/zh-cn/failures').failures

/** The sentences for failures are many and rarely needed: they come with the first failure. */
const tables: Partial<Record<Locale, Promise<FailureTexts>>> = {}

async function load(locale: Locale): Promise<FailureTexts> {
  const module =
    locale === 'en'
      ? await import('@xiaopu/texts/en/failures')
      : await import('@xiaopu/texts/zh-cn/failures')
  return module.failures
}

/** What a person reads about a failure: what happened and what to do next. */
export async function failureText(
  error: Pick<ShopError, 'code' | 'detail'>,
  locale: Locale,
  { status }: Texts,
): Promise<string> {
  // Without a network nothing more can be loaded.
  if (error.code === 'OFFLINE') return status.offline
  if (error.code === 'TIMEOUT') return status.timeout
  try {
    const table = tables[locale] ?? load(locale)
    tables[locale] = table
    return (await table)[error.code](error.detail)
  } catch {
    delete tables[locale]
    return status.failed
  }
}

/** The text of a failure that a view holds; nothing while there is none. */
export function useFailureText(
  error: ShopError | undefined,
  locale: Locale,
  texts: Texts,
): string | undefined {
  const [said, setSaid] = useState<{ of: ShopError; text: string }>()
  useEffect(() => {
    if (!error) return undefined
    let over = false
    void failureText(error, locale, texts).then((text) => {
      if (!over) setSaid({ of: error, text })
    })
    return () => {
      over = true
    }
  }, [error, locale])
  return error && said?.of === error ? said.text : undefined
}
