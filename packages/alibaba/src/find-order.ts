import { type Purchase, ShopError } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import { nonsense } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { toPurchase } from './read-order.ts'

/**
 * The purchase made under our number, or undefined when there is none. Every order in the answer must
 * carry that number itself: if the platform ever ignored the filter we would adopt a stranger's order.
 *
 * @throws ShopError PLATFORM_IN_DOUBT where several orders carry it: a person must look
 */
export async function findPurchase(
  { api }: Platform1688,
  outOrderId: string,
): Promise<Purchase | undefined> {
  const { orders } = await api.run(calls.orders, { outOrderId, page: 1, pageSize: 20 })
  if (orders.some((order) => order.outOrderId !== outOrderId)) {
    throw nonsense(calls.orders, 'result.baseInfo.outOrderId')
  }
  if (orders.length > 1) {
    const detail = { api: calls.orders.name, class: 'in_doubt', orders: orders.length }
    throw new ShopError('PLATFORM_IN_DOUBT', detail)
  }
  return orders[0] && toPurchase(orders[0])
}
