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
 */
export async function sweep(
  ground: Ground,
  scenario: Scenario,
  { every = 1, offset = 0 }: { readonly every?: number; readonly offset?: number } = {},
): Promise<Sweep> {
  const untouched = await tellStory(ground, scenario)
  const failures = [...untouched.failures]
  const points = untouched.calls.flatMap((_, at): Point[] => [
    { call: at + 1, side: 'before' },
    { call: at + 1, side: 'after' },
  ])
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
