import { account, chatLink } from './account.ts'
import { categories, categoryAttributes } from './categories.ts'
import { crossSearchByImage, uploadImage } from './cross-image-search.ts'
import {
  crossCategory,
  crossHotKeywords,
  crossPool,
  crossRanking,
  crossReportOrder,
} from './cross-market.ts'
import { crossOffer } from './cross-offers.ts'
import {
  crossRecommendations,
  crossRelated,
  crossSearch,
  crossSupplierOffers,
} from './cross-search.ts'
import { estimateFreight, freightTemplates, mixedBatchRule } from './freight.ts'
import {
  groupOfferDetails,
  groupOfferDetailsV1,
  groupOffers,
  groupTags,
  matchGroupOffers,
} from './group-buy.ts'
import {
  chooseOffers,
  chosenOffers,
  clearChosenOffers,
  clearListingBasket,
  listingBasket,
} from './hand-over.ts'
import { searchByImage, searchByImageCps, searchByImageCross } from './image-search.ts'
import { searchMarket, searchOffers } from './offer-search.ts'
import { boughtOffer, offer, skuTable } from './offers.ts'
import {
  addListing,
  addShop,
  addSupplier,
  follow,
  isListed,
  removeListing,
  unfollow,
} from './relations.ts'
import { brandAuthorisation, listingRisk, sameSourceOffers, similarOffers } from './same-source.ts'
import { selectedFilters, selectedOffers } from './selected-pool.ts'

/** Calls for choosing and listing goods, by subject; the reference has a page for each. */
export const selling = {
  account: { account, chatLink },
  offers: { offer, boughtOffer, skuTable, categories, categoryAttributes },
  search: {
    searchOffers,
    searchMarket,
    selectedOffers,
    selectedFilters,
    searchByImage,
    searchByImageCps,
    searchByImageCross,
    sameSourceOffers,
    similarOffers,
  },
  'group-buy': { groupOffers, groupTags, groupOfferDetails, groupOfferDetailsV1, matchGroupOffers },
  listings: {
    addShop,
    addListing,
    isListed,
    removeListing,
    addSupplier,
    follow,
    unfollow,
    brandAuthorisation,
    listingRisk,
    chooseOffers,
    chosenOffers,
    clearChosenOffers,
    listingBasket,
    clearListingBasket,
  },
  freight: { estimateFreight, freightTemplates, mixedBatchRule },
  'cross-border': {
    crossSearch,
    uploadImage,
    crossSearchByImage,
    crossOffer,
    crossSupplierOffers,
    crossRecommendations,
    crossRelated,
    crossHotKeywords,
    crossRanking,
    crossCategory,
    crossPool,
    crossReportOrder,
  },
}
