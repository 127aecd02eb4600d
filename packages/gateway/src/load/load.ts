import { ShopError } from '@xiaopu/domain'
import { watchLoop } from './loop-delay.ts'
import { createSlots, NoSlot, type SlotLimits } from './slots.ts'
import type { Work } from './work.ts'

/** How late the process may be before a kind of work is turned away, in ms. */
const latest: Readonly<Record<Work, number>> = {
  callback: Number.POSITIVE_INFINITY,
  order: Number.POSITIVE_INFINITY,
  submit: 500,
  cart: 250,
  catalogue: 100,
}

const limits: Readonly<Record<Work, SlotLimits>> = {
  callback: { atOnce: 16, waiting: 5_000, patience: 10_000 },
  order: { atOnce: 32, waiting: 1_000, patience: 3_000 },
  submit: { atOnce: 16, waiting: 100, patience: 1_000 },
  cart: { atOnce: 16, waiting: 100, patience: 1_000 },
  catalogue: { atOnce: 64, waiting: 200, patience: 1_000 },
}

export interface LoadOptions {
  /** Slots of a kind of work that differ from the usual ones. */
  readonly slots?: Partial<Readonly<Record<Work, SlotLimits>>>
  /** ms by which the process is late; measured unless given. */
  readonly lateness?: () => number
}

/**
 * Work that comes from the network is done within limits, each kind within its own, so that a crowd
 * of lookers cannot hold up a payment. Under pressure the cheapest is turned away first.
 */
export function createLoad(options: LoadOptions, random: (length: number) => Uint8Array) {
  const loop = options.lateness ? undefined : watchLoop()
  const lateness = options.lateness ?? (() => loop?.now() ?? 0)
  const slots = new Map(
    Object.entries({ ...limits, ...options.slots }).map(([work, each]) => [
      work,
      createSlots(each),
    ]),
  )

  /** One to five seconds, so that those turned away do not come back all at once. */
  function overloaded(): ShopError {
    const seconds = 1 + ((random(1)[0] ?? 0) % 5)
    return new ShopError('OVERLOADED', { seconds })
  }

  return {
    /** @throws ShopError OVERLOADED */
    async run<T>(work: Work, task: () => Promise<T>): Promise<T> {
      if (lateness() > latest[work]) throw overloaded()
      const own = slots.get(work)
      if (!own) return task()
      try {
        return await own.run(task)
      } catch (error) {
        throw error instanceof NoSlot ? overloaded() : error
      }
    },
    stop: () => loop?.stop(),
  }
}

export type Load = ReturnType<typeof createLoad>
