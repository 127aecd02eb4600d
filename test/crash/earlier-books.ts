import { sandboxUrl } from '../simulate/ground.ts'
import { keepRows, type Reset } from '../simulate/reset.ts'
import type { World } from '../simulate/world.ts'

/** The gateway's books, and a copy of them that somebody made. */
export interface Books {
  /** Makes the copy, once it is time. */
  copy(): Promise<void>
  /** The gateway goes on from the copy, if there is one: of all that was done since it knows nothing. */
  goBack(): Promise<void>
}

export function booksOf(world: World, isTime: () => boolean): Books {
  const { seats } = world.ground
  let copied: Reset | undefined
  return {
    async copy() {
      if (!copied && isTime()) copied = await keepRows({ pool: seats.watcher }, 'copied')
    },
    async goBack() {
      if (!copied) return
      // Nobody knows what 1688 does with a number that was used: this is the worst.
      const worst = { method: 'POST', body: JSON.stringify({ duplicateMode: 'another' }) }
      await world.sandbox.fetch(new Request(`${sandboxUrl}/sandbox/api/app`, worst))
      for (const node of world.nodes) await node.kill()
      await seats.putBack(copied.anew)
      await seats.putBack('drop schema copied cascade')
      // The jobs of the copy are there again.
      await world.bringJobs('select')
      for (const node of world.nodes) node.start()
    },
  }
}
