import { hour, isShopError, type PurchaseState } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readPurchase } from './read-order.ts'

const unpaid: ReadonlySet<PurchaseState> = new Set(['unpaid', 'cancelled', 'unknown'])

/** "After a failed debit, retry up to 3 times rather than indefinitely" `[doc]`; we start anew each hour. */
const mostTries = 3

/**
 * Pays from the authorised account by its withholding agreement. `paySuccess: false` may be wrong, so
 * whatever is not a clear yes is settled by reading the order. After three tries within an hour only
 * the order is read.
 *
 * @throws ShopError PLATFORM_IN_DOUBT when no answer came and the order still reads unpaid
 */
export async function payOrder(platform: Platform1688, platformOrderId: string): Promise<boolean> {
  const isPaid = async (): Promise<boolean> =>
    !unpaid.has((await readPurchase(platform, platformOrderId)).state)
  if (triesOf(platform, platformOrderId).count >= mostTries) return isPaid()
  try {
    const { paid } = await platform.api.run(calls.preparePay, { platformOrderId })
    noteTry(platform, platformOrderId)
    return paid || (await isPaid())
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_IN_DOUBT') throw error
    noteTry(platform, platformOrderId)
    // Should this read fail too, the first failure is the one that matters.
    if (await isPaid().catch(() => false)) return true
    throw error
  }
}

function triesOf({ payTries, now }: Platform1688, platformOrderId: string) {
  // They stand in the order in which they began: behind the first that counts all do.
  for (const [id, tries] of payTries) {
    if (tries.since + hour > now()) break
    payTries.delete(id)
  }
  return payTries.get(platformOrderId) ?? { since: now(), count: 0 }
}

function noteTry(platform: Platform1688, platformOrderId: string): void {
  const { since, count } = triesOf(platform, platformOrderId)
  platform.payTries.set(platformOrderId, { since, count: count + 1 })
}
