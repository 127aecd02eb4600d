import { AsyncLocalStorage } from 'node:async_hooks'
import { isShopError } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import type { Clock, LogEntry } from '../deps.ts'
import { type RecordRow, writeRecords } from './order-records.ts'

/** How the order is found that a record belongs to: by an id of ours, or a number that was given outside. */
export interface Topic {
  readonly by: 'order' | 'purchase' | 'payment' | 'refund' | 'deadline' | 'trade' | 'platform'
  readonly id: string
}

/** Something that is being done: a request is answered, a job works. What it is about may turn out later. */
export interface Deed {
  readonly kind: 'request' | 'job'
  /** A route, or the name of a job. */
  readonly what: string
  /** Id of the request; number of the attempt. */
  readonly about?: string
  shopId?: string | undefined
  topic?: Topic | undefined
}

/**
 * Keeps, per order, who asked what, what we asked outside, and how that went; no bodies, no people.
 * Written a few times a second for all orders together, so that selling does not wait for it. What
 * the last half second before a death would have told is lost: facts are in the history of states.
 */
export interface Recorder {
  /** Does something and records it when it is over. */
  during<T>(deed: Deed, work: () => Promise<T>): Promise<T>
  /** Calls outside; without a topic of its own it belongs to what is being done. */
  call<T>(what: string, topic: Topic | undefined, work: () => Promise<T>): Promise<T>
  /** Something that came by itself. */
  heard(what: string, topic: Topic, about: string): void
  /** Writes what was not written yet. */
  flush(): Promise<void>
}

interface Pending {
  readonly at: number
  readonly kind: 'request' | 'callback' | 'call' | 'job'
  readonly what: string
  readonly outcome: string
  readonly ms?: number
  readonly about?: string | undefined
  readonly topic?: Topic | undefined
  readonly deed?: Deed | undefined
}

const flushMillis = 500
/** More than this, and the oldest are forgotten rather than the process ended. */
const mostPending = 5_000

export function createRecorder(
  db: Database,
  clock: Clock,
  log: (entry: LogEntry) => void,
): Recorder {
  const current = new AsyncLocalStorage<Deed>()
  let pending: Pending[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function keep(record: Pending): void {
    if (pending.length >= mostPending) pending.shift()
    pending.push(record)
    timer ??= setTimeout(flush, flushMillis).unref()
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const rows = pending.flatMap(toRow)
    pending = []
    if (rows.length > 0) {
      writing = writing
        .then(() => writeRecords(db, rows))
        .catch((error: Error) =>
          log({ level: 'warn', event: 'records.lost', count: rows.length, reason: error.message }),
        )
    }
    return writing
  }

  async function timed<T>(
    record: Omit<Pending, 'at' | 'outcome' | 'ms'>,
    work: () => Promise<T>,
  ): Promise<T> {
    const at = clock.now()
    const started = performance.now()
    const end = (outcome: string) =>
      keep({ ...record, at, outcome, ms: Math.round(performance.now() - started) })
    try {
      const result = await work()
      end(result instanceof Response ? String(result.status) : 'ok')
      return result
    } catch (error) {
      end(isShopError(error) ? error.code : 'INTERNAL')
      throw error
    }
  }

  return {
    during: (deed, work) =>
      current.run(deed, () =>
        timed({ kind: deed.kind, what: deed.what, about: deed.about, deed }, work),
      ),
    call: (what, topic, work) =>
      timed({ kind: 'call', what, about: topic?.id, topic, deed: current.getStore() }, work),
    heard: (what, topic, about) =>
      keep({ at: clock.now(), kind: 'callback', what, outcome: 'taken', about, topic }),
    flush,
  }
}

/** What belongs to no order is not kept. */
function toRow({ topic, deed, at, ms, about, ...record }: Pending): RecordRow[] {
  const found = topic ?? deed?.topic
  if (!found) return []
  return [
    {
      ...record,
      at: new Date(at).toISOString(),
      ms: ms ?? null,
      about: about ?? null,
      by: found.by,
      id: found.id,
      shop: deed?.shopId ?? null,
    },
  ]
}
