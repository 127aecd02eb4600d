import { chance } from '../chance.ts'
import { announceRefund } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import type {
  Refund,
  RefundAction,
  RefundOperator,
  RefundStatus,
  RefundStep,
} from '../world/refund.ts'
import { appOf, type World } from '../world/world.ts'
import { finishRefund } from './finish-refund.ts'
import { isOver, lapses, refundMoves } from './refund-moves.ts'

const HOUR_MS = 3_600_000

export interface Move {
  readonly action: RefundAction
  readonly operator: RefundOperator
  readonly words?: string
  /** What changes about the refund besides its status. */
  readonly change?: Partial<Refund>
}

/** Whether the refund's state allows it. */
export const mayMove = (refund: Refund, action: RefundAction): boolean =>
  refundMoves[refund.status][action] !== undefined

/** Does what the table allows, tells the buyer, and pays where that is the end of it. Throws where it does not. */
export function moveRefund(world: World, refund: Refund, move: Move): Refund {
  const to = refundMoves[refund.status][move.action]
  const order = world.orders.get(refund.orderId)
  if (!to || !order) throw new TypeError(`${move.action} of a refund in ${refund.status}`)
  return step(world, order, { ...refund, ...move.change }, { ...move, to })
}

/** Writes a step down; the supplier's or time's answer to it is planned. */
export function step(
  world: World,
  order: Order,
  refund: Refund,
  move: Pick<Move, 'action' | 'operator' | 'words'> & { readonly to: RefundStatus },
): Refund {
  const now = world.now()
  const { action, operator, to, words = '' } = move
  const done: RefundStep = { at: now, action, operator, from: refund.status, to, words }
  const { dueAt: _before, ...kept } = refund
  const lapse = lapses[to]
  const moved: Refund = {
    ...kept,
    status: to,
    modifiedAt: now,
    history: [done, ...refund.history],
    ...(lapse && { dueAt: now + lapse.ms }),
    ...(isOver(to) && { completedAt: now }),
  }
  world.refunds.put(moved.id, moved)
  if (moved.dueAt !== undefined) {
    plan(world, { at: moved.dueAt, kind: 'refund-lapse', about: order.id, detail: moved.id })
  }
  if (appOf(world).autoShip) planAnswer(world, moved)
  if (to === 'refundsuccess') finishRefund(world, order, moved)
  announceRefund(world, order, moved, done)
  return moved
}

/** A supplier that acts by itself answers within a day, and looks at returned goods after some days. */
function planAnswer(world: World, refund: Refund): void {
  const { status, id } = refund
  if (status !== 'waitselleragree' && status !== 'waitsellerreceive') return
  const drawn = chance(world.seed, `answer ${id} ${refund.history.length}`)
  const hours = status === 'waitselleragree' ? 1 + 20 * drawn : 48 + 48 * drawn
  const at = world.now() + Math.round(hours * HOUR_MS)
  plan(world, { at, kind: 'refund-answer', about: refund.orderId, detail: id })
}
