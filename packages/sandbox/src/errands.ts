import type { Errands } from './clock.ts'
import type { Due } from './world/dues.ts'
import type { World } from './world/world.ts'

const LANES = 8

/**
 * Runs errands in lanes: those about one subject go one after the other, others side by side. A due is
 * forgotten when its errand has come back, whatever it brought.
 */
export function createErrands(
  world: World,
  run: Readonly<Record<'deliver' | 'cashier' | 'wechat-pay', (due: Due) => Promise<void>>>,
): Errands {
  const lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve())

  const underWay = new Set<string>()

  const errand = async (due: Due): Promise<void> => {
    try {
      const { kind } = due
      await run[kind === 'cashier' || kind === 'wechat-pay' ? kind : 'deliver'](due)
    } catch (error) {
      console.error(error)
    }
    underWay.delete(due.id)
    world.store.transaction(() => world.dues.remove(due.id))
    // Nobody waits for this: lost with a kill, the errand is run once more, which is allowed.
    world.store.flush().catch(console.error)
  }
  return {
    begin: (due) => {
      // Its lease ran out while it still waits in its lane.
      if (underWay.has(due.id)) return
      underWay.add(due.id)
      const lane = laneOf(world.messages.get(due.about)?.subject ?? due.about)
      lanes[lane] = (lanes[lane] ?? Promise.resolve()).then(() => errand(due))
    },
    idle: async () => {
      let before: readonly Promise<void>[]
      do {
        before = [...lanes]
        await Promise.all(before)
      } while (before.some((lane, index) => lane !== lanes[index]))
    },
  }
}

function laneOf(subject: string): number {
  let sum = 0
  for (const letter of subject) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum % LANES
}
