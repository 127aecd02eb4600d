import { done } from './host.ts'
import type { Pages, Runtime } from './runtime.ts'

/**
 * Goes to one of the program's pages where it has named one. Apps keep ten pages open at most, and open a page of
 * their tab bar by `switchTab` alone, which takes no query.
 */
export async function goTo(
  { host, pages }: Runtime,
  page: keyof Pages,
  query: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const path = pages[page]
  if (!path) return
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  const url = parts.length > 0 ? `${path}?${parts.join('&')}` : path
  for (const call of ['navigateTo', 'redirectTo', 'switchTab'] as const)
    if (!(await done(host, call, { url }))) return
}
