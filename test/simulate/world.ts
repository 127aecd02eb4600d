import type { LogEntry } from '@xiaopu/gateway'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import { Chance } from '../fuzz/chance.ts'
import { type Acknowledged, type BuyerOptions, buyer, type Phone } from './buyer.ts'
import { carelessCashier, withoutBills } from './careless.ts'
import { claimMoods } from './claimants.ts'
import { type Fates, fates } from './fates.ts'
import { friendsIn } from './friends.ts'
import { baseUrl, type Ground, sandboxUrl, scarceCoupon } from './ground.ts'
import { GatewayNode } from './node.ts'
import { calm, type Plan, type Rates } from './plan.ts'
import { quiet, Scheduler, type Waiting } from './scheduler.ts'
import { Seller } from './seller.ts'
import { Suppliers } from './suppliers.ts'
import { type MessageFate, wire } from './wire.ts'

const second = 1_000
const minute = 60 * second

/** What decides in place of chance. */
export interface Script {
  /** Which of the calls that may go on goes on. */
  readonly choose?: (ready: readonly Waiting[]) => Waiting
  /** Whether a gateway is killed just then: before the call is made, or before its answer is heard. */
  readonly strike?: (call: Waiting) => Strike
  readonly messageFate?: (label: string) => MessageFate
}

/** Whether a gateway hears of what somebody else has done for it. */
const isAnswer = ({ label, owner }: Waiting) => owner !== undefined && label.startsWith('< ')

export type Strike = 'before' | 'after' | undefined

/** A shop with everybody around it, on one clock, where a seed decides all that happens by chance. */
export class World {
  readonly ground: Ground
  readonly plan: Plan
  readonly scheduler: Scheduler
  readonly sandbox: Sandbox
  readonly nodes: readonly GatewayNode[]
  readonly acknowledged: Acknowledged[] = []
  /** What was seen to happen. */
  readonly marks = new Set<string>()
  /** What should not have happened. */
  readonly complaints: string[] = []
  readonly suppliers: Suppliers
  /** Buyers who are not done yet. */
  shopping = 0
  rates: Rates
  readonly #chance: Chance
  readonly #ofCashier: Chance
  readonly #fates: Fates
  readonly #script: Script
  /** Whether jobs may have come in or gone since the next one was asked for. */
  #isNews = true
  #due = Number.POSITIVE_INFINITY
  /** Gateways that have heard an answer and have written nothing since. */
  readonly #unwritten = new Set<string>()
  #isSkewed = true

  constructor(ground: Ground, plan: Plan, script: Script = {}) {
    this.ground = ground
    this.plan = plan
    this.#script = script
    this.rates = plan.rates
    this.#chance = new Chance(plan.seed * 7 + 1)
    this.#ofCashier = new Chance(plan.seed * 7 + 6)
    this.scheduler = new Scheduler(ground.begin)
    const mark = (label: string) => this.marks.add(label)
    this.#fates = fates(new Chance(plan.seed * 7 + 2), () => this.rates, mark)
    const toGateway = this.#phone(() => {})
    this.sandbox = createSandbox({
      now: () => this.scheduler.now(),
      offers: ground.offers,
      autoShip: false,
      seed: String(plan.seed),
      callbackUrl: `${baseUrl}/v1/callbacks/1688`,
      fetch: (input, init) => toGateway.send(new Request(input, init)),
    })
    this.nodes = Array.from({ length: plan.nodes }, (_, at) => this.#node(at))
    this.suppliers = new Suppliers({
      sandbox: this.sandbox,
      scheduler: this.scheduler,
      chance: new Chance(plan.seed * 7 + 3),
      goods: ground.goods,
      business: () => this.rates.business,
      isWilling: () => this.rates === calm,
      mark,
    })
  }

  #node(at: number): GatewayNode {
    // One for all of them: who is careless is the cashier.
    const chance = this.#ofCashier
    return new GatewayNode({
      name: `node${at + 1}`,
      seats: this.ground.seats,
      scheduler: this.scheduler,
      sandbox: this.sandbox,
      seed: this.plan.seed * 1000 + at * 100,
      skew: () => (this.#isSkewed ? (this.plan.skews[at] ?? 0) : 0),
      statementFate: (label) => this.#fates.statement(label),
      messageFate: (label) => this.#messageFate(label),
      cashier: (plain) =>
        carelessCashier(this.plan.isShort ? withoutBills(plain) : plain, {
          chance,
          rate: () => this.rates.careless ?? 0,
          mark: (label) => this.marks.add(label),
        }),
      wrote: () => {
        this.#isNews = true
      },
      log: (entry) => this.#hear(entry),
    })
  }

  #messageFate(label: string): MessageFate {
    return this.#script.messageFate?.(label) ?? this.#fates.message(label)
  }

  /** Drawn at each call that may be struck. */
  #draw(call: Waiting): Strike {
    if (this.#chance.next() >= this.rates.crash) return undefined
    return call.owner && this.#chance.next() < 0.5 ? 'after' : 'before'
  }

  #hear({ event, reason, code, job }: LogEntry): void {
    this.marks.add(`log ${event}${code ? ` ${code}` : ''}`)
    if (event === 'request.bug' && !/Connection terminated|simulated/.test(String(reason)))
      this.complaints.push(`a bug: ${reason}`)
    if (event === 'job.failed') this.scheduler.note(`${job} failed: ${reason}`)
  }

  /** A network to whichever gateway is up, and to the cashier's pages. */
  #phone(lost: () => void): Phone {
    const send = wire({
      scheduler: this.scheduler,
      fate: (label) => this.#messageFate(label),
      to: async (request) => {
        if (request.url.startsWith(sandboxUrl)) return this.sandbox.fetch(request)
        const up = this.nodes.filter(({ isUp }) => isUp)
        if (up.length === 0) lost()
        if (up.length === 0) throw new TypeError('fetch failed: nobody listens')
        return this.#chance.of(up).answer(request)
      },
    })
    return { send, wait: (ms) => this.scheduler.sleep(ms, 'waits'), now: this.scheduler.now }
  }

  /** Gateways start, and buyers, suppliers and the seller begin. */
  open(): void {
    for (const node of this.nodes) node.start()
    const chance = new Chance(this.plan.seed * 7 + 4)
    for (let at = 0; at < this.plan.buyers; at++) {
      const mood = chance.next() < 0.5 ? chance.of(claimMoods) : undefined
      const coupon = chance.next() < 0.5 ? scarceCoupon : undefined
      this.comeIn(`buyer-${at}`, { mood, coupon, together: chance.next() < 0.4 })
    }
    for (const [name, wishes] of friendsIn(this.plan)) this.comeIn(name, wishes)
    const isOver = () => this.rates === calm
    for (const each of [this.suppliers, this.#seller(chance)])
      each.work(isOver).catch(() => undefined)
  }

  #seller(chance: Chance): Seller {
    return new Seller({
      phone: this.#phone(() => {}),
      chance,
      key: this.ground.keys.secret,
      acknowledged: this.acknowledged,
      complain: (what) => this.complaints.push(what),
      mark: (label) => this.marks.add(label),
    })
  }

  /** Another buyer; she draws her mood where none is given. */
  comeIn(name: string, wishes: Partial<BuyerOptions> = {}): void {
    this.shopping++
    const done = () => void this.shopping--
    buyer({
      name,
      phone: this.#phone(() => this.marks.add('nobody listens')),
      chance: new Chance(this.plan.seed * 100 + this.acknowledged.length + this.shopping),
      key: this.ground.keys.publishable,
      goods: this.ground.goods,
      acknowledged: this.acknowledged,
      complain: (what) => this.complaints.push(what),
      mark: (label) => this.marks.add(label),
      ...{ ...wishes, nth: this.shopping },
    }).then(done, (error: Error) => {
      this.complaints.push(`${name} met ${error.message}`)
      done()
    })
  }

  /** Nothing goes wrong any more: gateways are up, clocks are right, everybody does his part. */
  heal(): void {
    this.rates = calm
    this.#isSkewed = false
    for (const node of this.nodes) if (node.isDown) node.start()
    this.suppliers.restock().catch(() => undefined)
  }

  /**
   * One step of whoever is chosen, or the clock turned to the next thing due.
   *
   * @returns false where nothing happens before `until`; the clock is then there
   */
  async step(until = Number.POSITIVE_INFINITY): Promise<boolean> {
    this.sandbox.clock.catchUp()
    await quiet()
    this.suppliers.seeNew()
    const ready = this.scheduler.ready()
    const isTimeToWork = ready.length === 0 || this.#chance.next() < 0.15
    if (isTimeToWork && (await this.#workJobs())) return true
    if (ready.length === 0) return this.#turn(until)
    const { choose, strike } = this.#script
    const call = choose ? choose(ready) : this.#chance.of(ready)
    const struck = strike ? strike(call) : this.#draw(call)
    if (struck) await this.#crash(call, struck)
    else await this.#letGo(call)
    return true
  }

  async #letGo(call: Waiting): Promise<void> {
    const { owner } = call
    if (owner !== undefined && isAnswer(call)) this.#unwritten.add(owner)
    else if (owner !== undefined) this.#unwritten.delete(owner)
    await this.scheduler.letGo(call)
  }

  /** Turns the clock, whatever waits until then. */
  turnTo(at: number): void {
    this.scheduler.turnTo(at)
    this.ground.seats.turnTo(this.scheduler.now())
  }

  async #turn(until: number): Promise<boolean> {
    if (await this.scheduler.breakDeadlock()) return true
    const due = this.sandbox.world.queue.earliest(Number.POSITIVE_INFINITY)?.at
    const job = await this.#nextJob()
    // One that is due already waits for a gateway that has time for it.
    const later = job > this.scheduler.now() ? job : Number.POSITIVE_INFINITY
    const next = Math.min(this.scheduler.nextAt(), due ?? Number.POSITIVE_INFINITY, later)
    if (next > until || next === Number.POSITIVE_INFINITY) {
      if (until !== Number.POSITIVE_INFINITY) this.turnTo(until)
      return false
    }
    this.turnTo(next)
    return true
  }

  /** Somebody who is idle looks for jobs. @returns whether there are any */
  async #workJobs(): Promise<boolean> {
    const idle = this.nodes.filter(({ isIdle }) => isIdle)
    if (idle.length === 0) return false
    if ((await this.#nextJob()) > this.scheduler.now()) return false
    const node = this.#chance.of(idle)
    this.scheduler.note(`${node.name} works`)
    node.workJobs()
    await quiet()
    return true
  }

  /** When the next job is due, in whole ms; asked again only after something was written. */
  async #nextJob(): Promise<number> {
    if (this.#isNews) {
      const { rows } = await this.ground.seats.watcher.query<{ next: number | null }>({
        name: 'next_job',
        text: `select (extract(epoch from min(run_at)) * 1000)::float8 as next
          from graphile_worker._private_jobs where is_available`,
      })
      this.#due = Math.ceil(rows[0]?.next ?? Number.POSITIVE_INFINITY)
      this.#isNews = false
    }
    return this.#due
  }

  /** Jobs come or go that nobody in this world asked for. */
  async bringJobs(statement: string): Promise<void> {
    await this.ground.seats.tellTime()
    await this.ground.seats.watcher.query(statement)
    this.#isNews = true
  }

  /** The seller says of everything that is held: try again. */
  async retryHeld(): Promise<void> {
    const { keys, seats } = this.ground
    const { rows } = await seats.watcher.query<{ order_id: string }>(
      `select distinct order_id from supplier_orders where state = 'held' and platform_order_id is null`,
    )
    const phone = this.#phone(() => {})
    const headers = { authorization: `Bearer ${keys.secret}`, 'content-type': 'application/json' }
    for (const { order_id } of rows) {
      const url = `${baseUrl}/v1/seller/orders/${order_id}/retry`
      phone.send(new Request(url, { method: 'POST', headers, body: '{}' })).catch(() => undefined)
    }
  }

  /** A gateway is killed at this call, its own where it is one's own; it comes back within ten minutes. */
  async #crash(call: Waiting, side: 'before' | 'after'): Promise<void> {
    const alive = this.nodes.filter(({ isDown }) => !isDown)
    const node = alive.find(({ name }) => call.owner?.startsWith(`${name}.`)) ?? alive[0]
    if (!node) return this.scheduler.letGo(call)
    if (side === 'after' && call.owner === undefined) await this.scheduler.letGo(call)
    else if (side === 'after') await this.scheduler.loseAnswer(call)
    this.marks.add(node.isIdle ? 'killed idle' : 'killed at work')
    if (isAnswer(call) || this.#unwritten.has(call.owner ?? ''))
      this.marks.add('killed between a call and its commit')
    await node.kill()
    await this.scheduler.lookAtStuck()
    this.#isNews = true
    const isLong = !this.#script.strike && this.#chance.below(3) === 0
    this.#comeBack(node, isLong ? this.#chance.below(10) * minute : second)
  }

  #comeBack(node: GatewayNode, after: number): void {
    const { scheduler } = this
    const back = async () => {
      await scheduler.sleep(after, `${node.name} comes back`)
      if (node.isDown) node.start()
    }
    // Jobs of the dead are freed half a minute later, by whoever sweeps then.
    const sweep = async () => {
      await scheduler.sleep(after + 40 * second, 'sweep')
      for (const each of this.nodes) each.sweep()
    }
    back().catch(() => undefined)
    sweep().catch(() => undefined)
  }

  async close(): Promise<void> {
    for (const node of this.nodes) await node.kill()
    await quiet()
  }
}
