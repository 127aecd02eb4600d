import { second } from '@xiaopu/domain'
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'

/** How long workers that stop may take to let go of what they are doing. */
const endMillis = 15 * second

/**
 * Workers whose database went away while jobs were being ended may wait for themselves for ever
 * (graphile-worker 0.18, `batch`): who waits for their end is let go then. Their jobs are set free
 * like those of the dead.
 */
export async function atMost(end: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, endMillis)
    timer.unref()
  })
  await Promise.race([end, late])
  clearTimeout(timer)
}

/**
 * A pool that gives up by itself tells nobody but its promise how that went: a failure while it hands
 * back its jobs, without a database to hand them to, would be an uncaught error.
 */
export function endsQuietly(events: WorkerEvents): GraphileConfig.Plugin {
  let queue: object | undefined
  events.on('localQueue:init', ({ localQueue }) => {
    queue = localQueue
  })
  return {
    name: 'xiaopu-ends-quietly',
    version: '1.0.0',
    worker: {
      middleware: {
        async poolGracefulShutdown(next) {
          const letGo = holdBack(queue)
          const ended = Promise.resolve(next()).catch(() => {})
          setImmediate(letGo)
          await ended
        },
      },
    },
  }
}

/**
 * Gives a queue something to do while it is released: one that has nothing in the background loses
 * sight of the jobs that it hands back, and of what goes wrong with them.
 */
function holdBack(queue: object | undefined): () => void {
  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  const background: unknown = queue && Reflect.get(queue, 'background')
  if (typeof background === 'function') background.call(queue, held)
  return letGo
}

type Connected = (error: Error | undefined, client?: pg.PoolClient, release?: Release) => void
type Release = (error?: Error | boolean) => void

/**
 * The same pool, to which a client may be given back twice: a listener that breaks while it is being
 * stopped does that, and the second time would be an uncaught error.
 */
export function forgiving(pool: pg.Pool): pg.Pool {
  const connect = (connected?: Connected) =>
    connected
      ? pool.connect((error, client, release) => connected(error, client, once(release)))
      : pool.connect()
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function once(release: Release): Release {
  let isReleased = false
  return (error) => {
    if (isReleased) return
    isReleased = true
    release(error)
  }
}
