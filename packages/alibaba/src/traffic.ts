import { ShopError } from '@xiaopu/domain'
import type { Api, ApiKind } from './apis.ts'
import { type Breaker, breaker } from './breaker.ts'
import { type Bucket, bucket, type Rank } from './bucket.ts'

export interface TrafficOptions {
  /** Calls that each API of the app may get in any minute; 500 as a plain app has (reference: frequency limits [web]). */
  readonly callsPerMinute?: number
  /** Calls that the whole app may make in any minute; writes go first, reads last. Unlimited unless given. */
  readonly appCallsPerMinute?: number
  /** Epoch milliseconds. */
  readonly now?: () => number
  readonly delay?: (millis: number) => Promise<void>
}

/**
 * What one app's calls share, whatever accounts they are made for: turns by which they stay under the
 * platform's limits, and a breaker. Of one process: several of them share a limit by each taking a part.
 */
export interface Traffic {
  readonly breaker: Breaker
  /**
   * Waits for the call's turn, at most `most` milliseconds, and answers how long it took.
   *
   * @throws ShopError PLATFORM_BUSY with `retryAfter` seconds; nothing was sent
   */
  turn(api: Api, most: number, signal?: AbortSignal): Promise<number>
  /** The platform said that this API is called too often. */
  slowDown(api: Api): void
}

const ranks: Readonly<Record<ApiKind, Rank>> = { write: 0, tell: 1, read: 2 }

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, millis))

export function openTraffic(options: TrafficOptions = {}): Traffic {
  const { callsPerMinute = 500, appCallsPerMinute, now = Date.now, delay = pause } = options
  const buckets = new Map<string, Bucket>()
  const whole = appCallsPerMinute === undefined ? undefined : bucket(appCallsPerMinute, now, delay)

  const bucketOf = ({ namespace, name }: Api): Bucket => {
    const key = `${namespace}:${name}`
    const known = buckets.get(key)
    if (known) return known
    const fresh = bucket(callsPerMinute, now, delay)
    buckets.set(key, fresh)
    return fresh
  }

  return {
    breaker: breaker(now),
    turn: async (api, most, signal) => {
      let waited = 0
      for (const each of [bucketOf(api), whole]) {
        const turn = await each?.take(ranks[api.kind], most - waited, signal)
        if (typeof turn === 'object') {
          throw new ShopError('PLATFORM_BUSY', {
            api: api.name,
            class: 'retry',
            budget: true,
            retryAfter: turn.seconds,
          })
        }
        waited += turn ?? 0
      }
      return waited
    },
    slowDown: (api) => bucketOf(api).slowDown(),
  }
}
