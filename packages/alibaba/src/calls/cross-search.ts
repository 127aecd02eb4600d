import type * as v from 'valibot'
import { defineCall } from '../call.ts'
import { demand, longOf, type Page, type PriceRange, pageOf, rangeOf, textOf } from '../demand.ts'
import { type FoundOffers, toFound } from '../found-offer.ts'
import { type CrossHit, CrossSearchAnswer } from '../wire/cross.ts'
import { longestKeyword } from './offer-search.ts'
import { absentOffer } from './offers.ts'

export const cross = 'com.alibaba.fenxiao.crossborder'

/** `en`, `ja`, `ko`, `ru`, `vi`, `th`, `id`, `zh-tw` … `[known]`; the platform calls it a country. */
export const languageOf = (language: string): string => textOf('language', language, 16)

export interface CrossQuery extends Page, PriceRange {
  readonly language: string
  readonly categoryId?: string
  /** The platform's own values, e.g. `shipInToday`. */
  readonly filters?: readonly string[]
  readonly sort?: { readonly by: string; readonly order: 'asc' | 'desc' }
  /** Our own id of whom it is searched for. */
  readonly memberId?: string
}

/** What every cross-border search is asked with. */
export const crossParams = (query: CrossQuery) => {
  const { page, pageSize } = pageOf(query, 50)
  const { language, categoryId, filters, sort, memberId } = query
  return {
    beginPage: page,
    pageSize,
    country: languageOf(language),
    ...rangeOf(query),
    ...(categoryId && { categoryId: longOf('categoryId', categoryId) }),
    ...(filters?.length && { filter: filters.join(',') }),
    // JSON text inside the JSON: the platform reads it twice.
    ...(sort && { sort: JSON.stringify({ [sort.by]: sort.order }) }),
    ...(memberId && { outMemberId: textOf('memberId', memberId, 64) }),
  }
}

function found(hit: CrossHit, path: string) {
  const prices = hit.priceInfo
  const isDropship = hit.isOnePsale ?? hit.onePsale
  return toFound(
    {
      offerId: hit.offerId,
      title: hit.subject,
      translatedTitle: hit.subjectTrans,
      image: hit.imageUrl,
      // The dropship price counts where the offer is dropshipped `[doc]`; a promotion may end before the order.
      costs: {
        'priceInfo.consignPrice': isDropship === false ? undefined : prices?.consignPrice,
        'priceInfo.price': isDropship === false ? undefined : prices?.price,
      },
      wholesale: { 'priceInfo.price': prices?.price },
      minQuantity: hit.minOrderQuantity,
      sold30Days: hit.monthSold,
      labels: [
        hit.productSimpleShippingInfo?.shippingTimeGuarantee,
        ...(hit.offerIdentities ?? []),
        ...(hit.sellerIdentities ?? []),
      ],
      selected: hit.isJxhy,
      supplierName: hit.companyName,
    },
    path,
  )
}

export function readCross({ result }: v.InferOutput<typeof CrossSearchAnswer>): FoundOffers {
  const offers = result.data.map((hit, index) => found(hit, `result.data[${index}]`))
  return { offers, total: Math.max(result.totalRecords ?? 0, offers.length) }
}

/** What every cross-border search has in common. */
export const searching = {
  namespace: cross,
  kind: 'read',
  envelope: 'nested',
  certainty: ['doc'],
  answer: CrossSearchAnswer,
} as const

export interface CrossKeywordQuery extends CrossQuery {
  readonly keyword: string
  /** The keyword is Chinese already: the platform need not translate it. */
  readonly isTranslated?: boolean
  readonly categoryIds?: readonly string[]
  readonly collectionId?: string
  /** Sold in a window of days; several must all hold. */
  readonly sold?: readonly {
    readonly in: 'sales7' | 'sales14' | 'sales30' | 'totalSales'
    readonly from?: number
    readonly to?: number
  }[]
}

/** Source: `product.search.keywordQuery` `[doc]`. */
export const crossSearch = defineCall({
  ...searching,
  name: 'product.search.keywordQuery',
  about: 'Offers by keyword, with titles in another language.',
  params: (query: CrossKeywordQuery) => ({
    offerQueryParam: {
      keyword: textOf('keyword', query.keyword, longestKeyword),
      ...crossParams(query),
      ...(query.isTranslated !== undefined && { keywordTranslate: query.isTranslated }),
      ...(query.categoryIds?.length && {
        categoryIdList: query.categoryIds
          .map((id, index) => longOf(`categoryIds[${index}]`, id))
          .join(','),
      }),
      ...(query.collectionId && { productCollectionId: query.collectionId }),
      ...(query.sold?.length && {
        saleFilterList: query.sold.map((each, index) => {
          demand(
            each.from === undefined || each.to === undefined || each.from <= each.to,
            `sold[${index}].to`,
            'not below from',
          )
          return {
            saleType: each.in,
            ...(each.from !== undefined && { saleStart: String(each.from) }),
            ...(each.to !== undefined && { saleEnd: String(each.to) }),
          }
        }),
      }),
    },
  }),
  read: readCross,
})

/** Source: `product.search.querySellerOfferList` `[doc]`. */
export const crossSupplierOffers = defineCall({
  ...searching,
  name: 'product.search.querySellerOfferList',
  about: "A supplier's offers, with titles in another language.",
  codes: { '404': 'absent' },
  params: (query: CrossQuery & { readonly openUid: string; readonly keyword?: string }) => ({
    offerQueryParam: {
      ...crossParams(query),
      sellerOpenId: textOf('openUid', query.openUid, 128),
      ...(query.keyword && { keyword: textOf('keyword', query.keyword, longestKeyword) }),
    },
  }),
  read: readCross,
})

/** Source: `product.search.offerRecommend` `[doc]`: its list is bare. */
export const crossRecommendations = defineCall({
  ...searching,
  name: 'product.search.offerRecommend',
  about: 'Offers recommended to a member of ours.',
  params: ({
    language,
    memberId,
    ...page
  }: Page & { readonly language: string; readonly memberId: string }) => {
    const { page: beginPage, pageSize } = pageOf(page, 50)
    return {
      recommendOfferParam: {
        beginPage,
        pageSize,
        country: languageOf(language),
        outMemberId: textOf('memberId', memberId, 64),
      },
    }
  },
  read: readCross,
})

/**
 * Source: `product.related.recommend`: `relatedQueryParams` with `language`, ten a page `[doc]`; called
 * `recommendParams` with `country` elsewhere `[web]`.
 */
export const crossRelated = defineCall({
  ...searching,
  ...absentOffer,
  name: 'product.related.recommend',
  about: 'Offers that go with an offer.',
  params: ({
    offerId,
    language,
    ...page
  }: Page & { readonly offerId: string; readonly language: string }) => {
    const { page: pageNo, pageSize } = pageOf(page, 10)
    return {
      relatedQueryParams: {
        offerId: longOf('offerId', offerId),
        pageNo,
        pageSize,
        language: languageOf(language),
      },
    }
  },
  read: readCross,
})
