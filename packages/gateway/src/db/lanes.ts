import type pg from 'pg'
import { isDatabaseGone } from './database-gone.ts'
import { type Answered, sendPrepared } from './prepared.ts'

/**
 * A few connections for single statements outside a transaction, which are most: whoever asks takes
 * one for this statement, with nothing to check out and nothing to give back. None waits for
 * another: a statement that is held by a lock must not hold those that would free it.
 */
export interface Lanes {
  /** @returns undefined where every lane is taken: the statement goes another way */
  run(text: string, list: readonly unknown[]): Promise<Answered> | undefined
  /** Ends each lane when its statement is over. */
  close(): Promise<void>
}

/** @param pool - nobody else's; it opens as many connections as there are lanes */
export function createLanes(pool: pg.Pool, count: number): Lanes {
  const free: pg.PoolClient[] = []
  let taken = 0
  let isOver = false

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    const lost = () => {
      const at = free.indexOf(client)
      if (at < 0) return
      free.splice(at, 1)
      client.release(true)
    }
    client.on('error', lost)
    client.on('end', lost)
    return client
  }

  async function runOn(lane: pg.PoolClient | undefined, text: string, list: readonly unknown[]) {
    taken++
    let client = lane
    let isGone = false
    try {
      client ??= await open()
      return await sendPrepared(client, text, list)
    } catch (error) {
      isGone = isDatabaseGone(error)
      throw error
    } finally {
      taken--
      if (isGone || isOver) client?.release(true)
      else if (client) free.push(client)
    }
  }

  return {
    run(text, list) {
      const lane = free.pop()
      if (!lane && taken + free.length >= count) return undefined
      return runOn(lane, text, list)
    },
    async close() {
      isOver = true
      for (const client of free.splice(0)) client.release(true)
      await pool.end()
    },
  }
}
