import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { createLanes, type Lanes } from './lanes.ts'
import { type Send, sendPlain, sendPrepared, types } from './prepared.ts'
import type { DB } from './tables.generated.ts'

export type Database = Kysely<DB>
export type Tx = Transaction<DB>

export interface Connection {
  readonly db: Database
  readonly pool: pg.Pool
  /** For what fetches and ends jobs: its commits do not wait for the disk. A job that is not known to have ended runs again. */
  readonly jobPool: pg.Pool
  close(): Promise<void>
}

/** Lanes of a process that serves; one that needs a connection or two for a moment has none. */
const laneCount = 4

/** One listens for jobs, one fetches, one ends them. */
const jobConnections = 3

/**
 * @param options.url - `postgres://…` of a PostgreSQL ≥ 15
 * @param options.max - connections held by this process at most; 8, four lanes and three for jobs where it is absent
 */
export function connect(options: { url: string; max?: number }): Connection {
  const { url, max } = options
  if (max !== undefined) return overPool(openPool(url, max), { send: sendPrepared })
  const lanes = createLanes(openPool(url, laneCount), laneCount)
  const jobPool = openPool(url, jobConnections, '-c synchronous_commit=off')
  return overPool(openPool(url, 8), { send: sendPrepared, lanes, jobPool })
}

function openPool(url: string, max: number, also = ''): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    // Prepared statements keep one plan, whatever their values: planning again costs more than it finds.
    options: `-c plan_cache_mode=force_generic_plan -c jit=off ${also}`,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A connection over a pool that its caller opened; closing it ends the pool. */
export function overPool(
  pool: pg.Pool,
  {
    send = sendPlain,
    lanes,
    jobPool = pool,
  }: { readonly send?: Send; readonly lanes?: Lanes; readonly jobPool?: pg.Pool } = {},
): Connection {
  const dialect = new PostgresDialect({
    pool: {
      options: pool.options,
      connect: async () => preparing(await pool.connect(), send),
      end: () => pool.end(),
    },
  })
  const db = new Kysely<DB>({ dialect })
  if (lanes) lanesOf.set(db, lanes)
  return {
    db,
    pool,
    jobPool,
    async close() {
      await lanes?.close()
      if (jobPool !== pool) await jobPool.end()
      await pool.end()
    },
  }
}

/** The lanes of a database; a transaction has none, its statements go together. */
const lanesOf = new WeakMap<object, Lanes>()

/** A statement in plain SQL, on a lane where one is free. */
export async function run<Row>(
  db: Database | Tx,
  text: string,
  list: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await (lanesOf.get(db)?.run(text, list) ??
    db.executeQuery(CompiledQuery.raw(text, [...list])))
  return rows as Row[]
}

/** The server parses and plans a statement once per connection instead of at every call. */
function preparing(client: pg.PoolClient, send: Send) {
  return {
    query: (text: string, list: readonly unknown[] = []) => send(client, text, list),
    release: () => client.release(),
  } as unknown as pg.PoolClient
}
