import type { LogEntry } from './deps.ts'

/** One JSON object per line on standard error; standard output belongs to the command. */
export function jsonLog(entry: LogEntry, time: number): string {
  return JSON.stringify({ time: new Date(time).toISOString(), ...entry })
}
