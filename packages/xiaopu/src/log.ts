import { createWriteStream, type WriteStream } from 'node:fs'
import type { LogEntry } from '@xiaopu/gateway'

export type Log = (entry: LogEntry) => void

/** JSON lines on standard error: what a server's log collector reads. */
export const logLines: Log = (entry) => {
  toTerminal(lineOf(entry))
}

/** How long a file that could not be written is left alone. */
const pauseMillis = 1000

/**
 * Everything into a file; only what went wrong is worth a terminal. What does not fit onto a full
 * disk is lost, and what it tells of goes on.
 *
 * @param now - of a clock that nobody sets, ms
 */
export function logInto(
  file: string,
  now = () => performance.now(),
): { log: Log; close(): Promise<void> } {
  let failedAt = Number.NEGATIVE_INFINITY
  let stream: WriteStream | undefined
  const open = (): WriteStream => {
    const opened = createWriteStream(file, { flags: 'a', mode: 0o600 })
    opened.on('error', () => {
      failedAt = now()
      if (stream === opened) stream = undefined
    })
    return opened
  }
  return {
    log(entry) {
      const line = lineOf(entry)
      if (!stream && now() > failedAt + pauseMillis) stream = open()
      stream?.write(line)
      if (entry.level === 'error') toTerminal(line)
    },
    close: () =>
      new Promise((done) => {
        if (stream) stream.end(() => done())
        else done()
      }),
  }
}

/** Standard error may be a file on a full disk: then it throws. */
function toTerminal(line: string): void {
  try {
    process.stderr.write(line)
  } catch {
    // There is nobody left to tell.
  }
}

function lineOf(entry: LogEntry): string {
  return `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`
}
