import { second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { Workers } from './worker.ts'

/** Between two tries to begin again. */
const pauseMillis = second

/**
 * Workers give up when their database goes away. These begin again as often as it takes, so that what
 * was paid before is bought when it is back.
 */
export async function keepWorking(
  start: () => Promise<Workers>,
  { log }: Pick<Deps, 'log'>,
): Promise<Omit<Workers, 'ended'>> {
  const stopped = new AbortController()
  let current = await start()
  const watch = async () => {
    for (;;) {
      await current.ended
      if (stopped.signal.aborted) return
      log({ level: 'error', event: 'jobs.stopped' })
      await current.stop()
      const next = await beginAgain(start, stopped.signal)
      if (!next) return
      current = next
      log({ level: 'info', event: 'jobs.begun-again' })
    }
  }
  const watching = watch()
  return {
    workDue: () => current.workDue(),
    freeDead: () => current.freeDead(),
    async stop() {
      stopped.abort()
      await current.stop()
      await watching
    },
  }
}

async function beginAgain(
  start: () => Promise<Workers>,
  signal: AbortSignal,
): Promise<Workers | undefined> {
  while (!signal.aborted) {
    await new Promise((done) => setTimeout(done, pauseMillis).unref())
    const workers = await start().catch(() => undefined)
    if (workers) return workers
  }
  return undefined
}
