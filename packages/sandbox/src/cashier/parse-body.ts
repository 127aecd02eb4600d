import { Refusal } from './refusal.ts'

/** The fields of a request body, read one by one; anything else than asked for is PARAM_ERROR. */
export interface Body {
  /** A text of 1 to `most` characters. */
  text(name: string, most: number): string
  /** A merchant's number: letters, digits, `_-|*`, at most 64. */
  number(name: string): string
  /** Fen, from 1 to 100 million yuan. */
  fen(name: string): number
  /** An RFC 3339 time, as epoch ms. */
  time(name: string): number
  /** An absolute http or https address. */
  url(name: string): string
  is(name: string, value: string): void
}

/** Reads the raw body of a request. */
export function parseBody(raw: string): Body {
  const fields = object(raw)
  const text = (name: string, most: number): string => {
    const value = fields[name]
    if (typeof value !== 'string' || value.trim() === '' || value.length > most) {
      throw wrong(name, `a text of 1 to ${most} characters`)
    }
    return value
  }
  return {
    text,
    number: (name) => {
      const value = text(name, 64)
      if (!/^[\w\-|*]+$/.test(value)) throw wrong(name, 'letters, digits, _ - | *')
      return value
    },
    fen: (name) => {
      const value = fields[name]
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > 1e10) {
        throw wrong(name, 'fen as a whole number from 1 to 10000000000')
      }
      return value
    },
    time: (name) => {
      const value = text(name, 40)
      const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
        ? Date.parse(value)
        : Number.NaN
      if (Number.isNaN(time)) throw wrong(name, 'a time such as 2026-11-24T08:15:00Z')
      return time
    },
    url: (name) => {
      const value = text(name, 1024)
      if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
        throw wrong(name, 'an absolute http or https address')
      }
      return value
    },
    is: (name, value) => {
      if (fields[name] !== value) throw wrong(name, JSON.stringify(value))
    },
  }
}

function object(raw: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(raw)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>
    }
  } catch {
    // Falls through: no JSON and JSON of another shape are refused alike.
  }
  throw new Refusal('PARAM_ERROR', 'the body must be a JSON object')
}

function wrong(name: string, wanted: string): Refusal {
  return new Refusal('PARAM_ERROR', `${name} must be ${wanted}`)
}
