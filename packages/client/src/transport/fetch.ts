import { ShopError } from '@xiaopu/domain'
import {
  busyStatuses,
  longestWaitMillis,
  retryLimit,
  type Transport,
  type TransportReply,
  type TransportRequest,
  timeoutMillis,
} from './transport.ts'

export interface FetchOptions {
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  readonly timeoutMillis?: number
  readonly wait?: (millis: number) => Promise<void>
  /** 0 to 1; spreads the retries of many pages. */
  readonly random?: () => number
}

/** Requests over the platform's `fetch`, in a few hundred bytes: what a first card waits for. */
export function fetchTransport(options: FetchOptions = {}): Transport {
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)))
  const random = options.random ?? Math.random
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const mayRetry = request.repeatable && attempt < retryLimit
      const backoff = 300 * 2 ** attempt * (0.5 + random() / 2)
      try {
        const reply = await send(request, options)
        if (!mayRetry || !busyStatuses.includes(reply.status)) return reply
        const asked = retryAfter(reply)
        if (asked !== undefined && asked > longestWaitMillis) return reply
        await wait(asked ?? backoff)
      } catch (error) {
        const offline = error instanceof ShopError && error.code === 'OFFLINE'
        if (!mayRetry || !offline || request.signal?.aborted) throw error
        await wait(backoff)
      }
    }
  }
}

async function send(request: TransportRequest, options: FetchOptions): Promise<TransportReply> {
  const { method, url, headers, body, signal } = request
  const abort = new AbortController()
  const giveUp = () => abort.abort()
  const timer = setTimeout(giveUp, options.timeoutMillis ?? timeoutMillis)
  signal?.addEventListener('abort', giveUp)
  try {
    const init = { method, headers, signal: abort.signal, ...(body !== undefined && { body }) }
    // Looked up at each call: pages and tests replace the global.
    const response = await (options.fetch ?? globalThis.fetch)(url, init)
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: await response.text(),
    }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ShopError(abort.signal.aborted ? 'TIMEOUT' : 'OFFLINE', {}, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}

/** Milliseconds; the header holds seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(reply: TransportReply): number | undefined {
  const text = reply.header('retry-after')
  if (!text) return undefined
  const seconds = Number(text)
  const millis = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000
  return Number.isNaN(millis) ? undefined : Math.max(0, millis)
}
