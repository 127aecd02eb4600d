import { announceOrder } from '../push/topics.ts'
import type { CloseReason, Order } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { closeOpenRefunds } from './answer-refund.ts'
import { changeOrder } from './change-order.ts'
import { giveBack } from './give-back.ts'
import { moveStock } from './move-stock.ts'

const topics = {
  BUYER: 'ORDER_BUYER_CLOSE',
  SELLER: 'ORDER_SELLER_CLOSE',
  SYSTEM: 'ORDER_BOPS_CLOSE',
} as const

/**
 * Closes an order: unpaid it becomes `cancel`; paid and not yet shipped it becomes `terminated` and the
 * money goes back. Goods return to stock.
 */
export function closeOrder(
  world: World,
  order: Order,
  why: { readonly by: 'BUYER' | 'SELLER' | 'SYSTEM'; reason: CloseReason; remark?: string },
): Order {
  const isPaid = order.paidFen > 0
  closeOpenRefunds(world, order, 'BUYER_CLOSE_TRADE_CLOSE')
  if (isPaid) giveBack(world, order, order.paidFen - order.refundedFen)
  const closed = changeOrder(world, order, {
    status: isPaid ? 'terminated' : 'cancel',
    refundedFen: order.paidFen,
    closedBy: why.by,
    closeReason: why.reason,
    closeRemark: why.remark ?? '',
    completedAt: world.now(),
  })
  const back = order.items.map((item) => ({
    ...item,
    quantity: item.quantity - (item.withdrawn ?? 0),
  }))
  moveStock(
    world,
    back.filter(({ quantity }) => quantity > 0),
    1,
  )
  announceOrder(world, closed, topics[why.by])
  return closed
}
