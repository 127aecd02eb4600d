const minuteMillis = 60_000
/** The slowest that too many refusals make a bucket, as a share of its pace. */
const slowest = 1 / 16

/** A waiter's place: lower goes first, equals go by their time. */
export type Rank = 0 | 1 | 2

export interface Bucket {
  /** Waits for a turn and answers how long it did, in milliseconds; at once where it would take longer than `most`. */
  take(rank: Rank, most: number, signal?: AbortSignal): Promise<number | Later>
  /** The platform found it too often: half the pace for a minute, back to full by doubling each quiet minute. */
  slowDown(): void
}

/** It is not its turn within the time that was offered. */
export interface Later {
  readonly seconds: number
}

interface Ticket {
  readonly rank: Rank
  readonly since: number
  readonly go: (waited: number) => void
}

/**
 * Turns for calls, at most `perMinute` in any sixty seconds: a fifth of them at once, the rest spread
 * evenly. So a strict window at the other end never overflows, which a full bucket that also refills
 * would do.
 *
 * A clock that stands still only makes it slow: after each wait the bucket takes the waited time for passed.
 */
export function bucket(
  perMinute: number,
  now: () => number,
  delay: (millis: number) => Promise<void>,
): Bucket {
  const burst = Math.max(1, perMinute / 5)
  const fullPace = (perMinute * 4) / 5 / minuteMillis
  const line: Ticket[] = []
  let tokens = burst
  let at = now()
  let pace = 1
  let slowUntil = 0
  let isServing = false

  const pass = (to: number): void => {
    // A clock that was set back must not stop the refill until it has caught up.
    if (to < at - minuteMillis) at = to
    for (; pace < 1 && to >= slowUntil; slowUntil += minuteMillis) pace *= 2
    tokens = Math.min(burst, tokens + Math.max(0, to - at) * fullPace * pace)
    at = Math.max(at, to)
  }
  const missing = (turns: number): number => Math.max(0, turns - tokens) / (fullPace * pace)

  const serve = async (): Promise<void> => {
    isServing = true
    while (line.length > 0) {
      pass(now())
      const wait = missing(1)
      if (wait > 0) {
        await delay(wait)
        const passed = Math.max(at + wait, now())
        pass(passed)
        // What doubles lose: this turn has been waited for.
        tokens = Math.max(tokens, 1)
      }
      const next = line.shift()
      if (next) tokens -= 1
      next?.go(Math.max(0, now() - next.since))
    }
    isServing = false
  }

  return {
    take: (rank, most, signal) => {
      pass(now())
      if (line.length === 0 && tokens >= 1) {
        tokens -= 1
        return Promise.resolve(0)
      }
      const before = line.filter((ticket) => ticket.rank <= rank).length
      const wait = missing(before + 1)
      if (wait > most) return Promise.resolve({ seconds: Math.ceil(wait / 1000) })
      return new Promise<number>((resolve, reject) => {
        const ticket: Ticket = {
          rank,
          since: now(),
          go: (waited) => {
            signal?.removeEventListener('abort', leave)
            resolve(waited)
          },
        }
        const leave = (): void => {
          const place = line.indexOf(ticket)
          if (place >= 0) line.splice(place, 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', leave, { once: true })
        line.splice(before, 0, ticket)
        if (!isServing) void serve()
      })
    },
    slowDown: () => {
      pass(now())
      tokens = Math.min(tokens, 0)
      pace = Math.max(slowest, pace / 2)
      slowUntil = Math.max(now(), at) + minuteMillis
    },
  }
}
