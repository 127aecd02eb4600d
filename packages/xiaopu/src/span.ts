import { day } from '@xiaopu/domain'
import type { Asked } from './arguments.ts'
import { CommandError } from './command-error.ts'
import { endOfShopDay } from './print/shop-time.ts'

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

/**
 * The last moment of the day in the shop that `--until` says.
 *
 * @throws CommandError where it is no day
 */
export function readUntil(asked: Asked): string | undefined {
  const text = asked.text('until')
  if (text === undefined) return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isInCalendar(text)) return endOfShopDay(text)
  throw new CommandError((cli) => cli.mistyped.like('--until', text, '2026-11-01'), 2)
}

/** A day, or an instant with its zone: what else `Date.parse` takes, it guesses. */
const dayOrInstant = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/** A day of shop time, or an instant as it stands; `after` days later, so that an end is included. */
function readDay(asked: Asked, name: string, after: number): string | undefined {
  const text = asked.text(name)
  return text === undefined ? undefined : instantOf(text, `--${name}`, after)
}

/**
 * The instant that a text says: the beginning of a day of shop time, or one with its zone.
 *
 * @throws CommandError where it is neither
 */
export function instantOf(text: string, option: string, after = 0, example = '2026-11-01'): string {
  const [, calendarDay, time] = dayOrInstant.exec(text) ?? []
  const at = Date.parse(time === undefined ? `${calendarDay}T00:00:00+08:00` : text)
  if (calendarDay === undefined || !isInCalendar(calendarDay) || Number.isNaN(at)) {
    throw new CommandError((cli) => cli.mistyped.like(option, text, example), 2)
  }
  return new Date(at + (time === undefined ? after * day : 0)).toISOString()
}

/** JavaScript reads 31 February as 3 March. */
function isInCalendar(calendarDay: string): boolean {
  const begins = Date.parse(`${calendarDay}T00:00:00Z`)
  return !Number.isNaN(begins) && new Date(begins).toISOString().startsWith(calendarDay)
}
