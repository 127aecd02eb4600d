/** JSON as the open platform speaks it: integers beyond 2^53 are real and come as bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

// Source text access (`context.source`, `JSON.rawJSON`) is in Node 22; the ES2023 types lack it.
const lossless = JSON as unknown as {
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): unknown
}

/** Reads JSON without rounding: an integer that a double cannot hold becomes a bigint. Throws SyntaxError. */
export function readJson(text: string): Json {
  return lossless.parse(text, (_name, value, context) =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(context.source ?? '')
      ? BigInt(context.source ?? '')
      : value,
  ) as Json
}

/** Writes JSON; a bigint becomes bare digits, `undefined` members are left out. */
export function writeJson(value: Json): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? lossless.rawJSON(String(member)) : member,
  )
}
