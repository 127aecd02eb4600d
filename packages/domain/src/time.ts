import * as v from 'valibot'

/** A moment as RFC 3339 in UTC, e.g. `2026-11-24T08:00:00.000Z`. */
export const Instant = v.pipe(v.string(), v.isoTimestamp())
export type Instant = v.InferOutput<typeof Instant>

/** Milliseconds since 1970; what a clock gives and a rule calculates with. */
export type Millis = number

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
