import type { Browser } from 'playwright-core'
import { openPhone } from '../browser/phone.ts'
import { settled } from '../browser/settled.ts'
import { type Connection, throttle } from '../browser/throttle.ts'
import { watch } from '../browser/watch.ts'
import { listen, type Telling } from './telling.ts'

/** How a page is loaded: cold cache, a processor so many times slower, over a connection. */
export interface Conditions {
  readonly cpu: number
  readonly connection?: Connection
}

/** What one load of a page with cards came to. Times in ms from the start of the navigation. */
export interface Load {
  /** When the frame was painted in which the first card, and in which all of them, had a price. */
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

type Seen = Pick<Load, 'first' | 'all'>

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
    const told = await listen<Seen>(page)
    await page.addInitScript(notePaintedCards, count)
    await throttle(page, conditions)
    await page.goto(url, { waitUntil: 'commit' })
    const { first, all } = await told().catch((cause) => {
      const errors = watched.errors.join('\n') || 'no errors on the page'
      throw new Error(`${url} never showed ${count} cards: ${errors}`, { cause })
    })
    await settled(page)
    const { cls, blocked } = await watched.smoothness()
    const requests = watched.requests.filter((request) => !request.url.endsWith('/favicon.ico'))
    return {
      first,
      all,
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

/**
 * Runs in the page before its own scripts: looks once a frame, and counts what it saw there as painted once that
 * frame's style, layout and paint are done: the next task is told.
 */
function notePaintedCards(count: number): void {
  const seen: Partial<Record<keyof Seen, number>> = {}
  const { port1, port2 } = new MessageChannel()
  port2.onmessage = ({ data }: MessageEvent<boolean>) => {
    const now = performance.now()
    seen.first ??= now
    if (!data) return
    const told = JSON.stringify({ ...seen, all: now })
    ;(globalThis as unknown as Telling).tellBench(told)
  }
  const shows = (card: Element) => (card.shadowRoot?.textContent ?? '').includes('¥')
  const look = () => {
    const shown = [...document.querySelectorAll('xp-card, xp-grid')].filter(shows).length
    if (shown > 0) port1.postMessage(shown >= count)
    if (shown < count) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
