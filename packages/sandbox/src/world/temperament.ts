import { chance } from '../chance.ts'

/** How a supplier treats one order. `none` keeps its promises and agrees to refunds. */
export const TEMPERAMENTS = [
  'none',
  'late',
  'part-by-part',
  'fake-tracking',
  'refuses-refunds',
  'changes-price',
  'closes',
] as const
export type Temperament = (typeof TEMPERAMENTS)[number]

/** `seeded`: each order draws its own. */
export const TEMPERAMENT_CHOICES = ['seeded', ...TEMPERAMENTS] as const
export type TemperamentChoice = (typeof TEMPERAMENT_CHOICES)[number]

/** Of a hundred orders; the rest are `none` [sbx]. */
const shares: readonly (readonly [Temperament, number])[] = [
  ['late', 12],
  ['part-by-part', 8],
  ['fake-tracking', 3],
  ['refuses-refunds', 5],
  ['changes-price', 4],
  ['closes', 3],
]

/** The same order of the same world always meets the same supplier's mood. */
export function temperamentOf(
  seed: string,
  orderId: string,
  choice: TemperamentChoice = 'none',
): Temperament {
  if (choice !== 'seeded') return choice
  let left = 100 * chance(seed, `temperament ${orderId}`)
  for (const [temperament, share] of shares) {
    left -= share
    if (left < 0) return temperament
  }
  return 'none'
}
