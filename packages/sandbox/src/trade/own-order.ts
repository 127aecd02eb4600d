import { BusinessError } from '../business-error.ts'
import type { PossibleCode } from '../door/api.ts'
import type { Order } from '../world/order.ts'
import type { World } from '../world/world.ts'

/** How a call names an order that is not there, and one that belongs to somebody else. */
export interface OrderCodes {
  readonly missing: string
  readonly foreign: string
}

/** An order of this member, or a refusal in the codes of the call that asks. */
export function ownOrder(
  world: World,
  memberId: string,
  id: string | undefined,
  codes: OrderCodes,
): Order {
  const order = world.orders.get(id ?? '')
  if (!order || order.deletedAt !== undefined) throw new BusinessError(codes.missing, '订单不存在')
  if (order.memberId !== memberId) throw new BusinessError(codes.foreign, '不是订单的买家')
  return order
}

/** Rows of the conformance table for `ownOrder`. */
export const ownOrderCodes = ({ missing, foreign }: OrderCodes): readonly PossibleCode[] => {
  const rows: readonly PossibleCode[] = [
    { code: missing, kind: 'missing', when: 'no order has this id' },
    { code: foreign, kind: 'permission', when: 'the order belongs to another buyer' },
  ]
  return missing === foreign
    ? [{ code: missing, kind: 'missing', when: 'the buyer has no order with this id' }]
    : rows
}
