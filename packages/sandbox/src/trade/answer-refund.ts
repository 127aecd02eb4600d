import type { Order } from '../world/order.ts'
import type { Refund, RefundAction } from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { refundsOf } from './apply-refund.ts'
import { mayMove, moveRefund } from './move-refund.ts'
import { isOver, lapses } from './refund-moves.ts'

/** The supplier says yes: to the money, to the return, or that the goods came back. */
export function agreeRefund(world: World, refund: Refund): Refund | undefined {
  const action: RefundAction =
    refund.status === 'waitsellerreceive'
      ? 'SELLER_RECEIVE_GOODS'
      : refund.request === 'refund'
        ? 'SELLER_AGREE_REFUND'
        : 'SELLER_AGREE_REFUND_PROCOTOL'
  if (!mayMove(refund, action)) return undefined
  return moveRefund(world, refund, { action, operator: 'seller', words: '卖家同意' })
}

/** The supplier says no, with a reason. */
export function rejectRefund(world: World, refund: Refund, why: string): Refund | undefined {
  const action: RefundAction =
    refund.request === 'returnRefund' && refund.status === 'waitselleragree'
      ? 'SELLER_REJECT_REFUND_PROCOTOL'
      : 'SELLER_REJECT_REFUND'
  if (!mayMove(refund, action)) return undefined
  return moveRefund(world, refund, {
    action,
    operator: 'seller',
    words: `卖家拒绝:${why}`,
    change: { rejectTimes: refund.rejectTimes + 1, rejectReason: why },
  })
}

/** Time is up: what the present status ends with. */
export function lapseRefund(world: World, refund: Refund): void {
  const lapse = lapses[refund.status]
  if (!lapse || refund.dueAt === undefined || refund.dueAt > world.now()) return
  const action = lapse[refund.request]
  moveRefund(world, refund, { action, operator: 'system', words: '超时' })
}

/** Shipping or receiving goods, or closing the trade, closes what is still open about them. */
export function closeOpenRefunds(
  world: World,
  order: Order,
  action: 'BUYER_RECEIVE_CLOSE' | 'SELLER_SEND_GOODS_CLOSE' | 'BUYER_CLOSE_TRADE_CLOSE',
): void {
  for (const refund of openRefunds(world, order)) {
    const isUnshipped = refund.goodsStatus === 'refundWaitSellerSend'
    if (action === 'SELLER_SEND_GOODS_CLOSE' && !isUnshipped) continue
    if (!mayMove(refund, action)) continue
    moveRefund(world, refund, {
      action,
      operator: action === 'SELLER_SEND_GOODS_CLOSE' ? 'seller' : 'buyer',
    })
  }
}

/** Refunds of an order that are not over. */
export const openRefunds = (world: World, order: Order): readonly Refund[] =>
  refundsOf(world, order).filter(({ status }) => !isOver(status))
