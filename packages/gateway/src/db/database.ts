import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.generated.ts'

export type Database = Kysely<DB>
export type Tx = Transaction<DB>

/** int8 comes as text from the driver; our amounts are fen and fit 2^53. */
const types = new pg.TypeOverrides()
types.setTypeParser(20, (text: string) => Number(text))

export interface Connection {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * @param options.url - `postgres://…` of a PostgreSQL ≥ 15
 * @param options.max - connections held by this process at most
 */
export function connect(options: { url: string; max?: number }): Connection {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    types,
    // Prepared statements keep one plan, whatever their values: planning again costs more than it finds.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return overPool(pool)
}

/** A connection over a pool that its caller opened; closing it ends the pool. */
export function overPool(pool: pg.Pool): Connection {
  const dialect = new PostgresDialect({
    pool: {
      options: pool.options,
      connect: async () => preparing(await pool.connect()),
      end: () => pool.end(),
    },
  })
  return { db: new Kysely<DB>({ dialect }), pool, close: async () => pool.end() }
}

/** Statements prepared at most; texts beyond that (lists of odd lengths) are planned each time. */
const maxPrepared = 500
const names = new Map<string, string>()

/** The server parses and plans a statement once per connection instead of at every call. */
function preparing(client: pg.PoolClient) {
  return {
    query(text: string, values?: readonly unknown[]) {
      if (!values || values.length === 0) return client.query(text)
      const name = names.get(text) ?? nameOf(text)
      return client.query({ ...(name && { name }), text, values: [...values] })
    },
    release: () => client.release(),
  } as unknown as pg.PoolClient
}

function nameOf(text: string): string | undefined {
  if (names.size >= maxPrepared) return undefined
  const name = `xiaopu_${names.size}`
  names.set(text, name)
  return name
}
