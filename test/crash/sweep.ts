import type { Ground } from '../simulate/ground.ts'
import type { Scenario } from './scenarios.ts'
import { type Point, tellStory } from './tell-story.ts'

export interface Sweep {
  /** Moments at which a gateway can be killed in this story. */
  readonly points: number
  readonly tried: number
  /** What went otherwise than without a kill. */
  readonly failures: readonly string[]
}

/**
 * Kills a gateway at a story's calls on ports, one telling for each, and compares the ends.
 *
 * @param every - each how-manieth point, from `offset`
 * @param within - only from the first to the last call of such a name
 */
export async function sweep(
  ground: Ground,
  scenario: Scenario,
  {
    every = 1,
    offset = 0,
    within,
  }: { readonly every?: number; readonly offset?: number; readonly within?: RegExp } = {},
): Promise<Sweep> {
  const untouched = await tellStory(ground, scenario)
  const failures = [...untouched.failures]
  const points = untouched.calls
    .flatMap((_, at): Point[] => [
      { call: at + 1, side: 'before' },
      { call: at + 1, side: 'after' },
    ])
    .slice(...spanOf(untouched.calls, within))
  const chosen = points.filter((_, at) => at % every === offset % every)
  for (const point of chosen) {
    const told = await tellStory(ground, scenario, [point])
    const where = `killed ${point.side} call ${point.call} (${untouched.calls[point.call - 1]})`
    failures.push(...told.failures.map((failure) => `${where}: ${failure}`))
    if (told.end !== untouched.end)
      failures.push(`${where}:\n${told.end}\ninstead of\n${untouched.end}`)
  }
  return { points: points.length, tried: chosen.length, failures }
}

export interface GoingBack {
  /** Each how-manieth call, from `offset`. */
  readonly every: number
  readonly offset?: number
  /** Only so many calls from the payment on; all of them where absent. */
  readonly first?: number
}

/**
 * Copies the books at a story's calls from its payment on, one telling for each, and goes on from the
 * copy when the tale has been told: 1688 and the cashier know what has been done since, we do not.
 * The ends differ from that of the plain story; what must hold of any end is looked at.
 */
export async function goBackSweep(
  ground: Ground,
  scenario: Scenario,
  { every, offset = 0, first }: GoingBack,
): Promise<Sweep> {
  const { calls, failures } = await tellStory(ground, scenario)
  const paid = calls.findIndex((label) => label.endsWith('/cashier/*/pay')) + 1
  const found = [...failures]
  let tried = 0
  const end = first === undefined ? calls.length : Math.min(calls.length, paid + first)
  for (let call = paid + offset; call < end; call += every) {
    const told = await tellStory(ground, scenario, [], call)
    const where = `copied at call ${call} (${calls[call - 1]})`
    found.push(...told.failures.map((failure) => `${where}: ${failure}`))
    tried++
  }
  return { points: end - paid, tried, failures: found }
}

/** Where points of such calls begin and end. */
function spanOf(calls: readonly string[], within: RegExp | undefined): [from: number, to: number] {
  if (!within) return [0, calls.length * 2]
  const isOne = (label: string) => within.test(label)
  return [Math.max(0, calls.findIndex(isOne)) * 2, (calls.findLastIndex(isOne) + 1) * 2]
}
