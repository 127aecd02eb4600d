/** So many of the last calls count. */
const window = 20
const openMillis = 30_000
const minuteMillis = 60_000
/** So many retries a minute are always allowed: a tenth of little traffic would be none at all. */
const freeRetries = 10

export interface Breaker {
  /** Whether a call may be made now. Open for calls again after 30 s, and then for one that tries. */
  admits(): boolean
  /** What became of an admitted call: `lost` is no answer, or one that says "down"; `unsent` says nothing of the platform. */
  note(outcome: 'answered' | 'lost' | 'unsent'): void
  /** Whether a failed read may be tried again; counts it when it may. */
  admitsRetry(): boolean
}

/**
 * Keeps a shop from beating on a platform that is down. When half of the last twenty calls were lost
 * it stops calling for 30 s, then lets one call try. Retries are at most a tenth of a minute's calls. A call that is not admitted was not made: nothing can have happened.
 */
export function breaker(now: () => number): Breaker {
  let outcomes: boolean[] = []
  let openUntil: number | undefined
  let isTrying = false
  const calls = counter(now)
  const retries = counter(now)

  return {
    admits: () => {
      if (openUntil !== undefined && (now() < openUntil || isTrying)) return false
      isTrying = openUntil !== undefined
      calls.add()
      return true
    },
    note: (outcome) => {
      if (outcome === 'unsent') {
        isTrying = false
        return
      }
      const isLost = outcome === 'lost'
      if (isTrying) {
        isTrying = false
        openUntil = isLost ? now() + openMillis : undefined
        outcomes = []
        return
      }
      outcomes = [...outcomes, isLost].slice(-window)
      const lost = outcomes.filter(Boolean).length
      if (outcomes.length === window && lost * 2 >= window) openUntil ??= now() + openMillis
    },
    admitsRetry: () => {
      if (retries.count() >= Math.max(freeRetries, calls.count() / 10)) return false
      retries.add()
      return true
    },
  }
}

/** How many times something happened in the minute that the clock shows. */
function counter(now: () => number) {
  let minute = 0
  let count = 0
  const turn = (): void => {
    const current = Math.floor(now() / minuteMillis)
    if (current !== minute) count = 0
    minute = current
  }
  return {
    add: (): void => {
      turn()
      count++
    },
    count: (): number => {
      turn()
      return count
    },
  }
}
