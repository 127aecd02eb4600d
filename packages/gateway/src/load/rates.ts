import type { Work } from './work.ts'

interface Bucket {
  tokens: number
  /** When they were counted, in ms. */
  at: number
}

/** Requests of one visitor at one shop, as a part of what is allowed a minute. */
const parts: Readonly<Record<Work, number>> = {
  // Whoever tells us of money is never turned away.
  callback: Number.POSITIVE_INFINITY,
  order: 1,
  submit: 0.1,
  cart: 0.5,
  catalogue: 1,
}

/** Visitors remembered at most; beyond that all begin anew. */
const maxBuckets = 50_000

/**
 * A token bucket per shop, visitor's network and kind of work: a quarter of a minute's requests at
 * once, then one after another.
 *
 * @param perMinute - looks at the catalogue per minute; 0 for no limit
 */
export function createRates(perMinute: number, now: () => number) {
  const buckets = new Map<string, Bucket>()

  return {
    /** @returns how many seconds to wait, 0 for none */
    take(work: Work, key: string, network: string): number {
      const allowed = perMinute * parts[work]
      if (perMinute === 0 || allowed === Number.POSITIVE_INFINITY) return 0
      const most = Math.max(1, allowed / 4)
      const name = `${work} ${network} ${key}`
      const time = now()
      const bucket = buckets.get(name) ?? { tokens: most, at: time }
      // A clock that was set back gives nothing, and takes nothing away.
      const gained = (Math.max(0, time - bucket.at) * allowed) / 60_000
      bucket.tokens = Math.min(most, bucket.tokens + gained)
      bucket.at = time
      if (buckets.size >= maxBuckets) buckets.clear()
      buckets.set(name, bucket)
      if (bucket.tokens < 1) return ((1 - bucket.tokens) * 60) / allowed
      bucket.tokens -= 1
      return 0
    },
  }
}

export type Rates = ReturnType<typeof createRates>
