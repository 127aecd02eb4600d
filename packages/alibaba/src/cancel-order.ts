import { isShopError } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readPurchase } from './read-order.ts'

const longestRemark = 500

/**
 * Closes an unpaid order; closing a closed one is fine. Our reason goes along as a remark, unless it is
 * one of the platform's own.
 *
 * @throws ShopError PLATFORM_REFUSED (it is paid), PLATFORM_BUSY (within 10 s of its creation)
 */
export async function cancelOrder(
  platform: Platform1688,
  platformOrderId: string,
  reason: string,
): Promise<void> {
  const remark = reason.slice(0, longestRemark).trim()
  const input =
    reason === 'buyerCancel'
      ? ({ platformOrderId, reason: 'buyer' } as const)
      : reason === 'sellerGoodsLack'
        ? ({ platformOrderId, reason: 'stock' } as const)
        : ({ platformOrderId, reason: 'other', ...(remark && { remark }) } as const)
  try {
    await platform.api.run(calls.cancelOrder, input)
  } catch (error) {
    if (!isShopError(error) || error.detail.platformCode !== 'ORDER_STATUS_ERROR') throw error
    const { state } = await readPurchase(platform, platformOrderId)
    if (state !== 'cancelled') throw error
  }
}
