import { isShopError, type Period, type Purchase } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import { eachOrder } from './each-order.ts'
import type { Platform1688 } from './platform-1688.ts'
import { toPurchase } from './read-order.ts'

/** Every purchase that changed in a period, once each. */
export async function* purchasesChanged(
  { api, now }: Platform1688,
  period: Period,
): AsyncGenerator<Purchase, void, undefined> {
  for await (const order of eachOrder(api, 'changed', period, now)) yield toPurchase(order)
}

/**
 * Asks the supplier to ship; false where that is against a rule: within a day of the last time, or
 * nothing is left to ship.
 */
export async function urge({ api }: Platform1688, platformOrderId: string): Promise<boolean> {
  try {
    await api.run(calls.urgeOrder, { platformOrderId })
    return true
  } catch (error) {
    if (isShopError(error) && error.code === 'PLATFORM_REFUSED') return false
    throw error
  }
}
