import { setTimeout } from 'node:timers/promises'
import { second } from '@xiaopu/domain'
import type { EmbeddedDatabase } from '@xiaopu/gateway/embedded'
import { identityOf } from './process.ts'

/** Hears of a server that has ended by itself. */
export interface Telling {
  /** @param why - in PostgreSQL's own words, where it said anything */
  gone(why: string | undefined): void
  back(): void
}

type Kept = Pick<EmbeddedDatabase, 'pid' | 'revive' | 'lastFailure'>

const lookMillis = second
const longestMillis = 15 * second

/**
 * Starts a server again whenever it ends without being told to, and tries until it runs: PostgreSQL
 * gives up for good where its log cannot grow (a full disk), and nobody else would start it when
 * there is room again.
 *
 * @returns how to leave it alone, before it is stopped
 */
export function keepDatabase(database: Kept, tell: Telling): () => Promise<void> {
  const abort = new AbortController()
  const kept = keep(database, tell, abort.signal).catch((error) => {
    if (!abort.signal.aborted) throw error
  })
  return async () => {
    abort.abort()
    await kept
  }
}

async function keep(database: Kept, tell: Telling, signal: AbortSignal): Promise<void> {
  let tries = 0
  while (!signal.aborted) {
    const wait = Math.min(lookMillis * 2 ** tries, longestMillis)
    await setTimeout(wait, undefined, { signal, ref: false })
    if (await runs(database)) {
      // It took longer than its start was waited for.
      if (tries > 0) tell.back()
      tries = 0
      continue
    }
    if (tries++ === 0) tell.gone(await database.lastFailure())
    const isBack = await database.revive().then(
      () => true,
      () => false,
    )
    if (!isBack) continue
    tell.back()
    tries = 0
  }
}

async function runs(database: Kept): Promise<boolean> {
  const pid = await database.pid()
  return pid !== undefined && identityOf(pid) !== undefined
}
