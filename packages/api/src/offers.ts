import { Offer, OfferSummary } from '@xiaopu/domain'
import * as v from 'valibot'
import { pageQuery } from './page.ts'
import { route } from './route.ts'

export const searchOffers = route({
  method: 'GET',
  path: '/v1/seller/offers/search',
  caller: 'seller',
  summary: 'Search the platform by keyword and category',
  query: v.object({
    q: v.optional(v.pipe(v.string(), v.maxLength(100))),
    category: v.optional(v.pipe(v.string(), v.regex(/^\d{1,12}$/))),
    selected: v.optional(v.picklist(['true', 'false'])),
    ...pageQuery,
  }),
  reply: v.object({ offers: v.array(OfferSummary), total: v.number(), page: v.number() }),
})

export const importOffer = route({
  method: 'POST',
  path: '/v1/seller/offers',
  caller: 'seller',
  summary: 'Import an offer by its 1688 link or id; importing again refreshes it',
  body: v.strictObject({ source: v.pipe(v.string(), v.minLength(1), v.maxLength(2000)) }),
  reply: Offer,
})

export const listOffers = route({
  method: 'GET',
  path: '/v1/seller/offers',
  caller: 'seller',
  summary: 'The offers you imported, newest first',
  query: v.object(pageQuery),
  reply: v.object({ offers: v.array(Offer), total: v.number(), page: v.number() }),
})
