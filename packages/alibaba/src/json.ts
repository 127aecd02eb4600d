// Source text access (`context.source`, `JSON.rawJSON`) is in Node 22; the ES2023 types lack it.
const lossless = JSON as unknown as {
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): unknown
}

/**
 * Reads JSON without rounding: an integer beyond 2^53, as order and message ids are, becomes a
 * string of its digits. Throws a SyntaxError, or a RangeError where it is nested absurdly deep.
 */
export function readJson(text: string): unknown {
  return lossless.parse(text, (_name, value, { source = '' }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? source
      : value,
  )
}

/** Writes JSON for a parameter; a bigint becomes bare digits, `undefined` members are left out. */
export function writeJson(value: object): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? lossless.rawJSON(String(member)) : member,
  )
}
