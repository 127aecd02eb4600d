import { listings, offers } from '@xiaopu/api'
import { priceOf } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { changeListing } from './change-listing.ts'
import { createListing } from './create-listing.ts'
import { importOffer } from './import-offer.ts'
import { pageListings } from './list-listings.ts'
import type { ListingPieces } from './listing-pieces.ts'
import { listOwnListings, readOwnListing } from './listings.ts'
import { listOffers } from './offers.ts'
import { pauseListing, publishListing } from './publish-listing.ts'

export function catalogRoutes(mount: Mount, deps: Deps, pieces: ListingPieces): void {
  offerRoutes(mount, deps)
  sellerListingRoutes(mount, deps)
  mount(listings.listListings, async ({ shop, query }) =>
    query.ids
      ? pieces.list(deps, shop.shopId, query.ids)
      : pageListings(deps, shop.shopId, { ...query, limit: query.limit ?? 20 }),
  )
  mount(listings.readListing, ({ shop, params }) =>
    pieces.detail(deps, shop.shopId, params.listing),
  )
}

function offerRoutes(mount: Mount, deps: Deps): void {
  mount(offers.searchOffers, async ({ shop, query }) => {
    const page = query.page ?? 1
    const found = await deps.platform(shop.shopId).search({
      ...(query.q && { keyword: query.q }),
      ...(query.category && { categoryId: query.category }),
      ...(query.selected === 'true' && { selected: true }),
      page,
      pageSize: query.limit ?? 20,
    })
    return { offers: [...found.offers], total: found.total, page }
  })
  mount(offers.importOffer, ({ shop, body }) => importOffer(deps, shop.shopId, body.source))
  mount(offers.listOffers, async ({ shop, query }) => {
    const page = query.page ?? 1
    return { ...(await listOffers(deps.db, shop.shopId, { page, limit: query.limit ?? 20 })), page }
  })
}

function sellerListingRoutes(mount: Mount, deps: Deps): void {
  mount(listings.createListing, ({ shop, body }) => createListing(deps, shop.shopId, body))
  mount(listings.listOwnListings, ({ shop, query }) =>
    listOwnListings(deps, shop.shopId, {
      state: query.state,
      after: query.cursor,
      limit: query.limit ?? 20,
    }),
  )
  mount(listings.readOwnListing, ({ shop, params }) =>
    readOwnListing(deps, shop.shopId, params.listing),
  )
  mount(listings.changeListing, ({ shop, params, body }) =>
    changeListing(deps, shop.shopId, params.listing, body),
  )
  mount(listings.publishListing, ({ shop, params }) =>
    publishListing(deps, shop.shopId, params.listing),
  )
  mount(listings.pauseListing, ({ shop, params }) =>
    pauseListing(deps, shop.shopId, params.listing),
  )
  mount(listings.previewPrice, async ({ shop, body }) =>
    priceOf(body.cost, body.priceRule ?? shop.priceRule),
  )
}
