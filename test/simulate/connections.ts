import type { Connection } from '@xiaopu/gateway'
import { overPool } from '@xiaopu/gateway'
import pg from 'pg'
import type { Scheduler } from './scheduler.ts'

/** A connection of the server that is used by whoever needs one: opening one costs more than a seed has. */
export interface Seat {
  readonly client: pg.Client
  readonly pid: number
  /** What it is doing; settles whatever becomes of it. */
  busy: Promise<unknown>
  isBusy: boolean
}

/** Real connections to a real server, whose `now()` is the simulated clock. */
export class Seats {
  readonly #free: Seat[] = []
  readonly #url: string
  /** Looks at everything and waits for nobody. */
  readonly watcher: pg.Client

  private constructor(url: string, watcher: pg.Client) {
    this.#url = url
    this.watcher = watcher
  }

  /** As many as all gateways of a world may use at once, so that none waits for a door to open. */
  static async open(url: string, count = 32): Promise<Seats> {
    const seats = new Seats(url, await clientAt(url))
    for (let opened = 0; opened < count; opened++) seats.keep(await seats.#newSeat())
    return seats
  }

  take(): Seat {
    const seat = this.#free.pop()
    if (!seat) throw new Error('a simulated world needs more connections')
    return seat
  }

  async #newSeat(): Promise<Seat> {
    const client = await clientAt(this.#url)
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return { client, pid: rows[0]?.pid ?? 0, busy: Promise.resolve(), isBusy: false }
  }

  /** For the next one: nothing is open on it. */
  keep(seat: Seat): void {
    this.#free.push(seat)
  }

  /** Ends what a lost connection was doing, as the server does when nobody is at the other end. */
  async end(seat: Seat): Promise<void> {
    if (seat.isBusy) await this.watcher.query('select pg_cancel_backend($1)', [seat.pid])
    await seat.busy.catch(() => undefined)
    await seat.client.query('rollback; select pg_advisory_unlock_all()')
  }

  async isBlocked({ pid }: Seat): Promise<boolean> {
    const { rows } = await this.watcher.query<{ blocked: boolean }>({
      name: 'is_blocked',
      text: 'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
      values: [pid],
    })
    return rows[0]?.blocked ?? false
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.map(({ client }) => client.end()))
    await this.watcher.end()
  }
}

const types = new pg.TypeOverrides()
types.setTypeParser(20, (text: string) => Number(text))

async function clientAt(connectionString: string): Promise<pg.Client> {
  // `now()` is looked up along this path: ours comes first.
  const options =
    '-c search_path=simulated,pg_catalog,public -c plan_cache_mode=force_generic_plan -c jit=off -c synchronous_commit=off'
  const client = new pg.Client({ connectionString, options, types })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** What becomes of a statement: it is lost before it is heard or after it was done, or refused. */
export type StatementFate = 'fine' | 'lost-before' | 'lost-after' | 'deadlock'

export interface PoolOptions {
  readonly seats: Seats
  readonly scheduler: Scheduler
  readonly owner: string
  readonly fate: (label: string) => StatementFate
  /** Told of everything that was written. */
  readonly wrote: () => void
}

interface Query {
  readonly text: string
  readonly values?: unknown[]
  readonly name?: string
}

/** A gateway's connections: each statement waits for the scheduler, all of them end with their owner. */
export function simulatedConnection(options: PoolOptions): {
  readonly connection: Connection
  kill(): Promise<void>
} {
  const taken = new Set<Seat>()
  const connect = async () => {
    const seat = options.seats.take()
    taken.add(seat)
    return virtualClient(options, seat, () => {
      if (taken.delete(seat)) options.seats.keep(seat)
    })
  }
  const pool = {
    options: { max: 10 },
    connect,
    async query(text: string, values?: unknown[]) {
      const client = await connect()
      try {
        return await client.query(text, values)
      } finally {
        client.release()
      }
    },
    on: () => pool,
    end: async () => {},
  }
  return {
    connection: overPool(pool as unknown as pg.Pool),
    async kill() {
      for (const seat of taken) {
        await options.seats.end(seat)
        options.seats.keep(seat)
      }
      taken.clear()
    },
  }
}

function virtualClient(options: PoolOptions, seat: Seat, giveBack: () => void) {
  const { scheduler, owner, seats } = options
  let isLost = false
  const lane = {}
  const run = async (query: Query, label: string) => {
    if (isLost) throw new Error('Connection terminated')
    const fate = fateOf(query, options.fate(label))
    if (fate !== 'fine') scheduler.note(`${label} ${fate}`)
    if (fate === 'deadlock') await ask(seat, { text: deadlock })
    if (fate !== 'lost-before') {
      const result = await ask(seat, query)
      if (!/^\s*select/i.test(query.text)) options.wrote()
      if (fate === 'fine') return result
    }
    isLost = true
    await seats.end(seat)
    throw new Error('Connection terminated unexpectedly')
  }
  return {
    query(asked: string | Query, values?: unknown[]) {
      const query = typeof asked === 'string' ? { text: asked, ...(values && { values }) } : asked
      // Looks for locks of four hours: those of the dead are freed long before.
      if (query.name?.startsWith('clear_stale_locks')) return Promise.resolve({ rows: [] })
      // A diary that is written when real time says so, and that nothing is decided by.
      if (/^\s*insert into order_records/.test(query.text)) return Promise.resolve({ rows: [] })
      const label = labelOf(query.text)
      const isStuck = () => seats.isBlocked(seat)
      return scheduler.call({ label, owner, lane, isStuck }, () => run(query, label))
    },
    release: giveBack,
    on: () => {},
    off: () => {},
    removeListener: () => {},
  }
}

/** What the server says to one of two that wait for each other. */
const deadlock = `do $$ begin raise exception 'deadlock detected (simulated)' using errcode = '40P01'; end $$`

async function ask(seat: Seat, query: Query): Promise<pg.QueryResult> {
  const result = seat.client.query(query)
  seat.busy = result
  seat.isBusy = true
  try {
    return await result
  } finally {
    seat.isBusy = false
  }
}

function fateOf({ text }: Query, drawn: StatementFate): StatementFate {
  // The worker's own connection is lost with its process only: it would wait for real time to come back.
  if (text.includes('graphile_worker') && !text.includes('write_job')) return 'fine'
  return drawn === 'deadlock' && /^(begin|rollback)/i.test(text) ? 'fine' : drawn
}

const labels = new Map<string, string>()

/** The first words of a statement, and what tells it from others that begin alike. */
function labelOf(text: string): string {
  const known = labels.get(text)
  if (known) return known
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) | 0
  const words = text.trim().replaceAll(/\s+/g, ' ').slice(0, 48)
  const label = `${words} #${(sum >>> 0).toString(36)}`
  labels.set(text, label)
  return label
}
