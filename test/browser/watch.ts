import type { Page } from 'playwright-core'

/** One request that a page made. `bytes` is what came over the wire, headers included. */
export interface Asked {
  readonly url: string
  readonly method: string
  readonly type: string
  status: number | undefined
  bytes: number
}

/** What the main thread did to a person: layout that moved, and tasks over 50 ms. */
export interface Smoothness {
  /** Layout shift summed over the page's life (no session windows), but for 500 ms after an input. */
  readonly cls: number
  /** Duration of each long task in ms. */
  readonly longTasks: readonly number[]
  /** What the long tasks took beyond 50 ms each, in ms. */
  readonly blocked: number
}

export interface Watch {
  /** Console errors, uncaught exceptions and breaches of the page's content security policy. */
  readonly errors: readonly string[]
  readonly requests: readonly Asked[]
  smoothness(): Promise<Smoothness>
}

/** Starts to watch a page. Call it before the page goes anywhere. */
export async function watch(page: Page): Promise<Watch> {
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => {
    errors.push(error.stack ?? String(error))
  })
  const requests = await watchRequests(page)
  await page.addInitScript(observe)
  return { errors, requests, smoothness: () => page.evaluate(smoothness) }
}

async function watchRequests(page: Page): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  const open = new Map<string, Asked>()
  const session = await page.context().newCDPSession(page)
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (request.url.startsWith('data:') || request.url.startsWith('blob:')) return
    const entry: Asked = {
      url: request.url,
      method: request.method,
      type: type ?? 'Other',
      status: undefined,
      bytes: 0,
    }
    asked.push(entry)
    open.set(requestId, entry)
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const entry = open.get(requestId)
    if (entry) entry.status = response.status
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const entry = open.get(requestId)
    if (entry) entry.bytes = encodedDataLength
  })
  await session.send('Network.enable')
  return asked
}

interface Observed {
  cls: number
  tasks: number[]
}

/** Runs in the page before its own scripts. Self-contained: it is sent as text. */
function observe(): void {
  const seen: Observed = { cls: 0, tasks: [] }
  Object.defineProperty(globalThis, '__observed', { value: seen })
  // The entry's own hadRecentInput also excuses the half second after the phone got its size,
  // which is when a page loads: only a person's own touch excuses a shift here.
  let touched = Number.NEGATIVE_INFINITY
  for (const input of ['pointerdown', 'pointerup', 'keydown', 'input']) {
    addEventListener(input, (event) => (touched = event.timeStamp), {
      capture: true,
      passive: true,
    })
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, startTime } = entry as PerformanceEntry & { value: number }
      if (startTime - touched > 500) seen.cls += value
    }
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Runs in the page. */
async function smoothness(): Promise<Smoothness> {
  // Observers are told after the frame; two frames on, what was painted has been reported.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const { cls, tasks } = (globalThis as unknown as { __observed: Observed }).__observed
  const blocked = tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0)
  return { cls, longTasks: tasks, blocked }
}
