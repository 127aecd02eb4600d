import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What `_aop_signature` signs (reference §1.3): the path, then every `name+value` of the parameters in
 * code-unit order, raw and without separators. Push messages sign with an empty path.
 */
export function stringToSign(path: string, params: ReadonlyMap<string, string>): string {
  const pairs = [...params]
    .filter(([name]) => name !== '_aop_signature')
    .map(([name, value]) => `${name}${value}`)
  return path + pairs.sort().join('')
}

/** 40 upper-case hex digits. */
export function signatureOf(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('hex').toUpperCase()
}

/** Compares in constant time; the case of the hex digits does not matter. */
export function isSignature(secret: string, text: string, given: string): boolean {
  const expected = Buffer.from(signatureOf(secret, text))
  const received = Buffer.from(given.toUpperCase())
  return expected.length === received.length && timingSafeEqual(expected, received)
}
