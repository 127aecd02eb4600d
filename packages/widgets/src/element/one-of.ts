import type { Parse } from './attributes.ts'

/** One of these words; anything else is the fallback. A file of its own: no card needs it. */
export function oneOf<T extends string>(fallback: T, ...others: readonly T[]): Parse<T> {
  return (value) => others.find((other) => other === value) || fallback
}
