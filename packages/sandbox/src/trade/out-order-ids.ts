import type { Order } from '../world/order.ts'
import type { World } from '../world/world.ts'

const keyOf = (memberId: string, outOrderId: string): string => `${memberId}/${outOrderId}`

/** The orders that one create made under the caller's own number: one, or several where it was split. */
export function ordersByOutId(
  world: World,
  memberId: string,
  outOrderId: string,
): readonly Order[] {
  const ids = world.outOrderIds.get(keyOf(memberId, outOrderId))?.split(',') ?? []
  return ids.flatMap((id) => world.orders.get(id) ?? [])
}

export function keepOutId(
  world: World,
  memberId: string,
  outOrderId: string,
  orders: readonly Order[],
): void {
  world.outOrderIds.put(keyOf(memberId, outOrderId), orders.map(({ id }) => id).join(','))
}
