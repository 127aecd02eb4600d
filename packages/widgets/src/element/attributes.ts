/** How an attribute's text becomes a prop. The text is `null` where the attribute is absent. */
export type Parse<T> = (text: string | null) => T

export type Attributes = Readonly<Record<string, Parse<unknown>>>

export type PropsOf<A extends Attributes> = { readonly [Name in keyof A]: ReturnType<A[Name]> }

export const text: Parse<string | undefined> = (value) => value?.trim() || undefined

/** Present means true, whatever it says, as in HTML; `"false"` is false because people write it. */
export const flag: Parse<boolean> = (value) => value !== null && value !== 'false'

/** A whole number within bounds; anything else is the fallback. */
export function wholeNumber(fallback: number, min: number, max: number): Parse<number> {
  return (value) => {
    const number = value === null ? Number.NaN : Number(value)
    return Number.isInteger(number) && number >= min && number <= max ? number : fallback
  }
}

export function oneOf<T extends string>(fallback: T, ...others: readonly T[]): Parse<T> {
  return (value) => others.find((other) => other === value) ?? fallback
}
