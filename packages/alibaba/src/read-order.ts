import type { Purchase } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'
import type { PurchaseDetails } from './purchase-details.ts'

/** A purchase as the platform tells it now. @throws ShopError ORDER_NOT_FOUND */
export async function readPurchase(platform: Platform1688, orderId: string): Promise<Purchase> {
  return toPurchase(await readDetails(platform, orderId))
}

export const readDetails = ({ api }: Platform1688, orderId: string): Promise<PurchaseDetails> =>
  api.run(calls.order, { platformOrderId: orderId })

/** What a shop needs to know of it: people and wording stay here. */
export function toPurchase(details: PurchaseDetails): Purchase {
  const { platformOrderId, outOrderId, state, rawState, goods, freight, lines } = details
  const { refunded, changedAt } = details
  return {
    platformOrderId,
    ...(outOrderId && { outOrderId }),
    state,
    rawState,
    goods,
    freight,
    lines,
    ...(refunded && { refunded }),
    ...(changedAt && { changedAt }),
  }
}
