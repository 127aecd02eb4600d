import { scrambled } from './roll.ts'

/** Offers next to each other are dealt into groups within blocks of this many places. */
const BLOCK = 8

/** How a block is dealt: sizes of its groups. Half of the offers have nobody who sells the same. */
const deals: readonly (readonly number[])[] = [
  [1, 1, 1, 1, 1, 1, 1, 1],
  [1, 1, 1, 1, 1, 1, 1, 1],
  [2, 1, 1, 1, 1, 1, 1],
  [1, 2, 2, 1, 1, 1],
  [3, 1, 1, 1, 1, 1],
  [1, 3, 2, 1, 1],
  [5, 1, 1, 1],
  [1, 1, 6],
]

/** The suppliers that sell one thing: `leader` is the place of the first, `size` how many they are. */
export interface Group {
  readonly leader: number
  readonly size: number
}

/** The group of an offer, by its place; the same whatever else is generated. */
export function groupOf(seed: number, place: number): Group {
  const block = Math.floor(place / BLOCK)
  const deal = deals[scrambled(seed ^ Math.imul(block + 1, 0x27d4eb2f)) % deals.length] ?? []
  let leader = block * BLOCK
  for (const size of deal) {
    if (place < leader + size) return { leader, size }
    leader += size
  }
  return { leader: place, size: 1 }
}
