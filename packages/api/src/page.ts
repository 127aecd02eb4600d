import * as v from 'valibot'

/** Part of a longer list. `next` goes into `?cursor=`; absent on the last page. */
export function Page<Item extends v.GenericSchema<unknown, unknown>>(item: Item) {
  return v.object({ items: v.array(item), next: v.optional(v.string()) })
}

const wholeNumber = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number), v.minValue(min), v.maxValue(max))

export const cursorQuery = {
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(wholeNumber(1, 100)),
}

export const pageQuery = {
  page: v.optional(wholeNumber(1, 10_000)),
  limit: v.optional(wholeNumber(1, 50)),
}

/** A day that a calendar has: JavaScript reads 31 February as 3 March, PostgreSQL not at all. */
function isInCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return Date.parse(text) >= 0 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check(isInCalendar, 'no time of any day since 1970'),
  v.transform((text) => new Date(text).toISOString()),
)

/** From this moment on, and before that one. */
export const spanQuery = { from: v.optional(moment), to: v.optional(moment) }
