import type { World } from './world.ts'

/** The next number of a sequence, from 1. */
export function count(world: Pick<World, 'counters'>, name: string): number {
  const next = (world.counters.get(name) ?? 0) + 1
  world.counters.put(name, next)
  return next
}
