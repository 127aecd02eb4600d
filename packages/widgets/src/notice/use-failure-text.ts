import type { ShopError } from '@xiaopu/domain'
import type { Locale, Texts } from '../look/texts.ts'
import { useEffect, useState } from '../render/index.ts'

type PageFailures = typeof import('@xiaopu/texts/zh-cn/page-failures').pageFailures

/** The sentences for failures are many and rarely needed: they come with the first failure. */
async function load(locale: Locale): Promise<PageFailures> {
  const module =
    locale === 'en'
      ? await import('@xiaopu/texts/en/page-failures')
      : await import('@xiaopu/texts/zh-cn/page-failures')
  return module.pageFailures
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
    const { [error.code as keyof PageFailures]: say } = await load(locale)
    return say ? say(error.detail) : status.failed
  } catch {
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
