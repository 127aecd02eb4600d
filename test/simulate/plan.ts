import type { PurchasePolicy } from '@xiaopu/domain'
import { Chance } from '../fuzz/chance.ts'

/** How often what goes wrong, each from 0 to 1. */
export interface Rates {
  /** Messages between gateway and platform, gateway and cashier, and what these push. */
  readonly lose: number
  readonly delay: number
  readonly twice: number
  /** The platform or the cashier fails: before it did what it was asked, or after. */
  readonly break: number
  /** Statements whose connection breaks, and statements that the server refuses. */
  readonly loseStatement: number
  readonly deadlock: number
  /** A gateway dies, at each step. */
  readonly crash: number
  /** Suppliers raise prices, run out, close what they sold. */
  readonly business: number
  /** The cashier says one thing and does another. */
  readonly careless: number
}

/** All that a seed decides before anything happens. */
export interface Plan {
  readonly seed: number
  readonly nodes: number
  readonly buyers: number
  /** Nobody comes besides, neither friends nor a buyer when all is well again; and there are no bills. */
  readonly isShort?: boolean
  readonly rates: Rates
  /** ms that each gateway's clock is off. */
  readonly skews: readonly number[]
  /** What the shop buys by, as far as it has rules of its own. */
  readonly policy?: Partial<PurchasePolicy>
}

export const calm: Rates = {
  lose: 0,
  delay: 0,
  twice: 0,
  break: 0,
  loseStatement: 0,
  deadlock: 0,
  crash: 0,
  business: 0,
  careless: 0,
}

/** Some worlds are calm and some are hell. */
export function planOf(seed: number): Plan {
  const chance = new Chance(seed)
  const sometimes = (...rates: readonly number[]) => chance.of([0, 0, ...rates])
  const minute = 60_000
  const plan = {
    seed,
    nodes: 1 + chance.below(3),
    buyers: 1 + chance.below(4),
    rates: {
      lose: sometimes(0.02, 0.08, 0.2),
      delay: sometimes(0.05, 0.2),
      twice: sometimes(0.03, 0.1),
      break: sometimes(0.03, 0.1, 0.25),
      loseStatement: sometimes(0.003, 0.01, 0.03),
      deadlock: sometimes(0.003, 0.01),
      crash: sometimes(0.002, 0.006, 0.015),
      business: sometimes(0.2, 0.4),
    },
    skews: Array.from({ length: 3 }, () =>
      chance.of([0, 0, 0, 0, 2_000, -2_000, minute, -minute, 10 * minute, -10 * minute]),
    ),
  }
  return {
    ...plan,
    rates: { ...plan.rates, careless: chance.of([0, 0.4, 0.8]) },
    policy: {
      placeDelayMillis: chance.of([0, 20 * minute]),
      noAnswer: chance.of(['refund', 'replace']),
    },
  }
}

/** One buyer, and all that can go wrong: of these there is time for many more than of whole worlds. */
export function shortPlanOf(seed: number): Plan {
  const plan = planOf(seed)
  return { ...plan, isShort: true, buyers: 1, nodes: Math.min(2, plan.nodes) }
}
