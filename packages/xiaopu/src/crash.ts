import type { Log } from './log.ts'

/** `EX_SOFTWARE` of sysexits.h: a bug of ours. */
const exitCode = 70

/**
 * A failure that nobody caught ends the process, because nobody knows what it left undone: what was
 * promised is in the database, and whoever starts us again goes on from there.
 */
export function endOnBug(log: Log): void {
  const end = (event: string) => (reason: unknown) => {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    const { message, stack = '' } = error
    log({ level: 'error', event, reason: message, stack })
    // A stream to a file or a pipe takes a moment; then it is time.
    setTimeout(() => process.exit(exitCode), 100)
  }
  // Whoever collected our log is gone: that is no bug of ours.
  process.stderr.on('error', () => {})
  process.on('unhandledRejection', end('process.unhandled-rejection'))
  process.on('uncaughtException', end('process.uncaught-exception'))
}
