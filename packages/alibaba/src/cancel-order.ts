import { apis } from './apis.ts'
import { refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readPurchase } from './read-order.ts'
import { codeOf, Nested } from './wire/envelope.ts'

const reasons = new Set(['buyerCancel', 'sellerGoodsLack', 'other'])
const longestRemark = 500

/**
 * Closes an unpaid order; closing a closed one is fine. A reason that is none of the platform's goes
 * along as a remark.
 *
 * @throws ShopError PLATFORM_REFUSED (it is paid), PLATFORM_BUSY (within 10 s of its creation)
 */
export async function cancelOrder(
  platform: Platform1688,
  orderId: string,
  reason: string,
): Promise<void> {
  const params = {
    webSite: '1688',
    tradeID: orderId,
    cancelReason: reasons.has(reason) ? reason : 'other',
    remark: reasons.has(reason) ? undefined : reason.slice(0, longestRemark),
  }
  const answer = await platform.api.call(apis.cancel, params, Nested)
  if (answer.success === true) return
  if (codeOf(answer) === 'ORDER_STATUS_ERROR') {
    const { state } = await readPurchase(platform, orderId)
    if (state === 'cancelled') return
  }
  throw refusal(apis.cancel, answer)
}
