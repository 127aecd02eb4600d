import type { Order } from '../world/order.ts'
import { ESCROW, limitOf, payerOf, transfer } from '../world/wallet.ts'
import type { World } from '../world/world.ts'

/**
 * Gives money of an order back to who paid it: out of the platform's hands, or from the supplier once it was
 * paid out. Spent credit, or what was bought on account, is free again.
 */
export function giveBack(world: World, order: Order, fen: number): void {
  const from = order.status === 'success' ? order.supplier.memberId : ESCROW
  transfer(world, { kind: 'refund', from, to: payerOf(order), fen, orderId: order.id })
  const member = world.members.get(order.memberId)
  const limit = limitOf(order.payChannel)
  if (limit && member) {
    world.members.put(member.memberId, { ...member, [limit]: (member[limit] ?? 0) + fen })
  }
}

/** What is left of a paid order goes to its supplier. */
export function payOut(world: World, order: Order): void {
  transfer(world, {
    kind: 'settlement',
    from: ESCROW,
    to: order.supplier.memberId,
    fen: order.paidFen - order.refundedFen,
    orderId: order.id,
  })
}
