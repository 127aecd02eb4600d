import { createHash } from 'node:crypto'

/** One call on a port (a statement, a message on its way, a timer) that waits for its turn. */
export interface Waiting {
  readonly id: number
  readonly label: string
  /** Whose call it is; when he is killed, it never returns. Absent for what is on its way between two. */
  readonly owner: string | undefined
  /** Not before this moment on the clock (ms). */
  readonly at: number
  /** Calls of one lane go on one after the other, as statements of one connection do. */
  readonly lane: object | undefined
  /** Where it may have to wait for what another call holds. */
  readonly lock: Lock | undefined
  /** Does it; its caller hears of it through `tell`. */
  readonly run: () => Promise<() => void>
  /** Its caller hears that it failed. */
  readonly fail: (reason: Error) => void
  /** Was taken back, because another one waits already. */
  isHeld: boolean
}

/** A call that may wait for something that another one holds, e.g. a lock in the database. */
export interface Lock {
  /** Whether it waits, now. */
  isStuck(): Promise<boolean>
  /** Takes it back while it waits, as if it had never begun. */
  withdraw(): Promise<void>
  /** What its caller hears where all wait for each other. */
  deadlock(): Error
}

export interface CallOptions {
  readonly label: string
  readonly owner?: string | undefined
  /** ms from now. */
  readonly after?: number
  readonly lane?: object
  readonly lock?: Lock
}

/** A call that began and waits for another one: it goes on when that one has let go. */
interface Stuck {
  readonly call: Waiting
  readonly lock: Lock
  readonly result: Promise<() => void>
}

/**
 * Decides which of the calls that wait goes on next. Whatever runs between two calls is JavaScript
 * that touches nothing outside, so the order of the calls is all that can differ between two runs.
 * Which of several that wait for one lock gets it is the database's to say and differs: one waits
 * there, the others are taken back and stand in line here.
 */
export class Scheduler {
  #now: number
  #ids = 0
  #waiting: Waiting[] = []
  #stuck: Stuck | undefined
  readonly #dead = new Set<string>()
  readonly #trace = createHash('sha256')
  /** Calls that were let go so far. */
  steps = 0
  /** The last labels, for who looks for the cause of a failure. */
  readonly tail: string[] = []

  constructor(now: number) {
    this.#now = now
  }

  readonly now = (): number => this.#now

  turnTo(at: number): void {
    this.#now = Math.max(this.#now, at)
    this.note(`clock ${this.#now}`)
  }

  /** Makes `work` wait for its turn. Never returns to an owner who is dead. */
  call<T>(options: CallOptions, work: () => Promise<T> | T): Promise<T> {
    const { label, owner, after = 0, lane, lock } = options
    if (owner !== undefined && this.#dead.has(owner)) return new Promise(() => {})
    return new Promise((resolve, reject) => {
      const run = async () => {
        try {
          const value = await work()
          return () => resolve(value)
        } catch (error) {
          return () => reject(error)
        }
      }
      const at = this.#now + after
      const id = ++this.#ids
      this.#waiting.push({ id, label, owner, at, lane, lock, run, fail: reject, isHeld: false })
    })
  }

  /** Waits on the simulated clock. */
  sleep(after: number, label: string, owner?: string): Promise<void> {
    return this.call({ label, owner, after }, () => undefined)
  }

  /** What may go on now, oldest first. */
  ready(): readonly Waiting[] {
    const lanes = new Set<object | undefined>([this.#stuck?.call.lane])
    return this.#waiting.filter(({ at, lane, isHeld }) => {
      if (at > this.#now) return false
      if (lane === undefined) return true
      const isFirst = !lanes.has(lane)
      lanes.add(lane)
      return isFirst && !(isHeld && this.#stuck)
    })
  }

  /** When the next call may go on that may not now. */
  nextAt(): number {
    return this.#waiting.reduce(
      (least, { at }) => (at > this.#now ? Math.min(least, at) : least),
      Infinity,
    )
  }

  /** Lets a call go on, and what it sets free; returns when all of it waits again. */
  async letGo(call: Waiting): Promise<void> {
    await this.#begin(call)
    await this.lookAtStuck()
  }

  /** Lets the call that waited for a lock go on where it has it now. */
  async lookAtStuck(): Promise<void> {
    const stuck = this.#stuck
    if (!stuck || (await stuck.lock.isStuck())) return
    const tell = await decided(stuck.lock, stuck.result)
    if (!tell) return
    this.#stuck = undefined
    this.note(`${stuck.call.label} goes on`)
    tell()
    await quiet()
  }

  /**
   * Ends one of those that wait for each other, which is what a database does after a while of real time.
   *
   * @returns false where nobody waits for anybody
   */
  async breakDeadlock(): Promise<boolean> {
    const held = this.#stuck && this.#waiting.findLast(({ isHeld }) => isHeld)
    if (!held?.lock) return false
    this.#take(held)
    this.note(`all wait for each other: ${held.label} fails`)
    held.fail(held.lock.deadlock())
    await quiet()
    return true
  }

  /** As `letGo`, but its caller never hears of it. */
  async loseAnswer(call: Waiting): Promise<void> {
    this.#take(call)
    this.note(`${call.label} (unheard)`)
    const result = call.run()
    const { lock } = call
    await (lock ? decided(lock, result) : result)
  }

  /** Nothing that an owner asked for returns any more, and nothing that he asks for later begins. */
  kill(owner: string): void {
    this.#dead.add(owner)
    this.#waiting = this.#waiting.filter((call) => call.owner !== owner)
    if (this.#stuck?.call.owner === owner) this.#stuck = undefined
    this.note(`${owner} is dead`)
  }

  /** Whether a call began and waits for another one. */
  get isAnyStuck(): boolean {
    return this.#stuck !== undefined
  }

  note(label: string): void {
    this.#trace.update(`${label}\n`)
    this.tail.push(label)
    if (this.tail.length > 400) this.tail.splice(0, 200)
  }

  /** Tells two runs apart that did anything in another order. */
  digest(): string {
    return this.#trace.copy().digest('hex').slice(0, 16)
  }

  #take(call: Waiting): void {
    this.#waiting.splice(this.#waiting.indexOf(call), 1)
    this.steps++
  }

  async #begin(call: Waiting): Promise<void> {
    this.#take(call)
    this.note(call.owner ? `${call.owner} ${call.label}` : call.label)
    const result = call.run()
    const tell = await (call.lock ? decided(call.lock, result) : result)
    if (tell) {
      tell()
      await quiet()
    } else if (call.lock) await this.#hold(call, call.lock, result)
  }

  /** One waits where the lock is; those that come after it are taken back until it goes on. */
  async #hold(call: Waiting, lock: Lock, result: Promise<() => void>): Promise<void> {
    this.note('… waits')
    if (!this.#stuck) {
      this.#stuck = { call, lock, result }
      return
    }
    await lock.withdraw()
    await result
    call.isHeld = true
    const later = this.#waiting.findIndex(({ id }) => id > call.id)
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, call)
  }
}

/** How often a call that takes long is looked at: only whether it is stuck decides, never how long it took. */
const lookMillis = 10

/** How a call ended, or undefined where it is stuck. */
async function decided(lock: Lock, result: Promise<() => void>): Promise<(() => void) | undefined> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const look = new Promise<undefined>((done) => {
      timer = setTimeout(done, lookMillis, undefined)
    })
    const tell = await Promise.race([result, look])
    clearTimeout(timer)
    if (tell) return tell
    if (await lock.isStuck()) return undefined
  }
}

/** Everything that a call's answer sets off has run up to its next call on a port. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await new Promise<void>((done) => setImmediate(done))
  }
}
