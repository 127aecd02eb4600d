import {
  Id,
  isId,
  Listing,
  ListingDetail,
  ListingState,
  ListingView,
  PriceRule,
  Pricing,
  Yuan,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page } from './page.ts'
import { route } from './route.ts'

/** What is no id is left out as an unknown one is: one card typed wrong must not empty the others of its page. */
const idList = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').filter((id) => isId('listing', id))),
  v.array(v.string()),
  v.maxLength(50),
)

export const listListings = route({
  method: 'GET',
  path: '/v1/listings',
  caller: 'shop',
  summary:
    'What a shop sells: by ids (as many cards as a page has, in one request) or page by page',
  query: v.object({
    ids: v.optional(idList),
    category: v.optional(v.pipe(v.string(), v.maxLength(60))),
    q: v.optional(v.pipe(v.string(), v.maxLength(60))),
    ...cursorQuery,
  }),
  reply: Page(ListingView),
  cache: 10,
})

export const readListing = route({
  method: 'GET',
  path: '/v1/listings/:listing',
  caller: 'shop',
  summary: 'One listing with pictures, facts and description',
  reply: ListingDetail,
  cache: 10,
})

export const createListing = route({
  method: 'POST',
  path: '/v1/seller/listings',
  caller: 'seller',
  summary:
    'Put an imported offer into your shop as a draft; doing it again answers the same listing',
  body: v.strictObject({
    offerId: v.pipe(v.string(), v.regex(/^\d{6,20}$/)),
    title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))),
    priceRule: v.optional(PriceRule),
  }),
  reply: Listing,
})

export const listOwnListings = route({
  method: 'GET',
  path: '/v1/seller/listings',
  caller: 'seller',
  summary: 'Your listings with cost, profit and how each price came about',
  query: v.object({ state: v.optional(ListingState), ...cursorQuery }),
  reply: Page(Listing),
})

export const readOwnListing = route({
  method: 'GET',
  path: '/v1/seller/listings/:listing',
  caller: 'seller',
  summary: 'One of your listings',
  reply: Listing,
})

export const changeListing = route({
  method: 'PUT',
  path: '/v1/seller/listings/:listing',
  caller: 'seller',
  summary: 'Change words, price rule, prices set by hand or hidden SKUs',
  body: v.strictObject({
    title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))),
    /** `null` goes back to the shop's rule. */
    priceRule: v.optional(v.nullable(PriceRule)),
    skus: v.optional(
      v.array(
        v.strictObject({
          skuId: Id('sku'),
          hidden: v.optional(v.boolean()),
          /** `null` goes back to the rule. */
          price: v.optional(v.nullable(Yuan)),
        }),
      ),
    ),
  }),
  reply: Listing,
})

export const publishListing = route({
  method: 'POST',
  path: '/v1/seller/listings/:listing/publish',
  caller: 'seller',
  summary: 'Put a listing on sale; tells the platform that you sell the offer',
  reply: Listing,
})

export const pauseListing = route({
  method: 'POST',
  path: '/v1/seller/listings/:listing/pause',
  caller: 'seller',
  summary: 'Take a listing off sale; its links stay and say so',
  reply: Listing,
})

export const previewPrice = route({
  method: 'POST',
  path: '/v1/seller/prices/preview',
  caller: 'seller',
  summary: 'What a rule makes of a cost, step by step; changes nothing',
  body: v.strictObject({ cost: Yuan, priceRule: v.optional(PriceRule) }),
  reply: Pricing,
})
