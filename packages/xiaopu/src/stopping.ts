import { watchStarter } from './started-by.ts'

/** Closes what was opened, latest first, when the process is told to stop. */
export interface Stopping {
  /** Aborted from the moment it is told. */
  readonly signal: AbortSignal
  onStop(close: () => Promise<void> | void): void
  /** Closes everything; safe to repeat. */
  stop(): Promise<void>
  /** Resolves when told to stop. */
  readonly told: Promise<void>
}

/** Listens for SIGTERM, SIGINT and the end of the package manager that started us; a second one ends the process on the spot. */
export function untilStopped(): Stopping {
  const abort = new AbortController()
  const told = Promise.withResolvers<void>()
  const tell = () => {
    abort.abort()
    told.resolve()
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (abort.signal.aborted) process.exit(130)
      tell()
    })
  }
  watchStarter(tell)
  const open: (() => Promise<void> | void)[] = []
  return {
    signal: abort.signal,
    told: told.promise,
    onStop: (close) => {
      open.push(close)
    },
    async stop() {
      for (let close = open.pop(); close; close = open.pop()) await close()
    },
  }
}
