/**
 * Chance that forgets nothing and depends on nothing: the same seed and key always roll the same
 * number, so adding an offer to the world changes no other one.
 */
export type Chance = (...key: readonly (string | number)[]) => number

/** Rolls in [0, 1). */
export function chance(seed: number): Chance {
  return (...key) => mix(hash(`${seed}/${key.join('/')}`)) / 0x1_0000_0000
}

/** A whole number between the two, both included. */
export function between(roll: number, least: number, most: number): number {
  return least + Math.floor(roll * (most - least + 1))
}

/** One of a list that is not empty. */
export function pick<T>(roll: number, list: readonly T[]): T {
  const chosen = list[Math.floor(roll * list.length)]
  if (chosen === undefined) throw new TypeError('pick needs a list with something in it')
  return chosen
}

/** FNV-1a over UTF-16 units, 32 bit. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}

// The last steps of MurmurHash3: FNV alone leaves neighbouring keys with neighbouring numbers.
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
