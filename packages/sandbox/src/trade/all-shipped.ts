import { announceOrder } from '../push/topics.ts'
import { type Order, toShip } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'

const AUTO_CONFIRM_DAYS = 10

/** Once everything is on its way, time confirms what the buyer does not. */
export function planConfirmation(world: World, order: Order): void {
  const at = world.now() + AUTO_CONFIRM_DAYS * 86_400_000
  plan(world, { at, kind: 'auto-confirm', about: order.id })
}

/** What was still to be sent was refunded: with the rest already on its way the order is shipped. */
export function afterWithdrawal(world: World, order: Order): void {
  if (order.status !== 'waitsellersend' || order.items.some((item) => toShip(item) > 0)) return
  const sent = changeOrder(world, order, { status: 'waitbuyerreceive', shippedAt: world.now() })
  announceOrder(world, sent, 'ANNOUNCE_SENDGOODS')
  planConfirmation(world, order)
}
