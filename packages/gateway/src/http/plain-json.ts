import { ShopError } from '@xiaopu/domain'

const mostDepth = 32
const mostNodes = 5_000
/** Names that a careless copy would take for the prototype of what it copies to. */
const reserved = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses JSON that no route of ours could mean: deeper than 32, of more than 5,000 values, with
 * names that mean something to JavaScript or characters that are none.
 *
 * @throws ShopError BAD_REQUEST
 */
export function checkPlain(json: unknown): void {
  let nodes = 0
  const walk = (value: unknown, depth: number): void => {
    if (++nodes > mostNodes) throw refused('too many values')
    if (typeof value === 'string') checkText(value)
    if (typeof value !== 'object' || value === null) return
    if (depth === mostDepth) throw refused('too deep')
    for (const name of Object.keys(value)) {
      if (reserved.has(name)) throw refused(`the name ${name}`)
      walk((value as Readonly<Record<string, unknown>>)[name], depth + 1)
    }
  }
  walk(json, 0)
}

/** Databases keep neither NUL nor half a character. */
function checkText(text: string): void {
  if (/\0|\p{Surrogate}/u.test(text)) throw refused('a character that is none')
}

function refused(reason: string): ShopError {
  return new ShopError('BAD_REQUEST', { where: 'body', reason })
}

/** @throws ShopError BAD_REQUEST for an address with a NUL in it, which no database takes */
export function checkAddress(url: string): void {
  if (url.includes('%00')) throw new ShopError('BAD_REQUEST', { where: 'query', reason: 'NUL' })
}

/** Headers that decide who asks and what for: sent twice, nobody knows which one counts. */
const single = ['authorization', 'idempotency-key', 'x-order-token', 'origin', 'content-type']

/**
 * A header that came twice reads as one with a comma in it, which none of these has by itself.
 *
 * @throws ShopError BAD_REQUEST
 */
export function checkHeaders(headers: Headers): void {
  for (const name of single) {
    if (headers.get(name)?.includes(',')) {
      throw new ShopError('BAD_REQUEST', { where: 'headers', field: name, reason: 'sent twice' })
    }
  }
}
