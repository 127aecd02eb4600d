import { type Database, run, type Tx } from './database.ts'

/** The values of a statement that is put together from parts; each is named where it stands. */
export interface Values {
  readonly list: readonly unknown[]
  /** `$1`, `$2` … */
  add(value: unknown): string
}

export function values(): Values {
  const list: unknown[] = []
  return { list, add: (value) => `$${list.push(value)}` }
}

/**
 * Asks in plain SQL. Building a statement with Kysely costs the gateway more than sending it, so
 * the busiest are written down; the server prepares each text once per connection.
 *
 * @param text - ours; what comes from elsewhere stands in `values`
 */
export function ask<Row>(
  db: Database | Tx,
  text: string,
  { list }: Pick<Values, 'list'>,
): Promise<Row[]> {
  return run<Row>(db, text, list)
}

/**
 * Part of what a statement answers: its commit does not wait for the disk. For what was promised to
 * nobody and is done again by whoever finds it missing after a power cut: what is lost then is the
 * very last, never anything before a commit that did wait. Outside of transactions only: it holds for the
 * whole of one.
 */
export const unflushed = `set_config('synchronous_commit', 'off', true)`

/** A statement whose text never changes. @param text - with `$1`, `$2` … for the values */
export function statement<Row = unknown>(
  text: string,
): (db: Database | Tx, list: readonly unknown[]) => Promise<Row[]> {
  return (db, list) => ask<Row>(db, text, { list })
}
