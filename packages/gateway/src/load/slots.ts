/** At work at once, and waiting for it. */
export interface SlotLimits {
  readonly atOnce: number
  readonly waiting: number
  /** Longest wait, in ms. */
  readonly patience: number
}

/** Nothing is free, or was not in time. */
export class NoSlot extends Error {
  override name = 'NoSlot' as const
}

/** Lets so many work at once; the next wait in order, but not for long and not too many of them. */
export function createSlots({ atOnce, waiting, patience }: SlotLimits) {
  const queue: (() => void)[] = []
  let busy = 0

  function wait(): Promise<void> {
    if (queue.length >= waiting) return Promise.reject(new NoSlot())
    return new Promise((done, failed) => {
      const turn = () => {
        clearTimeout(late)
        done()
      }
      const late = setTimeout(() => {
        queue.splice(queue.indexOf(turn), 1)
        failed(new NoSlot())
      }, patience)
      queue.push(turn)
    })
  }

  /** Whoever waits longest gets the place that becomes free. */
  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else busy--
  }

  return {
    /** @throws NoSlot */
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (busy < atOnce) busy++
      else await wait()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
