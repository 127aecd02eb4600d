import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'

/** The supplier sets another total on an unpaid order; goods and postage stay, the difference is the discount. */
export function changePrice(world: World, order: Order, totalFen: number): Order {
  const discountFen = order.goodsFen + order.postFen - totalFen
  const changed = changeOrder(world, order, { totalFen, discountFen })
  announceOrder(world, changed, 'ORDER_PRICE_MODIFY')
  return changed
}
