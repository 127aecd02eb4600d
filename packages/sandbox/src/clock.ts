import { type OrderDue, onDue } from './trade/on-due.ts'
import type { Due } from './world/dues.ts'
import type { World } from './world/world.ts'

/** The sandbox's time: a base clock plus what it was turned forward. */
export interface Clock {
  now(): number
  /** Turns the time forward and lets everything due on the way happen, in order, pushes delivered. */
  advance(ms: number): Promise<void>
  /** Turns forward to a moment; one that has passed changes nothing. */
  set(at: number): Promise<void>
  /** Lets everything happen that is due by now, without waiting for pushes to arrive. */
  catchUp(): void
}

/** The hands of the clock, before there is a world to move. */
export function createHands(options: { readonly base: () => number; readonly offset: number }) {
  let offset = options.offset
  // While something due happens, it is exactly its time.
  let held: number | undefined
  return {
    now: (): number => held ?? options.base() + offset,
    offset: (): number => offset,
    /** Never turns back. */
    turnTo(at: number): void {
      offset = Math.max(offset, at - options.base())
    },
    at<T>(moment: number, run: () => T): T {
      const before = held
      held = moment
      try {
        return run()
      } finally {
        held = before
      }
    },
  }
}
export type Hands = ReturnType<typeof createHands>

/** What is done outside the world and takes its time: messages to the app, notices of the cashier. */
export interface Errands {
  /** Begins the errand of a due; `due.at` is its time. */
  begin(due: Due): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
}

const errands: readonly string[] = ['deliver', 'cashier', 'wechat-pay']
const isErrand = ({ kind }: Due): boolean => errands.includes(kind)

// An errand that a kill interrupted is begun again after this long.
const LEASE_MS = 60_000

export function createClock(
  world: World,
  hands: Hands,
  errands: Errands,
  keep: (offset: number) => void,
): Clock {
  const fire = (due: Due): void =>
    hands.at(due.at, () =>
      world.store.transaction(() => {
        if (isErrand(due)) {
          const again = { ...due, at: due.at + LEASE_MS }
          world.dues.put(due.id, again)
          world.queue.add(again)
          errands.begin(due)
          return
        }
        world.dues.remove(due.id)
        const order = world.orders.get(due.about)
        if (order) onDue[due.kind as OrderDue](world, order, due)
      }),
    )
  const turnTo = (at: number): void => {
    hands.turnTo(at)
    world.store.transaction(() => keep(hands.offset()))
  }
  const advanceTo = async (target: number): Promise<void> => {
    for (;;) {
      const due = world.queue.earliest(target)
      if (!due) {
        await errands.idle()
        if (!world.queue.earliest(target)) break
        continue
      }
      // Whoever is told of it and asks back sees the time at which it happened.
      if (due.at > hands.now()) turnTo(due.at)
      fire(due)
      if (isErrand(due)) await errands.idle()
    }
    turnTo(target)
    await world.store.flush()
  }

  let turning: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turning.then(work)
    turning = mine.catch(() => undefined)
    return mine
  }
  return {
    now: hands.now,
    advance: (ms) => inTurn(() => advanceTo(hands.now() + ms)),
    set: (at) => inTurn(() => advanceTo(Math.max(at, hands.now()))),
    catchUp: () => {
      for (
        let due = world.queue.earliest(hands.now());
        due;
        due = world.queue.earliest(hands.now())
      )
        fire(due)
    },
  }
}
