import type { JsonObject } from '../json.ts'
import { yuan } from '../money.ts'
import { refundsOf } from '../trade/apply-refund.ts'
import type { Order, OrderItem } from '../world/order.ts'
import type { Refund, RefundStatus } from '../world/refund.ts'
import type { World } from '../world/world.ts'

/** What `baseInfo` says of refunds: the newest of each kind, statuses in lower case (reference §4.7). */
export function refundSummary(world: World, order: Order): JsonObject {
  const refunds = refundsOf(world, order)
  const inSale = refunds.findLast(({ disputeType }) => disputeType === 1)
  const afterSale = refunds.findLast(({ disputeType }) => disputeType === 2)
  const newest = refunds.at(-1)
  return {
    refundStatus: inSale?.status ?? '',
    ...(afterSale && { refundStatusForAs: afterSale.status }),
    ...(newest && { refundId: newest.id }),
  }
}

/** `refundStatus` as `getBuyerOrderList` filters by it: the in-sale one. */
export const refundStatusOf = (world: World, order: Order): string =>
  refundsOf(world, order).findLast(({ disputeType }) => disputeType === 1)?.status ?? ''

const upper: Readonly<Record<RefundStatus, string>> = {
  waitselleragree: 'WAIT_SELLER_AGREE',
  waitbuyermodify: 'WAIT_BUYER_MODIFY',
  waitbuyersend: 'WAIT_BUYER_SEND',
  waitsellerreceive: 'WAIT_SELLER_RECEIVE',
  refundsuccess: 'REFUND_SUCCESS',
  refundclose: 'REFUND_CLOSED',
}

/** What an item says of its refunds: statuses in upper case, money in yuan. */
export function itemRefund(world: World, order: Order, item: OrderItem): JsonObject {
  const about = (type: Refund['disputeType']): Refund | undefined =>
    refundsOf(world, order).findLast(
      (refund) =>
        refund.disputeType === type && refund.entries.some(({ subId }) => subId === item.subId),
    )
  const [inSale, afterSale] = [about(1), about(2)]
  const status = (afterSale ?? inSale)?.status
  return {
    ...(status && { refundStatus: upper[status] }),
    ...(inSale && { refundId: inSale.id }),
    ...(afterSale && { refundIdForAs: afterSale.id }),
    refund: yuan(item.refundedFen ?? 0),
  }
}
