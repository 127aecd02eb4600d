import type { PaymentProvider } from '@xiaopu/domain'
import { type Gateway, type LogEntry, openGateway } from '@xiaopu/gateway'
import type { Sandbox } from '@xiaopu/sandbox'
import { Chance } from '../fuzz/chance.ts'
import { type Seats, type StatementFate, simulatedConnection } from './connections.ts'
import { around } from './ground.ts'
import type { Scheduler } from './scheduler.ts'
import { type MessageFate, wire } from './wire.ts'

export interface NodeOptions {
  readonly name: string
  readonly seats: Seats
  readonly scheduler: Scheduler
  readonly sandbox: Sandbox
  readonly seed: number
  /** ms that its clock is off, now. */
  readonly skew: () => number
  readonly statementFate: (label: string) => StatementFate
  readonly messageFate: (label: string) => MessageFate
  readonly cashier: (cashier: PaymentProvider) => PaymentProvider
  readonly wrote: () => void
  readonly log: (entry: LogEntry) => void
}

/** A gateway process that can be killed at any step and started again. */
export class GatewayNode {
  readonly #options: NodeOptions
  #life = 0
  #gateway: Gateway | undefined
  #isStarting = false
  #isWorking = false
  #end: () => Promise<void> = async () => {}
  #breakRequests: (reason: Error) => void = () => {}
  #broken: Promise<never> = new Promise(() => {})

  constructor(options: NodeOptions) {
    this.#options = options
  }

  get name(): string {
    return this.#options.name
  }

  get #owner(): string {
    return `${this.name}.${this.#life}`
  }

  get isUp(): boolean {
    return this.#gateway !== undefined
  }

  get isDown(): boolean {
    return !this.isUp && !this.#isStarting
  }

  /** Up, and its worker has nothing to do. */
  get isIdle(): boolean {
    return this.isUp && !this.#isWorking
  }

  /** Begins to start; it is up when its statements have had their turns. */
  start(): void {
    const { scheduler, seats, sandbox, seed, statementFate, wrote, log } = this.#options
    const life = ++this.#life
    const owner = this.#owner
    const chance = new Chance(seed + life)
    const now = () => scheduler.now() + this.#options.skew()
    const { connection, kill } = simulatedConnection({
      seats,
      scheduler,
      owner,
      // A process whose first statements fail is started again by who watches it: as if it were dead.
      fate: (label) => (this.isUp ? statementFate(label) : 'fine'),
      wrote,
    })
    const send = wire({
      scheduler,
      owner,
      fate: this.#options.messageFate,
      to: (request) => sandbox.fetch(request),
    })
    this.#isStarting = true
    this.#end = kill
    this.#broken = new Promise((_, reject) => {
      this.#breakRequests = reject
    })
    this.#broken.catch(() => {})
    openGateway(connection, {
      ...around(sandbox, {
        now,
        fetch: (input, init) => send(new Request(input, init)),
        delay: (ms) => scheduler.sleep(ms, 'pause', owner),
        random: () => chance.next(),
        cashier: this.#options.cashier,
      }),
      concurrency: 0,
      random: (length) => Uint8Array.from({ length }, () => chance.below(256)),
      log,
    }).then((gateway) => {
      if (life !== this.#life) return
      this.#gateway = gateway
      this.#isStarting = false
      this.#isWorking = false
      scheduler.note(`${owner} is up`)
    }, fail)
  }

  /** Killed: nothing it was doing goes on, who asked it hears that the connection broke. */
  async kill(): Promise<void> {
    this.#options.scheduler.kill(this.#owner)
    this.#gateway = undefined
    this.#isStarting = false
    this.#breakRequests(new TypeError('fetch failed', { cause: new Error('socket hang up') }))
    await this.#end()
  }

  answer(request: Request): Promise<Response> {
    if (!this.#gateway) return Promise.reject(new TypeError('fetch failed: nobody listens'))
    return Promise.race([this.#gateway.fetch(request), this.#broken])
  }

  /** Looks for due jobs and works them off. */
  workJobs(): void {
    const gateway = this.#gateway
    if (!gateway) return
    this.#isWorking = true
    const life = this.#life
    const done = () => {
      if (life === this.#life) this.#isWorking = false
    }
    gateway.jobs.workDue().then(done, done)
  }

  /** Sets the jobs of the dead free. */
  sweep(): void {
    this.#gateway?.jobs.freeDead().catch(() => undefined)
  }
}

function fail(error: unknown): never {
  throw error
}
