import { listings, offers } from '@xiaopu/api'
import type { Listing } from '@xiaopu/domain'
import { ask, type Seller } from './ask.ts'

/** Imports an offer, puts it into the shop and, where asked, on sale. */
export async function listOffer(
  seller: Seller,
  source: string,
  { publish }: { publish: boolean },
): Promise<Listing> {
  const { offerId } = await ask(seller, offers.importOffer, { body: { source } })
  const listing = await ask(seller, listings.createListing, { body: { offerId } })
  if (!publish) return listing
  return ask(seller, listings.publishListing, { params: { listing: listing.id } })
}
