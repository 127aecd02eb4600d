import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import type { Refund } from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { afterWithdrawal } from './all-shipped.ts'
import { changeOrder } from './change-order.ts'
import { giveBack, payOut } from './give-back.ts'
import { moveStock } from './move-stock.ts'
import { leftOf, sharesOf, withRefunded } from './refund-shares.ts'

/**
 * The money of an agreed refund goes back. Unshipped goods return to stock and are no longer to be sent. Once
 * nothing of the goods is paid any more a trade that was not complete is terminated; what is left of the
 * postage is the supplier's. After-sale refunds leave the order `success` (reference §4.8).
 */
export function finishRefund(world: World, order: Order, refund: Refund): void {
  const fen = refund.paymentFen + refund.carriageFen
  giveBack(world, order, fen)
  const unshipped = refund.goodsStatus === 'refundWaitSellerSend'
  if (unshipped) {
    const back = order.items.filter(({ subId }) =>
      refund.entries.some((each) => each.subId === subId),
    )
    moveStock(world, back, 1)
  }
  const paid = changeOrder(world, order, {
    items: withRefunded(order, refund.entries, refund.paymentFen, unshipped),
    refundedFen: order.refundedFen + fen,
    refundedPostFen: (order.refundedPostFen ?? 0) + refund.carriageFen,
  })
  if (refund.disputeType === 2) return
  const shares = sharesOf(paid)
  if (paid.items.some((item) => leftOf(shares, item) > 0)) {
    if (unshipped) afterWithdrawal(world, paid)
    return
  }
  payOut(world, paid)
  const ended = changeOrder(world, paid, {
    status: 'terminated',
    completedAt: world.now(),
    closedBy: 'SYSTEM',
    closeReason: 'other',
    closeRemark: '全额退款',
  })
  announceOrder(world, ended, 'ORDER_BOPS_CLOSE')
}
