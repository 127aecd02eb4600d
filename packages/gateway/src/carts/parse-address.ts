import { type ParsedAddress, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'

/**
 * One pasted text into the parts of an address, read by the platform that will have to understand it.
 *
 * @throws ShopError ADDRESS_UNREADABLE where there is neither a place nor a phone in it
 */
export async function parseAddress(
  deps: Deps,
  shopId: string,
  text: string,
): Promise<ParsedAddress> {
  const parsed = await deps.platform(shopId).parseAddress(text)
  const { province, phone } = parsed.address
  if (!province && !phone) throw new ShopError('ADDRESS_UNREADABLE')
  return parsed
}
