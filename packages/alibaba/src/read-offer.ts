import { isShopError, type Offer } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import { reachedAt } from './picture-url.ts'
import type { Platform1688 } from './platform-1688.ts'

/** An offer as it stands now; undefined where the platform knows none of that id. */
export async function readOffer(
  { api, imageBase }: Platform1688,
  offerId: string,
): Promise<Offer | undefined> {
  try {
    return pictured(await api.run(calls.offer, { offerId }), imageBase)
  } catch (error) {
    if (isShopError(error) && error.detail.class === 'absent') return undefined
    throw error
  }
}

/** The offer with its pictures where they are reached. */
function pictured(offer: Offer, imageBase: string): Offer {
  const move = (url: string): string => reachedAt(url, imageBase)
  return {
    ...offer,
    images: offer.images.map(move),
    blocks: offer.blocks.map((block) =>
      block.kind === 'image' ? { ...block, url: move(block.url) } : block,
    ),
    skus: offer.skus.map((sku) => ({
      ...sku,
      properties: sku.properties.map((property) =>
        property.imageUrl ? { ...property, imageUrl: move(property.imageUrl) } : property,
      ),
    })),
  }
}
