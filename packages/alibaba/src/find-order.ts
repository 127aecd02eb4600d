import { type Purchase, ShopError } from '@xiaopu/domain'
import { apis } from './apis.ts'
import { nonsense, refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { toPurchase } from './read-order.ts'
import { TradeListAnswer } from './wire/trade.ts'

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
  const answer = await api.call(
    apis.orderList,
    { outOrderId, page: 1, pageSize: 20 },
    TradeListAnswer,
  )
  if (answer.errorCode || answer.success === false) throw refusal(apis.orderList, answer)
  const found = answer.result.map((trade) => toPurchase(apis.orderList, trade))
  if (found.some((purchase) => purchase.outOrderId !== outOrderId)) {
    throw nonsense(apis.orderList, 'result.baseInfo.outOrderId')
  }
  if (found.length > 1) {
    throw new ShopError('PLATFORM_IN_DOUBT', { api: apis.orderList.name, orders: found.length })
  }
  return found[0]
}
