import type { BrowserContext, Page, Request } from 'playwright-core'

const underway = new WeakMap<BrowserContext, Set<Request>>()

/** Starts to count the requests of a browser context; before any of its pages goes anywhere. */
export function countRequests(context: BrowserContext): void {
  const open = new Set<Request>()
  underway.set(context, open)
  context.on('request', (request) => open.add(request))
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
}

const steps = 80
const stepMillis = 250

/**
 * Waits until every request of a page's context has ended, and names those that have not after 20 s.
 * Chromium's own "network idle" is told once per load, and now and then not at all.
 */
export async function settled(page: Page): Promise<void> {
  const open = underway.get(page.context()) ?? new Set()
  let quiet = 0
  for (let step = 0; step < steps; step++) {
    // Where one has just ended, the next may be about to start: twice nothing is the end.
    quiet = open.size === 0 ? quiet + 1 : 0
    if (quiet > 2) return
    await page.waitForTimeout(stepMillis)
  }
  throw new Error(`not ended after 20 s: ${[...open].map((request) => request.url()).join(', ')}`)
}
