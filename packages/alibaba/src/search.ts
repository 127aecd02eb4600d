import type { OfferPage, OfferQuery, OfferSummary } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { FoundOffer } from './found-offer.ts'
import { reachedAt } from './picture-url.ts'
import type { Platform1688 } from './platform-1688.ts'

const mostPerPage = 50

/** Offers by keyword and category, or the selected pool's. `labels` are the platform's own words. */
export async function search(
  { api, imageBase }: Platform1688,
  { keyword, categoryId, page, pageSize, selected }: OfferQuery,
): Promise<OfferPage> {
  const query = { page, pageSize: Math.min(pageSize, mostPerPage), ...(keyword && { keyword }) }
  const { offers, total } = selected
    ? await api.run(calls.selectedOffers, { ...query, ...(categoryId && { categoryId }) })
    : await api.run(calls.searchOffers, {
        ...query,
        ...(categoryId && { categoryIds: [categoryId] }),
      })
  return { offers: offers.flatMap((offer) => summary(offer, imageBase) ?? []), total }
}

/** A hit without an id or a price is left out: nothing can be chosen by it. */
function summary(found: FoundOffer, imageBase: string): OfferSummary | undefined {
  const { offerId, title, imageUrl, cost, sold90Days, labels } = found
  if (!offerId || !cost) return undefined
  return {
    platform: '1688',
    offerId,
    title,
    ...(imageUrl && { imageUrl: reachedAt(imageUrl, imageBase) }),
    cost,
    ...(sold90Days !== undefined && { sold90Days }),
    labels: [...labels],
  }
}

/**
 * Offers that look like this one by its first picture, none of them itself. The platform compares
 * pictures, not goods: whether it is the same thing is for a person, or the offers' facts, to say.
 */
export async function similarOffers(
  { api, imageBase }: Platform1688,
  offerId: string,
): Promise<OfferSummary[]> {
  const { images } = await api.run(calls.offer, { offerId })
  const [imageUrl] = images
  if (!imageUrl) return []
  const { offers } = await api.run(calls.searchByImage, { imageUrl })
  return offers.flatMap((offer) =>
    offer.offerId === offerId ? [] : (summary(offer, imageBase) ?? []),
  )
}
