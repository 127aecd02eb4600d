import type { PoolClient } from 'pg'
import type { Connection } from '../db/database.ts'
import type { Deps } from '../deps.ts'

/** Class of the advisory locks that tell which gateway processes are alive; any fixed number. */
export const lockClass = 7_781

/** How soon a lost connection is sought again. */
const pauseMillis = 1_000

/**
 * Tells other processes that this one is alive, by an advisory lock under its number. A lock ends
 * with its connection: when the server restarts or breaks it, it is taken again.
 *
 * @param back - after it was taken again; others may have taken this process for dead meanwhile
 * @returns how to let go of it
 */
export async function bePresent(
  { pool }: Connection,
  { log }: Pick<Deps, 'log'>,
  process: number,
  back: () => Promise<void>,
): Promise<() => void> {
  let isOver = false
  let held: PoolClient | undefined
  let timer: NodeJS.Timeout | undefined

  async function hold(): Promise<void> {
    const client = await pool.connect()
    if (isOver) return client.release()
    const lost = () => {
      if (held !== client) return
      held = undefined
      client.release(true)
      log({ level: 'warn', event: 'jobs.presence-lost' })
      seek()
    }
    held = client
    client.on('error', lost)
    client.on('end', lost)
    await client.query('select pg_advisory_lock($1, $2)', [lockClass, process])
  }

  function seek(): void {
    if (isOver) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      hold()
        .then(back)
        .catch(() => {
          held?.release(true)
          held = undefined
          seek()
        })
    }, pauseMillis).unref()
  }

  function leave(): void {
    isOver = true
    clearTimeout(timer)
    const client = held
    held = undefined
    client?.release(true)
  }

  try {
    await hold()
  } catch (error) {
    // Nobody will ever let go of what was half taken.
    leave()
    throw error
  }
  return leave
}
