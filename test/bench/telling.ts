import type { Page } from 'playwright-core'

/** What a page calls with what it saw, as JSON. */
export interface Telling {
  tellBench(text: string): void
}

/**
 * Lets a page tell what it saw by itself. Whatever Playwright evaluates meanwhile runs on the page's main
 * thread, and its first word there brings 300 kB of code to read: 70 to 120 ms on a processor four times slower, which
 * fell before the first card or after it, as it happened. A page that is asked nothing is as quick as a buyer's.
 *
 * @returns what resolves with what the page tells first, and rejects after 30 s without a word
 */
export async function listen<T>(page: Page): Promise<() => Promise<T>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.enable')
  await session.send('Runtime.addBinding', { name: 'tellBench' })
  const told = Promise.withResolvers<T>()
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === 'tellBench') told.resolve(JSON.parse(payload))
  })
  return async () => {
    const late = setTimeout(() => told.reject(new Error('the page told nothing in 30 s')), 30_000)
    try {
      return await told.promise
    } finally {
      clearTimeout(late)
    }
  }
}
