import { createWriteStream } from 'node:fs'
import type { LogEntry } from '@xiaopu/gateway'

export type Log = (entry: LogEntry) => void

/** JSON lines on standard error: what a server's log collector reads. */
export const logLines: Log = (entry) => {
  process.stderr.write(lineOf(entry))
}

/** Everything into a file; only what went wrong is worth a terminal. */
export function logInto(file: string): { log: Log; close(): Promise<void> } {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  return {
    log(entry) {
      stream.write(lineOf(entry))
      if (entry.level === 'error') process.stderr.write(lineOf(entry))
    },
    close: () => new Promise((done) => stream.end(() => done())),
  }
}

function lineOf(entry: LogEntry): string {
  return `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`
}
