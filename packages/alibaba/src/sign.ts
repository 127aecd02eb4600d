import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * `_aop_signature`: upper-hex HMAC-SHA1 of the path after `/openapi/` followed by the sorted
 * `name+value` pairs, raw and without separators. Push messages sign with an empty path.
 *
 * The concatenated pairs are sorted by code unit, not the names: `a`/`ab` would differ.
 * Source: 1688 open platform, "API 签名规则", and the official PHP and Python SDKs.
 */
export function sign(
  secret: string,
  path: string,
  params: Readonly<Record<string, string>>,
): string {
  // Whatever an empty secret signs, anybody can sign.
  if (secret === '') throw new TypeError('an empty app secret signs nothing')
  const pairs = Object.entries(params).map(([name, value]) => name + value)
  const text = path + pairs.sort().join('')
  return createHmac('sha1', secret).update(text, 'utf8').digest('hex').toUpperCase()
}

/** Compares without telling by its duration how much was right. */
export function isSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
