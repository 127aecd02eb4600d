import { ShopError } from '@xiaopu/domain'
import { type Api, apis } from './apis.ts'
import { refusal } from './faults.ts'
import type { Params } from './open-api.ts'
import type { Platform1688 } from './platform-1688.ts'
import { Nested, type Refusal } from './wire/envelope.ts'

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
  const { offerId, shopId: outShopCode, listingId: outItemCode } = listing
  await registerShop(platform, outShopCode)
  await tell(platform, apis.addListing, { offerId, outItemCode, outShopCode, channel })
  await tell(platform, apis.addSupplier, { offerId })
  await tell(platform, apis.follow, { productId: offerId })
}

async function registerShop(platform: Platform1688, outShopCode: string): Promise<void> {
  const { channel, registeredShops } = platform
  const key = `${channel}/${outShopCode}`
  if (registeredShops.has(key)) return
  await tell(platform, apis.addShop, { outShopCode, channel })
  registeredShops.add(key)
}

async function tell({ api }: Platform1688, what: Api, params: Params): Promise<void> {
  const answer = await api.call(what, params, Nested)
  const said = answer.result?.success === undefined ? answer : (answer.result as Refusal)
  if (said.success === true || isZero(said)) return
  if (/已(?:经)?存在|重复|already|exist(?:s|ed)/i.test(said.message ?? said.errorMessage ?? ''))
    return
  throw isAbsentOffer(said)
    ? new ShopError('OFFER_NOT_FOUND', { api: what.name })
    : refusal(what, said)
}

/** E4: `product.follow` counts, 0 is success. */
const isZero = (said: Refusal): boolean => said.success === undefined && said.code === '0'

const isAbsentOffer = (said: Refusal): boolean =>
  [said.code, said.errorCode].includes('404') || /商品.{0,20}不存在/.test(said.message ?? '')
