import * as v from 'valibot'

/**
 * The scalars of the open platform. Every optional field may also come as null, and a field of the
 * wrong kind that nobody depends on is read as absent rather than failing the whole answer.
 */

/** A Long of any size as decimal digits, whether it came bare or quoted. */
export const Digits = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d+$/, 'not the digits of an id'),
)

export const Text = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String))

/** A Double or decimal text; in which unit is said by the field. */
export const Amount = v.union([v.number(), v.string()])

/** A count; the platform declares many as Double. */
export const Count = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/\S/))]),
  v.transform(Number),
  v.number(),
  v.finite(),
)

const isTrue: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  y: true,
  n: false,
  1: true,
  0: false,
}

/** A boolean; the platform also writes `"true"`, `"y"` and `1` [doc], in any case. */
export const Flag = v.pipe(
  v.union([v.boolean(), v.number(), v.string()]),
  v.transform((flag) => String(flag).trim().toLowerCase()),
  v.picklist(['true', 'false', 'y', 'n', '1', '0']),
  v.transform((flag) => isTrue[flag] === true),
)

/** Absent, null or unreadable is `undefined`. */
export function maybe<T extends v.GenericSchema>(schema: T) {
  return v.fallback(v.optional(schema), undefined)
}

/** Absent or null is an empty list; an item that makes no sense fails the answer. */
export function rows<T extends v.GenericSchema>(schema: T) {
  return v.nullish(v.array(schema), () => [])
}
