import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs'
import type { LogEntry } from '@xiaopu/gateway'

export type Log = (entry: LogEntry) => void

/** JSON lines on standard error: what a server's log collector reads. */
export const logLines: Log = (entry) => {
  toTerminal(lineOf(entry))
}

/** How long a file that could not be written is left alone. */
const pauseMillis = 1000

/** A log that grows for ever fills the disk: what is older than this many bytes is kept once. */
const mostBytes = 50_000_000

interface LogFile {
  /** Of a clock that nobody sets, ms. */
  readonly now?: () => number
  /** When the file becomes `….old` and a new one begins, bytes. */
  readonly most?: number
}

/**
 * Everything into a file; only what went wrong is worth a terminal. What does not fit onto a full
 * disk is lost, and what it tells of goes on.
 */
export function logInto(
  file: string,
  { now = () => performance.now(), most = mostBytes }: LogFile = {},
): { log: Log; close(): Promise<void> } {
  let failedAt = Number.NEGATIVE_INFINITY
  let size = 0
  let stream: WriteStream | undefined
  const open = (): void => {
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    const opened = createWriteStream(file, { flags: 'a', mode: 0o600 })
    opened.on('error', () => {
      failedAt = now()
      if (stream === opened) stream = undefined
    })
    stream = opened
  }
  const turnOver = (full: WriteStream): void => {
    try {
      renameSync(file, `${file}.old`)
      // What is still on its way goes with it.
      full.end()
      stream = undefined
    } catch {
      // A log that grows on is better than none.
      size = 0
    }
  }
  const write = (line: string): void => {
    if (size > most && stream?.pending === false) turnOver(stream)
    if (!stream && now() > failedAt + pauseMillis) open()
    size += Buffer.byteLength(line)
    stream?.write(line)
  }
  return {
    log(entry) {
      const line = lineOf(entry)
      write(line)
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
