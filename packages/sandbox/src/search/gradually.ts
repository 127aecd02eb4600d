import { setImmediate } from 'node:timers/promises'

/** Work that may be put down between its steps, each a millisecond or two. */
export type Work<T> = Generator<undefined, T, undefined>

/** Something large that is built when it is first needed. */
export interface Gradual<T> {
  /** What was built; builds at once what is left of it. */
  now(): T
  /** Resolves when it is built, in slices between which everybody else gets a turn. */
  soon(): Promise<void>
}

/** How long others wait for their turn; one step more at the worst. */
const SLICE_MS = 8

export function gradually<T>(begin: () => Work<T>): Gradual<T> {
  let work: Work<T> | undefined
  let built: { readonly value: T } | undefined
  let waiting: Promise<void> | undefined
  const buildUntil = (end: number): { readonly value: T } | undefined => {
    if (built) return built
    const going = work ?? begin()
    work = going
    do {
      const step = going.next()
      if (step.done) built = { value: step.value }
    } while (!built && performance.now() < end)
    if (built) work = undefined
    return built
  }
  const inSlices = async (): Promise<void> => {
    while (!buildUntil(performance.now() + SLICE_MS)) await setImmediate()
  }
  return {
    now: () => {
      const done = buildUntil(Number.POSITIVE_INFINITY)
      if (!done) throw new TypeError('endless work')
      return done.value
    },
    soon: () => {
      waiting ??= inSlices()
      return waiting
    },
  }
}

/** Visits 0 to `size`, so many in one step. */
export function* inSteps(size: number, step: number, visit: (at: number) => void): Work<void> {
  for (let from = 0; from < size; from += step) {
    const end = Math.min(from + step, size)
    for (let at = from; at < end; at++) visit(at)
    yield
  }
}
