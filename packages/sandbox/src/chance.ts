import { createHash } from 'node:crypto'

/** A number in [0, 1) that depends on nothing but its two words: the same world plays the same way twice. */
export function chance(seed: string, about: string): number {
  return createHash('sha1').update(`${seed}\n${about}`).digest().readUInt32BE(0) / 2 ** 32
}

/** Decimal digits, first one not 0, drawn the same way. */
export function drawDigits(seed: string, about: string, length: number): string {
  const hex = createHash('sha256').update(`${seed}\n${about}`).digest('hex')
  const digits = String(BigInt(`0x${hex}`))
  return digits.slice(0, length)
}
