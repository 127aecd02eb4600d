import type { Ground } from './ground.ts'
import type { Plan, Rates } from './plan.ts'
import { type Outcome, runSeed } from './run-seed.ts'

/** Takes away from a plan that failed what it fails without: buyers, gateways, one kind of trouble after the other. */
export async function shrink(ground: Ground, failed: Outcome): Promise<Outcome> {
  let smallest = failed
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const plan of smallerThan(smallest.plan)) {
      const outcome = await runSeed(ground, plan)
      if (outcome.failures.length === 0) continue
      smallest = outcome
      isSmaller = true
      break
    }
  }
  return smallest
}

function smallerThan(plan: Plan): Plan[] {
  const { buyers, nodes, rates, skews } = plan
  const kinds = Object.keys(rates) as (keyof Rates)[]
  return [
    ...(buyers > 1 ? [{ ...plan, buyers: buyers - 1 }] : []),
    ...(nodes > 1 ? [{ ...plan, nodes: nodes - 1 }] : []),
    ...(skews.some((skew) => skew !== 0) ? [{ ...plan, skews: skews.map(() => 0) }] : []),
    ...kinds
      .filter((kind) => rates[kind] > 0)
      .map((kind) => ({ ...plan, rates: { ...rates, [kind]: 0 } })),
  ]
}

/** What a person needs to see a failure again. */
export function tell({ plan, failures, digest, tail }: Outcome): string {
  return [
    `seed ${plan.seed} fails (trace ${digest}):`,
    ...failures.slice(0, 10).map((failure) => `  ${failure}`),
    `again with: pnpm simulate --plan '${JSON.stringify(plan)}'`,
    'the last calls:',
    ...tail.slice(-25).map((label) => `  ${label}`),
  ].join('\n')
}
