import { lowestFen } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { fenOf, yuanText } from '../money.ts'
import type { Found, Query } from '../search/query.ts'
import { numbersOf, objectApi, textsOf } from './asked.ts'
import { serviceNames } from './product-info.ts'

/** Distribution keyword search (reference §3.4): titles that speak of every word. Prices in yuan. */
export const search = [
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'product.keywords.search',
    params: [{ name: 'param', type: 'Object', required: true }],
    searches: ['titles'],
    fail: codeMessage,
    handle: ({ world, params }) => {
      const asked = params.fields('param')
      const found = world.offers.search(queryOf(asked))
      return { success: true, code: '200', message: '', ...pageOf(found, pageAsked(asked), toItem) }
    },
  }),
  // The general search: keywords are required, ids may be open ones (reference §3.4). `sortType` and
  // `sortOrder` stand in its sample only, so they are taken but nothing should rely on them.
  objectApi({
    namespace: 'com.alibaba.product',
    name: 'product.keyword.search',
    param: { name: 'param', aliases: ['openKeywordsSearchParam', 'keywordsSearchParam'] },
    fields: [
      { name: 'keywords', type: 'String', required: true, max: 256 },
      { name: 'pageNum', type: 'Integer' },
      { name: 'pageSize', type: 'Integer' },
      { name: 'quantityBegin', type: 'Integer' },
      { name: 'priceStart', type: 'Decimal' },
      { name: 'priceEnd', type: 'Decimal' },
    ],
    searches: ['titles'],
    fail: codeMessage,
    answer: ({ world }, asked) => {
      const isByPrice = asked.text('sortType') === 'price'
      const found = world.offers.search({
        ...queryOf(asked),
        sort: !isByPrice
          ? 'sold-down'
          : asked.text('sortOrder') === 'desc'
            ? 'price-down'
            : 'price-up',
      })
      return {
        success: true,
        code: '200',
        message: '',
        ...pageOf(found, pageAsked(asked), (offer) => ({
          ...toItem(offer),
          openOfferId: String(offer.offerId),
        })),
      }
    },
  }),
]

const queryOf = (asked: Fields | undefined): Query => ({
  keywords: asked?.text('keywords'),
  categoryIds: numbersOf(asked, 'categoryIds'),
  fromFen: fenOf(asked?.number('priceStart')),
  toFen: fenOf(asked?.number('priceEnd')),
  filters: textsOf(asked, 'filter'),
  mostMinimum: asked?.number('quantityBegin'),
})

const MOST_ON_A_PAGE = 50

/** Page and size as most calls name them. */
export const pageAsked = (asked: Fields | undefined) => ({
  page: asked?.number('pageNum'),
  size: asked?.number('pageSize'),
})

/** One page (`pageNum` from 1, at most 50) with its `pageInfo`. */
export function pageOf(
  found: Found,
  asked: { readonly page: number | undefined; readonly size: number | undefined },
  toRow: (offer: SandboxOffer) => JsonObject,
): { readonly result: readonly JsonObject[]; readonly pageInfo: JsonObject } {
  const pageSize = clamp(asked.size ?? 20, MOST_ON_A_PAGE)
  const currentPage = clamp(asked.page ?? 1, 1_000_000)
  const from = (currentPage - 1) * pageSize
  return {
    result: found.page(from, pageSize).map(toRow),
    pageInfo: {
      currentPage,
      pageSize,
      totalPage: Math.ceil(found.total / pageSize),
      totalRecords: found.total,
    },
  }
}

const clamp = (asked: number, most: number): number =>
  Math.min(most, Math.max(1, Math.trunc(asked)))

function toItem(offer: SandboxOffer): JsonObject {
  return {
    offerId: offer.offerId,
    subject: offer.subject,
    offerImage: { imageUrl: offer.images[0] ?? '' },
    offerPrice: { price: yuanText(lowestFen(offer)), consignPrice: yuanText(lowestFen(offer)) },
    companyInfo: {
      companyName: offer.supplier.companyName,
      province: offer.supplier.province,
      city: offer.supplier.city,
    },
    loginId: offer.supplier.loginId,
    userId: offer.supplier.userId,
    openUid: offer.supplier.memberId,
    offerHistoryTradeInfo: { soldQuantity90Days: offer.soldLast90Days },
    offerTradeServiceInfo: serviceNames(offer).map((serviceName) => ({
      serviceName,
      enable: true,
    })),
    qualityEvaluation: { yxScoreLevel: offer.services.selected ? 1 : 0 },
  }
}
