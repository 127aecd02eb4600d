// `JSON.rawJSON` and the source text of a number are in Node 22; the ES2023 types lack them.
const lossless = JSON as unknown as {
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): unknown
}

/** A number as it was written, digit by digit: `25.90` is written back as `25.90`. */
export class WrittenNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): unknown {
    return lossless.rawJSON(this.text)
  }
}

/** Reads JSON so that writing it again changes no digit. Throws a SyntaxError, or a RangeError where it is nested absurdly deep. */
export function readWritten(text: string): unknown {
  return lossless.parse(text, (_name, value, { source = '' }) =>
    typeof value === 'number' ? new WrittenNumber(source) : value,
  )
}

/** JSON values, bigints, bytes and files as plain JSON with its numbers as written. */
export function toWritten(value: unknown): unknown {
  if (typeof value === 'bigint') return new WrittenNumber(String(value))
  if (typeof value === 'number') return new WrittenNumber(String(value))
  if (value instanceof Uint8Array) return bytesOf(value.byteLength)
  if (value instanceof Blob) return bytesOf(value.size)
  if (Array.isArray(value)) return value.map((item) => toWritten(item) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, toWritten(member)] as const)
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}

/** A picture is not kept, only how large it was. */
const bytesOf = (size: number) => ({ bytes: new WrittenNumber(String(size)) })
