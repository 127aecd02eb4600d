import { minute, ShopError } from '@xiaopu/domain'
import type { MiddlewareHandler } from 'hono'
import type { Bindings } from './within-limits.ts'

/** Wrong guesses that one network may make in ten minutes: more than anybody mistypes. */
export const mostMisses = 20
const spanMillis = 10 * minute
/** Networks that are remembered at most. */
const mostKept = 50_000

/**
 * Stops who tries out orders: after twenty that are not there (or not hers, which is the same) a
 * network is asked to wait, before anything is looked up. Each process counts for itself.
 */
export function createMisses(now: () => number) {
  const kept = new Map<string, { count: number; readonly until: number }>()

  function known(network: string) {
    const misses = kept.get(network)
    if (misses && misses.until > now()) return misses
    kept.delete(network)
    return undefined
  }

  return {
    /** @throws ShopError TOO_MANY_REQUESTS */
    check(network: string | undefined): void {
      const misses = network === undefined ? undefined : known(network)
      if (!misses || misses.count < mostMisses) return
      throw new ShopError('TOO_MANY_REQUESTS', {
        seconds: Math.ceil((misses.until - now()) / 1000),
      })
    },
    note(network: string | undefined): void {
      if (network === undefined) return
      const misses = known(network)
      if (misses) {
        misses.count++
        return
      }
      // The oldest goes: whoever comes from many networks pushes out only what is about to end.
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
      kept.set(network, { count: 1, until: now() + spanMillis })
    },
  }
}

/** Before routes that tell whether an order is there. */
export function holdGuesses(now: () => number): MiddlewareHandler {
  const misses = createMisses(now)
  return async (context, next) => {
    const { network } = (context.env ?? {}) as Bindings
    misses.check(network)
    await next()
    if (context.res.status === 404) misses.note(network)
  }
}
