import { count } from './count.ts'
import type { Due } from './dues.ts'
import type { World } from './world.ts'

/** Plans what will happen when the clock gets there (inside a transaction). */
export function plan(world: World, due: Omit<Due, 'id'>): void {
  const id = String(count(world, 'dues')).padStart(12, '0')
  const planned: Due = { ...due, id }
  world.dues.put(id, planned)
  world.queue.add(planned)
}
