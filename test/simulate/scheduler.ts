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
  /** Whether it waits for something that another call holds, e.g. a lock in the database. */
  readonly isStuck: (() => Promise<boolean>) | undefined
  /** Does it; its caller hears of it through `tell`. */
  readonly run: () => Promise<() => void>
}

export interface CallOptions {
  readonly label: string
  readonly owner?: string | undefined
  /** ms from now. */
  readonly after?: number
  readonly lane?: object
  readonly isStuck?: () => Promise<boolean>
}

/** A call that began and waits for another one: it goes on when that one has let go. */
interface Stuck {
  readonly call: Waiting
  readonly result: Promise<() => void>
}

/**
 * Decides which of the calls that wait goes on next. Whatever runs between two calls is JavaScript
 * that touches nothing outside, so the order of the calls is all that can differ between two runs.
 */
export class Scheduler {
  #now: number
  #ids = 0
  #waiting: Waiting[] = []
  #stuck: Stuck[] = []
  readonly #dead = new Set<string>()
  readonly #trace = createHash('sha256')
  /** Calls that were let go so far. */
  steps = 0
  /** The last labels, for who looks for the cause of a failure. */
  readonly tail: string[] = []

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  turnTo(at: number): void {
    this.#now = Math.max(this.#now, at)
    this.note(`clock ${this.#now}`)
  }

  /** Makes `work` wait for its turn. Never returns to an owner who is dead. */
  call<T>(options: CallOptions, work: () => Promise<T> | T): Promise<T> {
    const { label, owner, after = 0, lane, isStuck } = options
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
      this.#waiting.push({ id: ++this.#ids, label, owner, at, lane, isStuck, run })
    })
  }

  /** Waits on the simulated clock. */
  sleep(after: number, label: string, owner?: string): Promise<void> {
    return this.call({ label, owner, after }, () => undefined)
  }

  /** What may go on now, oldest first. */
  ready(): readonly Waiting[] {
    const lanes = new Set<object>(this.#stuck.flatMap(({ call }) => call.lane ?? []))
    return this.#waiting.filter(({ at, lane }) => {
      if (at > this.#now) return false
      if (lane === undefined) return true
      const isFirst = !lanes.has(lane)
      lanes.add(lane)
      return isFirst
    })
  }

  /** When the next call may go on that may not now. */
  nextAt(): number {
    return this.#waiting.reduce(
      (least, { at }) => (at > this.#now ? Math.min(least, at) : least),
      Infinity,
    )
  }

  /** Lets a call go on, and everything that it sets free; returns when all of it waits again. */
  async letGo(call: Waiting): Promise<void> {
    await this.#begin(call)
    for (let freed = this.#stuck.length > 0; freed; ) {
      freed = false
      for (const stuck of [...this.#stuck]) freed = (await this.#tryAgain(stuck)) || freed
    }
  }

  /** Waits until the database has ended one of those that wait for each other. */
  async wakeStuck(): Promise<boolean> {
    this.note('all wait for each other')
    const { call, result } = await Promise.race(
      this.#stuck.map(async (stuck) => ({ ...stuck, tell: await stuck.result })),
    )
    return this.#tryAgain(this.#stuck.find((each) => each.result === result) ?? { call, result })
  }

  /** As `letGo`, but its caller never hears of it. */
  async loseAnswer(call: Waiting): Promise<void> {
    this.#take(call)
    this.note(`${call.label} (unheard)`)
    await decided(call, call.run())
  }

  /** Nothing that an owner asked for returns any more, and nothing that he asks for later begins. */
  kill(owner: string): void {
    this.#dead.add(owner)
    this.#waiting = this.#waiting.filter((call) => call.owner !== owner)
    this.#stuck = this.#stuck.filter(({ call }) => call.owner !== owner)
    this.note(`${owner} is dead`)
  }

  /** Calls that began and wait for others. */
  get stuck(): number {
    return this.#stuck.length
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
    const tell = await decided(call, result)
    if (!tell) {
      this.#stuck.push({ call, result })
      this.note('… waits')
      return
    }
    tell()
    await quiet()
  }

  async #tryAgain(stuck: Stuck): Promise<boolean> {
    const tell = await decided(stuck.call, stuck.result)
    if (!tell) return false
    this.#stuck.splice(this.#stuck.indexOf(stuck), 1)
    this.note(`${stuck.call.label} goes on`)
    tell()
    await quiet()
    return true
  }
}

/** How often a call that takes long is looked at: only whether it is stuck decides, never how long it took. */
const lookMillis = 4

/** How a call ended, or undefined where it is stuck. */
async function decided(
  call: Waiting,
  result: Promise<() => void>,
): Promise<(() => void) | undefined> {
  if (!call.isStuck) return result
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const look = new Promise<undefined>((done) => {
      timer = setTimeout(done, lookMillis, undefined)
    })
    const tell = await Promise.race([result, look])
    clearTimeout(timer)
    if (tell) return tell
    if (await call.isStuck()) return undefined
  }
}

/** Everything that a call's answer sets off has run up to its next call on a port. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await new Promise<void>((done) => setImmediate(done))
  }
}
