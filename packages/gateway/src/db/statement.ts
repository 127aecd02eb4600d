import { CompiledQuery } from 'kysely'
import type { Database, Tx } from './database.ts'

/**
 * A question whose text never changes. Building one with Kysely costs the gateway more than
 * sending it, so the busiest are written down once; the server prepares each once per connection.
 *
 * @param text - with `$1`, `$2` … for the values
 */
export function statement<Row = unknown>(
  text: string,
): (db: Database | Tx, values: readonly unknown[]) => Promise<Row[]> {
  return async (db, values) => {
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
    return rows
  }
}
