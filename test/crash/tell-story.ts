import type { Mood } from '../simulate/buyer.ts'
import { type Ground, scarceCoupon } from '../simulate/ground.ts'
import { calm, type Plan } from '../simulate/plan.ts'
import { settle, whatIsWrong } from '../simulate/run-seed.ts'
import type { Waiting } from '../simulate/scheduler.ts'
import { World } from '../simulate/world.ts'
import { Around } from './around.ts'
import { type Books, booksOf } from './earlier-books.ts'
import type { Scenario } from './scenarios.ts'

/** Where a gateway is killed: the how-manieth call on a port, before it is made or before it is heard. */
export interface Point {
  readonly call: number
  readonly side: 'before' | 'after'
}

export interface Story {
  /** What is left when all is over, without ids and times. */
  readonly end: string
  readonly failures: readonly string[]
  /** Calls on ports, in order: each is a moment to be killed at. */
  readonly calls: readonly string[]
}

/** Everybody is well, one gateway, the same goods. */
const plan: Plan = { seed: 4242, nodes: 1, buyers: 0, rates: calm, skews: [] }

const mostSteps = 6_000

/**
 * Tells a story to its end, with a kill at each of these points.
 *
 * @param copyAt - a call; when the tale has been told, the gateway goes on from a copy of its books that was made there
 */
export async function tellStory(
  ground: Ground,
  scenario: Scenario,
  points: readonly Point[] = [],
  copyAt = Number.POSITIVE_INFINITY,
): Promise<Story> {
  await ground.reset()
  const calls: string[] = []
  const strike = (call: Waiting) => {
    if (!isPort(call)) return undefined
    const at = calls.push(call.label)
    return points.find((point) => point.call === at)?.side
  }
  const seen = new Map<string, number>()
  const messageFate = (label: string) => {
    const nth = (seen.get(label) ?? 0) + 1
    seen.set(label, nth)
    return { kind: scenario.fate?.(label, nth) ?? ('fine' as const), after: 0 }
  }
  const choose = ([first]: readonly Waiting[]) => first as Waiting
  const world = new World(ground, plan, { choose, strike, messageFate })
  const books = booksOf(world, () => calls.length >= copyAt)
  const failures = [...(await toItsEnd(world, scenario, books)), ...world.complaints]
  const end = await whatIsLeft(world)
  await world.close()
  return { end, failures, calls }
}

/** A wait of somebody outside is no call on a port of the gateway. */
function isPort({ label, owner }: Waiting): boolean {
  return owner !== undefined || label.startsWith('>')
}

async function toItsEnd(
  world: World,
  { tale, isScripted, hasCoupon, together }: Scenario,
  books: Books,
): Promise<string[]> {
  const { scheduler, ground, suppliers } = world
  world.open()
  const mood: Mood = (options, mine) =>
    tale(options, mine, new Around(options, mine, ground.keys.secret, world))
  world.comeIn('buyer', { mood, coupon: hasCoupon ? scarceCoupon : undefined, together })
  if (!isScripted) suppliers.work(() => world.shopping === 0).catch(() => undefined)
  while (world.shopping > 0) {
    if (!(await world.step())) return ['the world stands still']
    if (scheduler.steps > mostSteps) return ['it never ends']
    await books.copy()
  }
  await books.goBack()
  await settle(world)
  return whatIsWrong(world)
}

/** Facts of our books and of theirs, in an order of their own. */
async function whatIsLeft({ ground, sandbox, acknowledged }: World): Promise<string> {
  const { rows } = await ground.seats.watcher.query<{ fact: string }>(`
    select 'order ' || state || ' ' || total || ' ' || attention as fact from orders
    union all select 'line ' || quantity || '×' || price from order_lines
    union all select 'payment ' || state || ' ' || amount from payments where state <> 'closed'
    union all select 'refund ' || state || ' ' || amount || ' ' || reason from refunds
    union all select 'after-sale ' || kind || ' ' || state || ' ' || coalesce(agreed, 0) from after_sales
    union all select 'claim ' || state || ' ' || wanted_goods + wanted_freight || ' ' || coalesce(refunded, 0)
      from supplier_claims
    union all select 'book ' || account || ' ' || sum(amount) from ledger_entries group by account
    union all select 'purchase ' || state || ' ' || coalesce(actual_goods, 0) from supplier_orders
    union all select 'parcel ' || carrier from shipments
    union all select 'coupon ' || discount || ' ' || (returned_at is null) from coupon_uses
    union all select 'taken ' || taken from coupons
    union all select 'group ' || state || ' ' || taken || ' ' || paid from group_buys
    union all select 'seat ' || state || ' ' || price from group_seats
    union all select 'share ' || state || ' ' || round from profit_shares
    union all select 'commission ' || level || ' ' || amount || ' ' || state from commissions
    union all select 'return ' || amount || ' ' || state from commission_returns
    union all select 'difference ' || kind || ' ' || (resolved_at is null) from differences`)
  const { payments, refunds } = sandbox.cashier.state()
  const theirs = [
    ...[...sandbox.world.orders.values()].map(
      ({ status, totalFen, paidFen }) => `1688 ${status} ${totalFen} ${paidFen}`,
    ),
    ...[...sandbox.world.refunds.values()].map(
      ({ status, paymentFen, carriageFen }) => `1688 ${status} ${paymentFen} ${carriageFen}`,
    ),
    ...Object.values(payments)
      .filter(({ paidAt }) => paidAt)
      .map(({ amount }) => `cashier took ${amount}`),
    ...Object.values(refunds).map(({ amount, state }) => `cashier gave ${amount} ${state}`),
    ...sandbox.wechatPay
      .trades()
      .filter(({ transactionId }) => transactionId)
      .map(
        ({ total, refunded, isFinished = false }) => `WeChat ${total} ${refunded} ${isFinished}`,
      ),
    ...sandbox.wechatPay
      .shares()
      .flatMap(({ parts }) => parts)
      .map(({ amount, result, returned }) => `WeChat gave ${amount} ${result} ${returned}`),
    ...acknowledged.map(({ paid }) => `buyer ${paid}`),
  ]
  return [...rows.map(({ fact }) => fact), ...theirs].sort().join('\n')
}
