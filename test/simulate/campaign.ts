import type { Ground } from './ground.ts'
import { type Plan, planOf } from './plan.ts'
import { type Outcome, runSeed } from './run-seed.ts'

/** What many seeds came to. */
export interface Campaign {
  readonly seeds: number
  readonly steps: number
  readonly orders: number
  readonly failed: readonly Outcome[]
  /** How many seeds saw it happen. */
  readonly marks: ReadonlyMap<string, number>
}

export interface CampaignOptions {
  readonly isOver?: () => boolean
  /** What a seed decides; a whole world unless given. */
  readonly plan?: (seed: number) => Plan
}

/** Runs seeds one after the other, until one fails or `isOver` says so. */
export async function campaign(
  ground: Ground,
  seeds: Iterable<number>,
  { isOver = () => false, plan = planOf }: CampaignOptions = {},
): Promise<Campaign> {
  const marks = new Map<string, number>()
  const failed: Outcome[] = []
  let [count, steps, orders] = [0, 0, 0]
  for (const seed of seeds) {
    if (isOver() || failed.length > 0) break
    const outcome = await runSeed(ground, plan(seed))
    count++
    steps += outcome.steps
    orders += outcome.orders
    for (const mark of outcome.marks) marks.set(mark, (marks.get(mark) ?? 0) + 1)
    if (outcome.failures.length > 0) failed.push(outcome)
  }
  return { seeds: count, steps, orders, failed, marks }
}

export function* seedsFrom(first: number, count = Number.POSITIVE_INFINITY): Generator<number> {
  for (let seed = first; seed < first + count; seed++) yield seed
}
