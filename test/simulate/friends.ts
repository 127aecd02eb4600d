import { type BuyerOptions, missesHerGroup, pays } from './buyer.ts'
import type { Plan } from './plan.ts'

type Wishes = Pick<BuyerOptions, 'mood' | 'coupon' | 'together' | 'joins'>

/**
 * In some worlds two know each other: one begins a group, the other joins it, in time or a little too late. Too
 * late for her group is only who is not too late for her order: not where the cashier says one thing and does another.
 */
export function friendsIn({
  seed,
  rates,
  buyers,
  isShort,
}: Plan): readonly (readonly [string, Wishes])[] {
  const isLate = rates.careless === 0
  if (buyers === 0 || isShort || (!isLate && seed % 4 > 0)) return []
  return [
    ['friend', { mood: pays, together: true }],
    [
      'her-friend',
      { mood: isLate ? missesHerGroup : pays, together: true, joins: isLate ? 'late' : 'soon' },
    ],
  ]
}
