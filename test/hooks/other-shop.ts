import type { Listing } from '@xiaopu/domain'
import { createShop } from '@xiaopu/gateway'
import { ask, type OpenShop } from '../shop.ts'

/** A second shop of the same gateway, asked as its own seller and its own buyers ask. */
export async function openAnother(market: OpenShop, slug: string): Promise<OpenShop> {
  const { shop, secretKey } = await createShop(market.gateway.deps, { slug, name: slug })
  const keys = { publishable: shop.publishableKey, secret: secretKey }
  const asBuyer: OpenShop['ask'] = (path, init) =>
    ask(market.gateway, `${path}${path.includes('?') ? '&' : '?'}shop=${keys.publishable}`, init)
  const asSeller: OpenShop['sell'] = (path, init) =>
    ask(market.gateway, path, {
      ...init,
      headers: { authorization: `Bearer ${keys.secret}`, ...init?.headers },
    })
  const list = async (offerId: string): Promise<Listing> => {
    await asSeller('/v1/seller/offers', { body: { source: offerId } })
    const { json } = await asSeller<Listing>('/v1/seller/listings', { body: { offerId } })
    const path = `/v1/seller/listings/${json.id}/publish`
    return (await asSeller<Listing>(path, { method: 'POST' })).json
  }
  return { ...market, shop, keys, ask: asBuyer, sell: asSeller, list }
}
