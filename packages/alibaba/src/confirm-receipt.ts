import { apis } from './apis.ts'
import { refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readTrade } from './read-order.ts'
import { Nested, type Refusal } from './wire/envelope.ts'

const over = new Set(['confirm_goods', 'success'])

/** Tells the platform that the buyer has the goods; telling it of a finished order changes nothing. */
export async function confirmReceipt(platform: Platform1688, orderId: string): Promise<void> {
  const trade = await readTrade(platform, orderId)
  if (over.has(trade.baseInfo.status)) return
  // Of a one-line order the sub-order carries the order's own id.
  const entries = trade.productItems.map(
    (item) => item.subItemIDString ?? item.subItemID ?? orderId,
  )
  const params = { orderId, orderEntryIds: entries.map(BigInt) }
  const answer = await platform.api.call(apis.confirmReceipt, params, Nested)
  // The answer's shape is not documented: nested or flat, only an explicit no is a refusal.
  const said = answer.result?.success === undefined ? answer : (answer.result as Refusal)
  if (said.success !== true) throw refusal(apis.confirmReceipt, said)
}
