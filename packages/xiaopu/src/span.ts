import type { Asked } from './arguments.ts'
import { CommandError } from './command-error.ts'

/** Instants, RFC 3339 in UTC: from the first on, and before the second. */
export interface Span {
  readonly from?: string
  readonly to?: string
}

/** What `--from` and `--to` say. @throws CommandError where one of them is no day and no instant */
export function readSpan(asked: Asked): Span {
  const from = readDay(asked, 'from', 0)
  const to = readDay(asked, 'to', 1)
  return { ...(from && { from }), ...(to && { to }) }
}

/** A day of shop time, or an instant as it stands; `after` days later, so that an end is included. */
function readDay(asked: Asked, name: string, after: number): string | undefined {
  const text = asked.text(name)
  if (text === undefined) return undefined
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const at = Date.parse(isDay ? `${text}T00:00:00+08:00` : text)
  if (Number.isNaN(at)) {
    throw new CommandError((cli) => cli.badOption(`--${name}`, text, '2026-11-01'), 2)
  }
  return new Date(at + (isDay ? after * 24 * 3_600_000 : 0)).toISOString()
}
