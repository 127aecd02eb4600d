import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readDetails } from './read-order.ts'

/** Tells the platform that the buyer has the goods; telling it of a finished order changes nothing. */
export async function confirmReceipt(
  platform: Platform1688,
  platformOrderId: string,
): Promise<void> {
  const { state, entries } = await readDetails(platform, platformOrderId)
  if (state === 'received' || state === 'done') return
  const entryIds = entries.map(({ entryId }) => entryId)
  await platform.api.run(calls.confirmReceipt, { platformOrderId, entryIds })
}
