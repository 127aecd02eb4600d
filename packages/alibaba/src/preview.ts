import type { Address, PlatformLine, PurchasePreview } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import { usualFlow } from './order-params.ts'
import type { Platform1688 } from './platform-1688.ts'

/**
 * What buying these lines of one supplier would cost at this address. By the general preview: the
 * distribution preview's fields are not public, and both know flow `fenxiao`.
 */
export async function preview(
  { api }: Platform1688,
  request: { readonly lines: readonly PlatformLine[]; readonly address: Address },
): Promise<PurchasePreview> {
  const { lines, address: to } = request
  const { goods, freight, costs } = await api.run(calls.preview, { lines, to, flow: usualFlow })
  return { goods, freight, costs }
}
