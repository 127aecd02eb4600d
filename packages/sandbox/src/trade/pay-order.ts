import { chance } from '../chance.ts'
import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import { book } from '../world/wallet.ts'
import { appOf, type World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'

/**
 * Pays an unpaid order from its member's account. Answers false, and changes nothing, where the account
 * does not hold enough.
 */
export function payOrder(world: World, order: Order, payChannel: string): boolean {
  const member = world.members.get(order.memberId)
  if (!member || member.balanceFen < order.totalFen) return false
  book(world, {
    memberId: order.memberId,
    kind: 'payment',
    orderId: order.id,
    fen: -order.totalFen,
  })
  const now = world.now()
  const hours = world.offers.get(order.items[0]?.offerId ?? '')?.services.shipHours ?? 48
  const paid = changeOrder(world, order, {
    status: 'waitsellersend',
    paidFen: order.totalFen,
    paidAt: now,
    payChannel,
    shipBy: now + hours * 3_600_000,
  })
  if (appOf(world).autoShip) {
    // Most suppliers ship well within what they promise; nobody ships at once.
    const share = 0.05 + 0.85 * chance(world.seed, `ship ${order.id}`)
    const at = now + Math.round(hours * 3_600_000 * share)
    plan(world, { at, kind: 'ship', about: order.id })
  }
  announceOrder(world, paid, 'ORDER_PAY')
  return true
}
