export type Body = Readonly<Record<string, unknown>>

/** A JSON object as it was sent; empty for anything else. */
export function bodyOf(text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  } catch {
    // Refused like an object without what is needed.
  }
  return {}
}

export function textOf(body: Body, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** A whole number, or nothing. */
export function wholeOf(body: Body, name: string): number | undefined {
  const value = body[name]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}
