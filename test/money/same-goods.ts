import type { OrderView, Platform } from '@xiaopu/domain'

/** An offer that 1688 says is the same as anything, sold in the variant that was chosen. */
export interface SameGoods {
  readonly offerId: string
  readonly properties: OrderView['lines'][number]['properties']
}

/** What 1688 answers about offers where some goods are the same as any; plainly where none are. */
export function withSameGoods(
  sandbox: Platform,
  same: () => SameGoods | undefined,
): Pick<Platform, 'similarOffers' | 'offer'> {
  return {
    async similarOffers(offerId) {
      const known = same()
      const found = known && (await sandbox.offer(known.offerId))
      const [sku] = found?.skus ?? []
      if (!found || !sku) return sandbox.similarOffers(offerId)
      return [{ ...found, cost: sku.cost, labels: [] }]
    },
    async offer(offerId) {
      const offer = await sandbox.offer(offerId)
      const known = same()
      if (!offer || offerId !== known?.offerId) return offer
      const { properties } = known
      return { ...offer, skus: offer.skus.map((sku) => ({ ...sku, properties })) }
    },
  }
}
