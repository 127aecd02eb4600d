import { isShopError, type PurchaseState } from '@xiaopu/domain'
import { apis } from './apis.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readPurchase } from './read-order.ts'
import { PayAnswer } from './wire/trade.ts'

const unpaid: ReadonlySet<PurchaseState> = new Set(['unpaid', 'cancelled', 'unknown'])

/**
 * Pays from the authorised account by its withholding agreement. `paySuccess: false` may be wrong, so
 * whatever is not a clear yes is settled by reading the order.
 *
 * @throws ShopError PLATFORM_IN_DOUBT when no answer came and the order still reads unpaid
 */
export async function payOrder(platform: Platform1688, orderId: string): Promise<boolean> {
  const isPaid = async (): Promise<boolean> =>
    !unpaid.has((await readPurchase(platform, orderId)).state)
  // JSON inside the parameter: the id must be bare digits of any length.
  const params = { tradeWithholdPreparePayParam: { orderId: BigInt(orderId) } }
  try {
    const answer = await platform.api.call(apis.pay, params, PayAnswer)
    return answer.result?.result?.paySuccess || answer.result?.paySuccess || (await isPaid())
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_IN_DOUBT') throw error
    // Should this read fail too, the first failure is the one that matters.
    if (await isPaid().catch(() => false)) return true
    throw error
  }
}
