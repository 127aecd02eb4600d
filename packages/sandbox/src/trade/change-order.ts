import type { Order } from '../world/order.ts'
import type { World } from '../world/world.ts'

/** Writes an order with what changed about it; the modify time is the version callers page by. */
export function changeOrder(world: World, order: Order, change: Partial<Order>): Order {
  const changed = { ...order, ...change, modifiedAt: world.now() }
  world.orders.put(order.id, changed)
  return changed
}

/** An order of this member; undefined where it is none or somebody else's. */
export function orderOf(world: World, memberId: string, id: string | undefined): Order | undefined {
  const order = id === undefined ? undefined : world.orders.get(id)
  return order?.memberId === memberId && order.deletedAt === undefined ? order : undefined
}
