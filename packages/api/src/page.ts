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
