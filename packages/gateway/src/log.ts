import type { LogEntry } from './deps.ts'

/**
 * One JSON object per line on standard error; standard output belongs to the command. Lines are
 * written together a few times a second, because a write stops the process that makes it.
 */
export function createLog(
  now: () => number,
  write: (lines: string) => void,
): (entry: LogEntry) => void {
  let lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    write(lines.join(''))
    lines = []
  }
  process.once('exit', () => lines.length > 0 && flush())
  return (entry) => {
    lines.push(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`)
    if (timer === undefined) timer = setTimeout(flush, 100).unref()
  }
}
