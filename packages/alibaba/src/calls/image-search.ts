import type * as v from 'valibot'
import { defineCall } from '../call.ts'
import {
  addressOf,
  demand,
  longOf,
  oneOf,
  type PriceRange,
  pictureOf,
  rangeOf,
  textOf,
} from '../demand.ts'
import { type FoundOffers, toFound } from '../found-offer.ts'
import { ImageAnswer, SimilarAnswer } from '../wire/image-search.ts'
import { longestKeyword } from './offer-search.ts'

/** A picture by its bytes, at most 3 MB, or by its address. */
export interface Picture {
  readonly image?: Uint8Array
  readonly imageUrl?: string
}

export interface ImageQuery extends Picture, PriceRange {
  readonly keyword?: string
  readonly filters?: readonly ('YX_SCORE_LEVEL_1' | 'YX_SCORE_LEVEL_2')[]
}

/** Source: `alibaba.public.image.similar.offer.search` `[web]`: ten hits at most, no pages, no order. */
export const searchByImage = defineCall({
  namespace: 'com.alibaba.product',
  name: 'alibaba.public.image.similar.offer.search',
  kind: 'read',
  // It may carry a picture of 3 MB.
  deadline: 'upload',
  about: 'Up to ten offers that look like a picture.',
  envelope: 'flat',
  certainty: ['web'],
  params: ({ image, imageUrl, keyword, filters, ...prices }: ImageQuery) => {
    oneOf('image, imageUrl', image, imageUrl)
    return {
      imgBase64: image && pictureOf('image', image),
      imgUrl: imageUrl && addressOf('imageUrl', imageUrl),
      imageKeywords: keyword && textOf('keyword', keyword, longestKeyword),
      filter: filters?.length ? filters : undefined,
      ...rangeOf(prices),
    }
  },
  answer: ImageAnswer,
  read: ({ imageSearchResult }): FoundOffers => {
    const offers = imageSearchResult.map((hit, index) =>
      toFound(
        {
          offerId: hit.offerId,
          title: hit.subject,
          image: hit.image,
          costs: {
            consignPrice: hit.consignPrice,
            fenxiaoPrice: hit.fenxiaoPrice,
            price: hit.price,
          },
          wholesale: { price: hit.price },
          labels: hit.tags ?? [],
          selected: hit.isJxhy,
          freePostage: hit.distributionFreePostage,
        },
        `imageSearchResult[${index}]`,
      ),
    )
    return { offers, total: offers.length }
  },
})

export interface SimilarQuery extends PriceRange {
  readonly imageUrl: string
  readonly page: number
  readonly categoryId?: string
  /** The platform's own names of orders. */
  readonly sort?: string
}

export interface CpsSimilarQuery extends SimilarQuery {
  readonly mediaId?: string
  readonly mediaZoneId?: string
  readonly commissionFirst?: boolean
}

const similarParams = (query: SimilarQuery) => {
  demand(Number.isSafeInteger(query.page) && query.page >= 1, 'page', 'a whole number from 1 on')
  const { priceStart, priceEnd } = rangeOf(query)
  return {
    picUrl: addressOf('imageUrl', query.imageUrl),
    page: query.page,
    priceMin: priceStart,
    priceMax: priceEnd,
    sortFields: query.sort,
    categoryID: query.categoryId && longOf('categoryId', query.categoryId),
  }
}

function readSimilar({ result: page }: v.InferOutput<typeof SimilarAnswer>): FoundOffers {
  const offers = page.result.map((hit, index) =>
    toFound(
      {
        offerId: hit.offerId,
        title: hit.subject,
        image: hit.imageUrl,
        costs: {},
        wholesale: { price: hit.price },
        minQuantity: hit.quantityBegin,
        labels: hit.services ?? [],
        freePostage: hit.deliveryFree,
      },
      `result.result[${index}]`,
    ),
  )
  return { offers, total: Math.max(page.total ?? 0, offers.length) }
}

/** Source: `alibaba.cps.similar.offer.search` `[code]`. */
export const searchByImageCps = defineCall({
  namespace: 'com.alibaba.linkplus',
  name: 'alibaba.cps.similar.offer.search',
  kind: 'read',
  deadline: 'slow',
  about: 'Offers that look like a picture, for media that earn a commission.',
  envelope: 'flat',
  certainty: ['code'],
  params: ({ mediaId, mediaZoneId, commissionFirst, ...query }: CpsSimilarQuery) => ({
    ...similarParams(query),
    cpsFirst: commissionFirst,
    mediaId: mediaId && longOf('mediaId', mediaId),
    mediaZoneId: mediaZoneId && longOf('mediaZoneId', mediaZoneId),
  }),
  answer: SimilarAnswer,
  read: readSimilar,
})

/** Source: `alibaba.cross.similar.offer.search` `[code]`. */
export const searchByImageCross = defineCall({
  namespace: 'com.alibaba.linkplus',
  name: 'alibaba.cross.similar.offer.search',
  kind: 'read',
  deadline: 'slow',
  about: 'Offers that look like a picture, for selling abroad.',
  envelope: 'flat',
  certainty: ['code'],
  params: similarParams,
  answer: SimilarAnswer,
  read: readSimilar,
})
