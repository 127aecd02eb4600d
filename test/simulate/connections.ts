import type { Connection } from '@xiaopu/gateway'
import { overPool } from '@xiaopu/gateway'
import pg from 'pg'
import type { Lock, Scheduler } from './scheduler.ts'

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
  /** What the clock in the database shall say before anybody asks it anything. */
  #newTime: number | undefined
  /** Looks at everything and waits for nobody. */
  readonly watcher: pg.Client
  /** Puts rows back: the role that this takes makes a connection forget all its plans. */
  readonly #keeper: pg.Client

  private constructor(url: string, watcher: pg.Client, keeper: pg.Client) {
    this.#url = url
    this.watcher = watcher
    this.#keeper = keeper
  }

  /** As many as all gateways of a world may use at once, so that none waits for a door to open. */
  static async open(url: string, count = 32): Promise<Seats> {
    const seats = new Seats(url, await clientAt(url), await clientAt(url))
    for (let opened = 0; opened < count; opened++) seats.keep(await seats.#newSeat())
    return seats
  }

  /** From the next statement on it is that late; most turns of the clock pass without one. */
  turnTo(at: number): void {
    this.#newTime = at
  }

  /** Whoever is about to ask something that depends on the time calls this first. */
  async tellTime(): Promise<void> {
    if (this.#newTime === undefined) return
    const values = [this.#newTime]
    this.#newTime = undefined
    const text = 'update simulated.clock set at = to_timestamp($1 / 1000.0)'
    await this.watcher.query({ name: 'turn', text, values })
  }

  /** Statements that put a database back to its beginning. */
  async putBack(statements: string): Promise<void> {
    await this.#keeper.query(statements)
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
    await this.cancel(seat)
    await seat.client.query('rollback; select pg_advisory_unlock_all()')
  }

  /** Ends the statement that it is at, if any; what that one's transaction did before is in vain. */
  async cancel(seat: Seat): Promise<void> {
    if (seat.isBusy) await this.watcher.query('select pg_cancel_backend($1)', [seat.pid])
    await seat.busy.catch(() => undefined)
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
    await Promise.all([this.watcher.end(), this.#keeper.end()])
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
  /** Told of everything that may have brought or taken jobs. */
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
  let isOpen = false
  const run = async (query: Query, label: string, fate: StatementFate) => {
    if (isLost) throw new Error('Connection terminated')
    if (fate !== 'fine') scheduler.note(`${label} ${fate}`)
    await seats.tellTime()
    if (fate === 'deadlock') await ask(seat, { text: deadlock })
    if (fate !== 'lost-before') {
      const result = await askAgainIfHeld(query)
      if (mayMoveJobs.test(query.text)) options.wrote()
      if (fate === 'fine') return result
    }
    isLost = true
    await seats.end(seat)
    throw new Error('Connection terminated unexpectedly')
  }
  /** While another one waits for a lock, this one may be taken back: its transaction must outlive that. */
  const askAgainIfHeld = async (query: Query) => {
    const isGuarded = isOpen && scheduler.isAnyStuck && !isFrame.test(query.text)
    if (isGuarded) await ask(seat, { text: 'savepoint held' })
    const result = await ask(seat, query)
    if (isGuarded) await ask(seat, { text: 'release savepoint held' })
    const [word] = isFrame.exec(query.text) ?? []
    if (word) isOpen = word.toLowerCase() === 'begin'
    return result
  }
  const lock: Lock = {
    isStuck: () => seats.isBlocked(seat),
    async withdraw() {
      await seats.cancel(seat)
      if (isOpen) await seat.client.query('rollback to savepoint held; release savepoint held')
    },
    deadlock: () => Object.assign(new Error('deadlock detected'), { code: '40P01' }),
  }
  return {
    query(asked: string | Query, values?: unknown[]) {
      const query = typeof asked === 'string' ? { text: asked, ...(values && { values }) } : asked
      // Looks for locks of four hours: those of the dead are freed long before.
      if (query.name?.startsWith('clear_stale_locks')) return Promise.resolve({ rows: [] })
      // A diary that is written when real time says so, and that nothing is decided by.
      if (query.text.includes('insert into order_records')) return Promise.resolve({ rows: [] })
      const label = labelOf(query.text)
      let fate: StatementFate | undefined
      return scheduler.call({ label, owner, lane, lock }, () => {
        fate ??= fateOf(query, options.fate(label))
        return run(query, label, fate)
      })
    },
    release: giveBack,
    on: () => {},
    off: () => {},
    removeListener: () => {},
  }
}

/** What the server says to one of two that wait for each other. */
/** What opens and ends a transaction. */
const isFrame = /^(begin|commit|rollback)/i

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

/** Jobs come and go by these, and are seen by others from the end of a transaction on. */
const mayMoveJobs = /write_job|graphile_worker|^\s*(commit|rollback)/i

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
