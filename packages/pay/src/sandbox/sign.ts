import { createHmac } from 'node:crypto'
import { isSameText } from '../same-text.ts'

/** What the cashier's signatures are made over, besides the message. */
export interface Stamp {
  /** Unix seconds. */
  readonly timestamp: string
  /** 16 to 32 characters, never used twice. */
  readonly nonce: string
}

/** Seconds that a stamp may be off, into the past or the future. */
const tolerance = 300

/** Signature of a call: method, path, stamp and raw body, a line each. */
export function signCall(secret: string, path: string, stamp: Stamp, body: string): string {
  return lines(secret, ['POST', path, stamp.timestamp, stamp.nonce, body])
}

/** Signature of an answer or a notice, over the bytes as they came. */
export function signMessage(secret: string, stamp: Stamp, body: Uint8Array): string {
  return lines(secret, [stamp.timestamp, stamp.nonce, body])
}

function lines(secret: string, parts: readonly (string | Uint8Array)[]): string {
  // Whatever an empty secret signs, anybody can sign.
  if (secret === '') throw new TypeError('an empty merchant secret signs nothing')
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(part).update('\n')
  return hmac.digest('hex')
}

/** Why a message is not believed; undefined for one that is genuine and fresh. */
export function doubtOf(
  secret: string,
  headers: { get(name: string): string | null },
  body: Uint8Array,
  now: number,
): 'signature' | 'timestamp' | undefined {
  const header = (name: string) => headers.get(`x-cashier-${name}`) ?? ''
  const stamp = { timestamp: header('timestamp'), nonce: header('nonce') }
  if (!isSameText(header('signature'), signMessage(secret, stamp, body))) return 'signature'
  const off = Math.abs(now / 1000 - Number(stamp.timestamp))
  return /^\d{1,12}$/.test(stamp.timestamp) && off <= tolerance ? undefined : 'timestamp'
}
