import { randomBytes, randomInt } from 'node:crypto'

/** Part of the cashier page's address: 24 characters that nobody guesses. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

/** A nonce of 24 characters. */
export function newNonce(): string {
  return randomBytes(12).toString('hex')
}

/** 28 digits: what it is (`4200` a payment, `5030` a refund), the day, a random rest. */
export function newNumber(prefix: '4200' | '5030', at: number): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  const rest = Array.from({ length: 16 }, () => randomInt(10)).join('')
  return prefix + day + rest
}

export function newEventId(): string {
  return `evt_${randomBytes(15).toString('base64url')}`
}
