import { scrambled } from './roll.ts'

/** What a picture of the generated market shows: the offer that took it, and which of its pictures. */
export interface Shot {
  readonly place: number
  /** Below 16 the offer's pictures, cover first; from 16 the values of its drawn property. */
  readonly slot: number
}

export const FIRST_VALUE_SLOT = 16
const SLOTS = 64

/** `img/ibank/O1CN01…_!!<member number>-2-cib.png`, readable back to what it shows. */
export function shotPath({ place, slot }: Shot, userId: number): string {
  const number = place * SLOTS + slot
  const head = number.toString(36).padStart(6, '0').toUpperCase()
  return `img/ibank/O1CN01${head}${check(number)}_!!${userId}-2-cib.png`
}

/** What a path shows, or undefined where it is none of ours. */
export function shotOf(path: string): Shot | undefined {
  const [, head, tail] =
    /^img\/ibank\/O1CN01([0-9A-Z]{6})(\w{10})_!!\d{1,16}-2-cib\.png$/.exec(path) ?? []
  if (head === undefined) return undefined
  const number = Number.parseInt(head, 36)
  if (check(number) !== tail) return undefined
  return { place: Math.floor(number / SLOTS), slot: number % SLOTS }
}

const check = (number: number): string =>
  (scrambled(number).toString(36) + scrambled(number ^ 0x5bd1e995).toString(36))
    .padEnd(10, 'x')
    .slice(0, 10)

/** 32 lower-case hex, unique within the offer. */
export function specNumber(offerId: number, at: number): string {
  const low = (offerId % 0x1_0000_0000) ^ Math.imul(at + 1, 0x27d4eb2f)
  const high = Math.floor(offerId / 0x1_0000_0000)
  const mixed = scrambled(low)
  return hex(mixed, high + 1) + hex(mixed, high + 2) + hex(mixed, high + 3) + hex(mixed, high + 4)
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Eight hex digits; a table is several times as fast as `toString(16)`, and SKUs are many. */
function hex(value: number, salt: number): string {
  const mixed = scrambled(value ^ Math.imul(salt, 0x165667b1))
  return `${bytes[mixed >>> 24]}${bytes[(mixed >>> 16) & 255]}${bytes[(mixed >>> 8) & 255]}${bytes[mixed & 255]}`
}
