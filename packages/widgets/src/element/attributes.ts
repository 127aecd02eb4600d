/** How an attribute's text becomes a prop. The text is `null` where the attribute is absent. */
export type Parse<T> = (text: string | null) => T

export type Attributes = Readonly<Record<string, Parse<unknown>>>

export type PropsOf<A extends Attributes> = { readonly [Name in keyof A]: ReturnType<A[Name]> }

export const text: Parse<string | undefined> = (value) => value?.trim() || undefined

/** Present means true, whatever it says, as in HTML; `"false"` is false because people write it. */
export const flag: Parse<boolean> = (value) => value !== null && value !== 'false'
