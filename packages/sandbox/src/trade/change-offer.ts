import type { SandboxOffer } from '../catalogue/offer.ts'
import { announceOffer, announcePrice, announceStock } from '../push/topics.ts'
import type { World } from '../world/world.ts'

export interface OfferRequest {
  readonly status?: SandboxOffer['status']
  readonly dropship?: boolean
  /** By `specId`, or `''` without SKU. */
  readonly stock?: Readonly<Record<string, number>>
  /** Dropship and wholesale prices, by `specId` or `''`. */
  readonly consignFen?: Readonly<Record<string, number>>
  readonly fen?: Readonly<Record<string, number>>
}

/** What a supplier does to an offer, told to everybody who listens. */
export function changeOffer(world: World, offer: SandboxOffer, change: OfferRequest): SandboxOffer {
  world.offers.change(offer.offerId, change)
  const changed = world.offers.get(offer.offerId) ?? offer
  for (const [specId, stock] of Object.entries(change.stock ?? {})) {
    const before = offer.skus.find((sku) => sku.specId === specId)?.stock ?? offer.stockWithoutSku
    if (stock !== before) announceStock(world, changed, { specId, delta: stock - before })
  }
  if (change.consignFen || change.fen) announcePrice(world, changed)
  if (change.status && change.status !== offer.status) {
    announceOffer(world, changed, statusTopic(change.status))
  } else if (change.dropship !== undefined && change.dropship !== offer.dropship) {
    announceOffer(world, changed, 'NEW_OR_MODIFY')
  }
  return changed
}

function statusTopic(status: SandboxOffer['status']): 'REPOST' | 'DELETE' | 'EXPIRE' {
  if (status === 'published') return 'REPOST'
  return status === 'deleted' ? 'DELETE' : 'EXPIRE'
}
