import { BusinessError } from '../business-error.ts'
import type { Call, PossibleCode } from '../door/api.ts'
import type { Order } from '../world/order.ts'
import type { Refund } from '../world/refund.ts'

export const ownRefundCodes: readonly PossibleCode[] = [
  { code: '4005', kind: 'missing', when: 'no refund has this id' },
  { code: '4006', kind: 'permission', when: 'the refund belongs to another buyer' },
  { code: '4008', kind: 'rule', when: 'the id does not look like TQ and digits' },
]

/** The refund that `refundId` names, with its order; codes as `refund.returnGoods` documents them. */
export function ownRefund({ world, member, params }: Call): {
  readonly refund: Refund
  readonly order: Order
} {
  const id = params.text('refundId') ?? ''
  if (!/^TQ\d+$/.test(id)) throw new BusinessError('4008', '退款单号信息有误')
  const refund = world.refunds.get(id)
  const order = world.orders.get(refund?.orderId ?? '')
  if (!refund || !order) throw new BusinessError('4005', '退款单信息不存在')
  if (refund.memberId !== member.memberId) {
    throw new BusinessError('4006', '没有权限操作当前退款单')
  }
  return { refund, order }
}
