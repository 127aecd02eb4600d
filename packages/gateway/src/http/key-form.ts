import { createHash, randomBytes } from 'node:crypto'
import type { KeyKind } from '@xiaopu/domain'

const prefixes: Readonly<Record<KeyKind, string>> = {
  publishable: 'xpk',
  secret: 'xsk',
  restricted: 'xrk',
}

/** Prefix, `_`, 24 random characters and 4 of checksum: a typo is told apart from a wrong key. */
export function newKey(kind: KeyKind): string {
  const body = randomBytes(18).toString('base64url').replaceAll(/[-_]/g, '0')
  return `${prefixes[kind]}_${body}${checksum(body)}`
}

export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** The kind that a key says it is of; undefined where it is mistyped. */
export function kindOf(key: string): KeyKind | undefined {
  const [, prefix, body = '', sum] = /^(x[psr]k)_([0-9A-Za-z]{24})([0-9a-f]{4})$/.exec(key) ?? []
  if (checksum(body) !== sum) return undefined
  return (Object.keys(prefixes) as KeyKind[]).find((kind) => prefixes[kind] === prefix)
}

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 4)
}
