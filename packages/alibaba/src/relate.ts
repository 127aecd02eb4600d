import { isShopError } from '@xiaopu/domain'
import type { Call } from './call.ts'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'

/**
 * Registers the shop, then the listing in it, makes us a distributor of the supplier and follows the
 * offer, so that its stock, price and state are pushed. Each step may be told again at any time; what
 * exists already is as good as new.
 */
export async function relate(
  platform: Platform1688,
  listing: { readonly offerId: string; readonly shopId: string; readonly listingId: string },
): Promise<void> {
  const { channel } = platform
  const { offerId, shopId } = listing
  await registerShop(platform, shopId)
  await tell(platform, calls.addListing, { ...listing, channel })
  await tell(platform, calls.addSupplier, { offerId })
  await tell(platform, calls.follow, { offerId })
}

async function registerShop(platform: Platform1688, shopId: string): Promise<void> {
  const { channel, registeredShops } = platform
  const key = `${channel}/${shopId}`
  if (registeredShops.has(key)) return
  await tell(platform, calls.addShop, { shopId, channel })
  registeredShops.add(key)
}

async function tell<Input>(
  { api }: Platform1688,
  call: Call<Input, undefined>,
  input: Input,
): Promise<void> {
  try {
    await api.run(call, input)
  } catch (error) {
    if (!isShopError(error) || error.detail.class !== 'duplicate') throw error
  }
}
