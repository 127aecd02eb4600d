import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a signature is made over, and by whom. */
export interface Stamp {
  /** Unix seconds as text. */
  readonly timestamp: string
  readonly nonce: string
}

/** Signs an answer or a notice: over timestamp, nonce and raw body, each followed by a line feed. */
export function signMessage(secret: string, { timestamp, nonce }: Stamp, body: string): string {
  return hmac(secret, `${timestamp}\n${nonce}\n${body}\n`)
}

/** The signature that a request must carry: method and path come before the message. */
export function requestSignature(
  secret: string,
  path: string,
  { timestamp, nonce }: Stamp,
  body: string,
): string {
  return hmac(secret, `POST\n${path}\n${timestamp}\n${nonce}\n${body}\n`)
}

/** Compares in constant time; a text of another length is simply not equal. */
export function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex')
}
