import { createHash, randomBytes } from 'node:crypto'
import { drawDigits } from '../chance.ts'

/** Part of the cashier page's address: 24 characters that nobody guesses. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

/** A nonce of 24 characters. */
export function newNonce(): string {
  return randomBytes(12).toString('hex')
}

/**
 * 28 digits: what it is (`4200` a payment, `5030` a refund), the day, and a rest that depends on
 * nothing but what it numbers, so that the same world plays the same way twice.
 */
export function newNumber(prefix: '4200' | '5030', at: number, about: string): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return prefix + day + drawDigits(prefix, about, 16)
}

/** The name of what happened: the same for the same thing. */
export function eventIdOf(about: string): string {
  return `evt_${createHash('sha256').update(about).digest('base64url').slice(0, 20)}`
}
