import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import { closeOpenRefunds } from './answer-refund.ts'
import { changeOrder } from './change-order.ts'
import { payOut } from './give-back.ts'

// Between the buyer's word and the money at the supplier lies a short settlement.
const SETTLE_MS = 60_000

/** The buyer (or time) says the goods arrived; the trade completes a minute later. */
export function confirmOrder(world: World, order: Order): Order {
  const now = world.now()
  closeOpenRefunds(world, order, 'BUYER_RECEIVE_CLOSE')
  const confirmed = changeOrder(world, order, { status: 'confirm_goods', confirmedAt: now })
  plan(world, { at: now + SETTLE_MS, kind: 'settle', about: order.id })
  announceOrder(world, confirmed, 'ORDER_COMFIRM_RECEIVEGOODS')
  return confirmed
}

export function settleOrder(world: World, order: Order): void {
  payOut(world, order)
  const done = changeOrder(world, order, { status: 'success', completedAt: world.now() })
  announceOrder(world, done, 'ORDER_SUCCESS')
}
