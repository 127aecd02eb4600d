/**
 * Fast chance: the rolls of one thing, in the order they are asked for. The same seed, number and
 * salt always roll the same, whatever else was rolled.
 */
export type Rolls = () => number

/** Rolls in [0, 1) of thing `number`; `salt` tells apart what is rolled for it. */
export function rolls(seed: number, number: number, salt: number): Rolls {
  let state = scrambled(seed ^ Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca77))
  return () => {
    // mulberry32: one add and three multiplications a roll.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A 32-bit number of which every bit hangs on every bit of `value`. */
export function scrambled(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Folds a number back into [0, 1]: a share moved by even chance stays evenly spread. */
export function reflected(share: number): number {
  const folded = Math.abs(share) % 2
  return folded > 1 ? 2 - folded : folded
}

/** The value below which `share` of a market lies, between the quantiles in even steps of ratio. */
export function quantile(list: readonly number[], share: number): number {
  const at = Math.min(list.length - 2, Math.floor(share * (list.length - 1)))
  const [low = 0, high = 0] = [list[at], list[at + 1]]
  const part = share * (list.length - 1) - at
  return low > 0 ? low * (high / low) ** part : low + (high - low) * part
}
