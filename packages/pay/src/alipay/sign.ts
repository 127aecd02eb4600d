import { type KeyObject, sign, verify } from 'node:crypto'

export type Params = Readonly<Record<string, string>>

/**
 * What a request's signature is made over: its parameters by the order of their names, `sign_type`
 * included, without `sign` and without empty ones.
 */
export function requestText(params: Params): string {
  return joined(params, (name, value) => name !== 'sign' && value !== '')
}

/**
 * What a notice's signature is made over: every parameter as received, decoded once, without `sign`
 * and `sign_type`. SDKs disagree about empty ones and the platform normally sends none: `full` keeps
 * them.
 */
export function noticeText(params: Params, how: 'full' | 'without-empty' = 'full'): string {
  return joined(
    params,
    (name, value) => name !== 'sign' && name !== 'sign_type' && (how === 'full' || value !== ''),
  )
}

function joined(params: Params, isSigned: (name: string, value: string) => boolean): string {
  return Object.entries(params)
    .filter(([name, value]) => isSigned(name, value))
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** RSA2, which is SHA256withRSA, in base64. */
export function signRsa2(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), key).toString('base64')
}

/** Whether a text was signed so, by base64 in its one proper spelling. */
export function isSignedRsa2(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== signature) return false
  return verify('sha256', Buffer.from(text), key, bytes)
}
