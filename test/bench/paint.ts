import type { Browser } from 'playwright-core'
import { openPhone } from '../browser/phone.ts'
import { settled } from '../browser/settled.ts'
import { type Connection, throttle } from '../browser/throttle.ts'
import { watch } from '../browser/watch.ts'

/** How a page is loaded: cold cache, a processor so many times slower, over a connection. */
export interface Conditions {
  readonly cpu: number
  readonly connection?: Connection
}

/** What one load of a page with cards came to. Times in ms from the start of the navigation. */
export interface Load {
  /** When the first card, and when all of them, had been painted with a price. */
  readonly first: number
  readonly all: number
  readonly requests: number
  /** Requests to the API, not for scripts, styles or pictures. */
  readonly data: number
  readonly bytes: number
  readonly cls: number
  readonly blocked: number
  readonly errors: readonly string[]
}

interface Seen {
  first?: number
  all?: number
}

/**
 * Loads a page on a fresh phone and watches its cards.
 *
 * @param count - how many `<xp-card>` (or grids of them, as hosted pages have) must show a price
 * before the load counts as done
 */
export async function loadCards(
  browser: Browser,
  url: string,
  count: number,
  conditions: Conditions,
): Promise<Load> {
  const { context, page } = await openPhone(browser)
  try {
    const watched = await watch(page)
    await page.addInitScript(notePaintedCards, count)
    await throttle(page, conditions)
    await page.goto(url, { waitUntil: 'commit' })
    await page
      .waitForFunction(() => (globalThis as { __cards?: Seen }).__cards?.all, undefined, {
        timeout: 30_000,
      })
      .catch((cause) => {
        const told = watched.errors.join('\n') || 'no errors on the page'
        throw new Error(`${url} never showed ${count} cards: ${told}`, { cause })
      })
    const seen = await page.evaluate(() => (globalThis as { __cards?: Seen }).__cards)
    await settled(page)
    const { cls, blocked } = await watched.smoothness()
    const requests = watched.requests.filter((request) => !request.url.endsWith('/favicon.ico'))
    return {
      first: seen?.first ?? Number.NaN,
      all: seen?.all ?? Number.NaN,
      requests: requests.length,
      data: requests.filter(({ url }) => new URL(url).pathname.startsWith('/v1/')).length,
      bytes: requests.reduce((sum, request) => sum + request.bytes, 0),
      cls,
      blocked,
      errors: watched.errors,
    }
  } finally {
    await context.close()
  }
}

/** Runs in the page before its own scripts: looks once a frame, and counts what it saw as painted then. */
function notePaintedCards(count: number): void {
  const seen: Seen = {}
  Object.defineProperty(globalThis, '__cards', { value: seen })
  const shows = (card: Element) => (card.shadowRoot?.textContent ?? '').includes('¥')
  const look = () => {
    const shown = [...document.querySelectorAll('xp-card, xp-grid')].filter(shows).length
    if (shown > 0) seen.first ??= performance.now()
    if (shown >= count) seen.all ??= performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
