import { Chance } from '../fuzz/chance.ts'
import { pays } from './buyer.ts'
import { type Ground, lookAgain, lookNoMore } from './ground.ts'
import { breaches, compareBooks, unfinished } from './judge.ts'
import type { Plan } from './plan.ts'
import { World } from './world.ts'

/** How the world of one seed went. */
export interface Outcome {
  readonly plan: Plan
  /** What should hold and did not; empty where all is well. */
  readonly failures: readonly string[]
  /** Tells two runs apart in which anything went in another order. */
  readonly digest: string
  readonly steps: number
  readonly orders: number
  readonly marks: ReadonlySet<string>
  /** The last calls before the end. */
  readonly tail: readonly string[]
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Steps of the clock, once nothing goes wrong any more: sixty days in all. What a long one begins, the short ones at the end finish. */
const strides = [
  ...[2, 2, 2, 20, 20].map((each) => each * minute),
  ...[6, 6].map((each) => each * hour),
  ...[2, 8, 30, 10, 3, 3, 3].map((each) => each * day),
]

/** Calls after which a world is taken as one that never ends. */
const mostSteps = 40_000

/** Lets the world of a plan run to its end: first anything may happen, then everything must end well. */
export async function runSeed(ground: Ground, plan: Plan): Promise<Outcome> {
  await ground.reset()
  const policy = JSON.stringify(plan.policy ?? {})
  await ground.seats.watcher.query('update shops set purchase_policy = $1', [policy])
  const world = new World(ground, plan)
  const failures: string[] = []
  try {
    await anythingGoes(world, failures)
    if (failures.length === 0) await endsWell(world, failures)
  } catch (error) {
    failures.push(`the world broke: ${(error as Error).stack}`)
  }
  failures.push(...world.complaints)
  await noteMoves(world)
  await world.close()
  const { scheduler, acknowledged, marks } = world
  return {
    plan,
    failures,
    digest: scheduler.digest(),
    steps: scheduler.steps,
    orders: acknowledged.length,
    marks,
    tail: scheduler.tail,
  }
}

/** Safety: whatever goes wrong, the books hold after every step that is looked at. */
async function anythingGoes(world: World, failures: string[]): Promise<void> {
  const { ground, plan, scheduler } = world
  const chance = new Chance(plan.seed * 7 + 5)
  const end = ground.begin + 2 * day
  world.open()
  while (world.shopping > 0 && scheduler.steps < mostSteps && scheduler.now() < end) {
    if (!(await world.step(end))) break
    if (chance.next() < 0.012) failures.push(...(await breaches(ground.seats)))
    if (failures.length > 0) return
  }
  failures.push(...(await breaches(ground.seats)))
}

/** Liveness: with nothing going wrong any more, two months are enough for everything to end. */
async function endsWell(world: World, failures: string[]): Promise<void> {
  world.heal()
  if (!world.plan.isShort) await sellsAgain(world, failures)
  await settle(world)
  failures.push(...(await whatIsWrong(world)))
}

/** Turns the clock by two months, while everybody does his part. */
export async function settle(world: World): Promise<void> {
  const { scheduler, suppliers } = world
  for (const stride of strides) {
    await drain(world)
    suppliers.lookRound().catch(() => undefined)
    await drain(world)
    await world.retryHeld()
    world.nodes[0]?.sweep()
    await drain(world)
    world.turnTo(scheduler.now() + stride)
  }
  await drain(world)
}

/** By all books: the shop's own, the platform's and the cashier's. */
export async function whatIsWrong({ ground, sandbox, acknowledged }: World): Promise<string[]> {
  return [
    ...(await breaches(ground.seats)),
    ...(await compareBooks(ground.seats, sandbox, acknowledged)),
    ...(await unfinished(ground.seats)),
  ]
}

const lastBuyer = 'last-buyer'

/** Every offer is read again after six hours, somewhat later where many are due. */
const lookAgainMillis = 8 * hour

/**
 * A shop that nothing happens to any more sells to whoever comes, once it has looked at its offers
 * again: that one is back on sale no news says that is sure to arrive.
 */
async function sellsAgain(world: World, failures: string[]): Promise<void> {
  const { scheduler, acknowledged } = world
  await world.bringJobs(lookAgain)
  const looked = scheduler.now() + lookAgainMillis
  while (scheduler.steps < mostSteps && (await world.step(looked))) {}
  const end = scheduler.now() + 8 * hour
  world.comeIn(lastBuyer, { mood: pays })
  while (world.shopping > 0 && scheduler.steps < mostSteps && (await world.step(end))) {}
  if (!acknowledged.some(({ buyer, paid }) => paid && buyer === lastBuyer))
    failures.push('a shop that is well again does not sell')
  await world.bringJobs(lookNoMore)
}

async function drain(world: World): Promise<void> {
  while (await world.step(world.scheduler.now())) {
    if (world.scheduler.steps > mostSteps) throw new Error('it never ends')
  }
}

/** Every move that any machine made is something that was seen to happen. */
async function noteMoves({ ground, marks }: World): Promise<void> {
  const { rows } = await ground.seats.watcher.query<{ move: string }>(`
    select distinct aggregate || ' ' || coalesce(from_state, '') || ' ' || event as move from transitions
    union select 'refund for ' || reason from refunds
    union select 'partial refund' from refunds join payments using (shop_id, payment_id)
      where refunds.amount < payments.amount
    union select 'substitute ' || state from supplier_orders where replaces is not null
    union select 'refund failed first' from transitions join refunds on refund_id = aggregate_id
      where event = 'fail' and state = 'succeeded'
    union select 'another total than was posted' from ledger_entries where kind = 'repriced'
    union select 'coupon ' || case when returned_at is null then 'kept' else 'returned' end from coupon_uses
    union select 'group ' || state from group_buys
    union select 'paid twice' from payments as late join payments as other using (shop_id, order_id)
      where late.state = 'late_success' and other.state = 'succeeded'`)
  for (const { move } of rows) marks.add(move)
}
