import type { AnyCall } from '../call.ts'
import { searchMarket, searchOffers } from './offer-search.ts'
import { boughtOffer, offer, skuTable } from './offers.ts'
import { addMemo } from './order-notes.ts'
import {
  addListing,
  addShop,
  addSupplier,
  follow,
  isListed,
  removeListing,
  unfollow,
} from './relations.ts'
import { selectedFilters, selectedOffers } from './selected-pool.ts'

/** Every call by the name that we give it; `api.run(calls.addMemo, …)` makes it. */
export const calls = {
  // Offers
  offer,
  boughtOffer,
  skuTable,
  searchOffers,
  searchMarket,
  selectedOffers,
  selectedFilters,
  // Shops, listings, suppliers
  addShop,
  addListing,
  isListed,
  removeListing,
  addSupplier,
  follow,
  unfollow,
  // Orders
  addMemo,
} satisfies Record<string, AnyCall>
