import { WechatRefusal } from './refusal.ts'

/** The body of a merchant's call: what it needs, by dotted names. */
export interface Fields {
  text(name: string, longest?: number): string
  fen(name: string): number
  optional(name: string): string | undefined
  /** Whether it is there and true; absent is no. */
  yes(name: string): boolean
  /** How many a list has; 0 where there is none. */
  count(name: string): number
  url(name: string): string
}

export function readFields(raw: string): Fields {
  const body = parsed(raw)
  const at = (name: string): unknown =>
    name
      .split('.')
      .reduce<unknown>(
        (value, key) =>
          typeof value === 'object' && value !== null
            ? (value as Readonly<Record<string, unknown>>)[key]
            : undefined,
        body,
      )
  const wrong = (name: string) =>
    new WechatRefusal('PARAM_ERROR', `输入源“/body/${name}”映射到值字段错误`)
  const text = (name: string, longest = 256) => {
    const value = at(name)
    if (typeof value !== 'string' || value === '' || value.length > longest) throw wrong(name)
    return value
  }
  return {
    text,
    fen(name) {
      const value = at(name)
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw wrong(name)
      return value
    },
    optional(name) {
      const value = at(name)
      if (value !== undefined && typeof value !== 'string') throw wrong(name)
      return value
    },
    yes(name) {
      const value = at(name)
      if (value !== undefined && typeof value !== 'boolean') throw wrong(name)
      return value === true
    },
    count(name) {
      const value = at(name)
      if (value !== undefined && !Array.isArray(value)) throw wrong(name)
      return value?.length ?? 0
    },
    url(name) {
      const value = text(name)
      if (!/^https?:\/\/[^?]+$/.test(value)) throw wrong(name)
      return value
    },
  }
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    throw new WechatRefusal('PARAM_ERROR', 'http body is not json')
  }
}
