import { ShopError } from '@xiaopu/domain'
import {
  busyStatuses,
  longestWaitMillis,
  retryLimit,
  type Transport,
  type TransportReply,
} from './transport.ts'

export interface RetryOptions {
  readonly wait?: (millis: number) => Promise<void>
  /** 0 to 1; spreads the retries of many pages. */
  readonly random?: () => number
}

/** Sends a repeatable request again while the gateway is busy or cannot be reached, and others once. */
export function retrying(send: Transport, options: RetryOptions): Transport {
  const wait = options.wait || ((ms) => new Promise<void>((done) => setTimeout(done, ms)))
  const random = options.random || Math.random
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const mayRetry = request.repeatable && attempt < retryLimit
      const backoff = 300 * 2 ** attempt * (0.5 + random() / 2)
      try {
        const reply = await send(request)
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

/** Milliseconds; the header holds seconds or an HTTP date (RFC 9110, 10.2.3). What is past counts as none. */
export function retryAfter(reply: TransportReply): number | undefined {
  const text = reply.header('retry-after')
  if (!text) return undefined
  const seconds = Number(text)
  const millis = seconds >= 0 ? seconds * 1000 : Date.parse(text) - Date.now()
  return millis >= 0 ? millis : undefined
}
