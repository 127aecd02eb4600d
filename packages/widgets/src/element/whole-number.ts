import type { Parse } from './attributes.ts'

/** A whole number within bounds; anything else is the fallback. A file of its own: no card needs it. */
export function wholeNumber(fallback: number, min: number, max: number): Parse<number> {
  return (value) => {
    const number = value === null ? Number.NaN : Number(value)
    return Number.isInteger(number) && number >= min && number <= max ? number : fallback
  }
}
