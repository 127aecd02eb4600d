import { fen, type Money } from '@xiaopu/domain'

/**
 * Ten billion yuan, in fen. More is no amount of anything that is traded, and sums of what is less
 * stay whole.
 */
const most = 1_000_000_000_000

/**
 * An amount that the platform tells in yuan, as a number or as text, in fen; undefined where it is
 * none. Where there is less than a whole fen (¥0.035 a piece exists) it is rounded up, so that a
 * cost is never understated. The platform's doubles carry noise (51.800000000000004): the fifth
 * decimal decides nothing.
 */
export function fromYuan(amount: string | number | null | undefined): Money | undefined {
  if (amount === null || amount === undefined) return undefined
  const text = String(amount).trim()
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(plain(text))
  if (!match) return undefined
  const [, sign, whole = '0', fraction = ''] = match
  const tenThousandths = BigInt(whole + fraction.slice(0, 4).padEnd(4, '0'))
  const up = Number(fraction[4] ?? 0) >= 5 ? 1n : 0n
  const hundredths = (tenThousandths + up + (sign ? 0n : 99n)) / 100n
  const cents = Number(hundredths)
  if (cents > most) return undefined
  return fen(sign && cents > 0 ? -cents : cents)
}

/** `1.234567E7`, as Java writes large doubles, with its point moved by hand: no double in between. */
function plain(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(text)
  if (!match) return text
  const [, sign, whole = '', fraction = '', exponent] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}.${digits.slice(point)}0`
}

/** An amount that the platform tells in whole fen. */
export function fromFen(amount: string | number | null | undefined): Money | undefined {
  if (amount === null || amount === undefined) return undefined
  const text = plain(String(amount).trim())
  if (!/^-?\d+(?:\.0+)?$/.test(text)) return undefined
  const whole = Number(text.replace(/\.0+$/, ''))
  return Math.abs(whole) <= most ? fen(whole) : undefined
}
