import { defineCall } from '../call.ts'
import { demand, longOf, type Page, type PriceRange, pageOf, rangeOf, textOf } from '../demand.ts'
import { type FoundOffers, pageTotal, toFound } from '../found-offer.ts'
import { KeywordAnswer, type KeywordHit } from '../wire/search.ts'

const mostPerPage = 50
/** Not documented; longer than any title `[sbx]`. */
export const longestKeyword = 128

export interface KeywordQuery extends Page, PriceRange {
  readonly categoryIds?: readonly string[]
  /** Offers sold from at most this many pieces on. */
  readonly fewest?: number
  readonly filters?: readonly string[]
}

const searchParam = (query: KeywordQuery, keyword: string | undefined) => {
  const { page, pageSize } = pageOf(query, mostPerPage)
  const { fewest } = query
  demand(
    fewest === undefined || (Number.isSafeInteger(fewest) && fewest >= 1),
    'fewest',
    '1 or more',
  )
  return {
    param: {
      ...(keyword !== undefined && { keywords: textOf('keyword', keyword, longestKeyword) }),
      ...(query.categoryIds?.length && {
        categoryIds: query.categoryIds.map((id, i) => longOf(`categoryIds[${i}]`, id)),
      }),
      pageNum: page,
      pageSize,
      ...rangeOf(query),
      ...(fewest !== undefined && { quantityBegin: fewest }),
      ...(query.filters?.length && { filter: query.filters }),
    },
  }
}

function read(answer: {
  readonly result: readonly KeywordHit[]
  readonly pageInfo?: { readonly totalRecords?: number | undefined } | undefined
}): FoundOffers {
  const offers = answer.result.map((hit, index) => {
    const services = hit.offerTradeServiceInfo ?? []
    return toFound(
      {
        offerId: hit.offerId,
        openOfferId: hit.openOfferId,
        title: hit.subject,
        image: hit.offerImage?.imageUrl ?? hit.imageUrl,
        costs: {
          consignPrice: hit.consignPrice,
          'offerPrice.consignPrice': hit.offerPrice?.consignPrice,
          'offerPrice.price': hit.offerPrice?.price,
          price: hit.price,
        },
        wholesale: { 'offerPrice.price': hit.offerPrice?.price, price: hit.price },
        minQuantity: hit.quantityBegin,
        sold90Days: hit.offerHistoryTradeInfo,
        labels: services.filter((each) => each.enable !== false).map((each) => each.serviceName),
        selected: hit.isJxhy,
        freePostage: hit.offerPrice?.distributionFreePostage,
        supplierId: hit.loginId,
        supplierOpenUid: hit.openUid,
        supplierName: hit.companyInfo?.companyName,
      },
      `result[${index}]`,
    )
  })
  return { offers, total: pageTotal(answer.pageInfo, offers) }
}

/** Filters of the distribution search: brand, AI material, stars `[web]`, and the two pools' tags. */
export const offerFilters = [
  'fxBrandOffer',
  'hasAIMaterials',
  'YX_SCORE_LEVEL_1',
  'YX_SCORE_LEVEL_2',
  '454466',
  '454658',
] as const

/** Source: `product.keywords.search`, one object `param` `[web][code]`. */
export const searchOffers = defineCall({
  namespace: 'com.alibaba.fenxiao',
  name: 'product.keywords.search',
  kind: 'read',
  about: 'Offers for one-piece distribution by keyword and category.',
  envelope: 'nested',
  certainty: ['web', 'code'],
  params: (query: KeywordQuery & { readonly keyword?: string }) =>
    searchParam(query, query.keyword),
  answer: KeywordAnswer,
  read,
})

/** Filters of the market search `[web]`. */
export const marketFilters = [
  'shipIn48Hours',
  'freeExchange7days',
  'powerMerchant',
  'crossPotential',
  'ttpft',
  'jxhy',
  'YX_SCORE_LEVEL_1',
  'YX_SCORE_LEVEL_2',
] as const

/** Source: `product.keyword.search` `[web]`, its object is called `param` `[code]`; hits may have `openOfferId` alone. */
export const searchMarket = defineCall({
  namespace: 'com.alibaba.product',
  name: 'product.keyword.search',
  kind: 'read',
  about: 'Offers of the whole market by keyword.',
  envelope: 'nested',
  certainty: ['web', 'code'],
  params: (query: KeywordQuery & { readonly keyword: string }) => searchParam(query, query.keyword),
  answer: KeywordAnswer,
  read,
})
