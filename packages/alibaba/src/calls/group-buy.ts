import type { Offer } from '@xiaopu/domain'
import type * as v from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longOf, longsOf, type Page, pageOf, textOf } from '../demand.ts'
import { idIn, memberIn, offerIdsIn, rowsIn, textIn } from '../loose.ts'
import { toOffer } from '../to-offer.ts'
import { GroupDetailAnswer, LooseAnswer } from '../wire/group-buy.ts'
import { longestKeyword } from './offer-search.ts'

const fenxiao = 'com.alibaba.fenxiao'

export interface GroupOfferQuery extends Page {
  readonly keyword?: string
  readonly categoryId?: string
  /** One of `groupTags`. */
  readonly ruleId?: string
  /** Offers to put on top. */
  readonly topOfferIds?: readonly string[]
  readonly only?: {
    readonly freePostage?: boolean
    readonly dropship?: boolean
    readonly freeReturn?: boolean
    readonly shipIn48Hours?: boolean
    readonly encryptedDouyinOrders?: boolean
    readonly encryptedKuaishouOrders?: boolean
    readonly commission?: boolean
    /** Least share of orders collected within the hours, as the platform writes it. */
    readonly collected24Hours?: string
    readonly collected48Hours?: string
  }
  readonly sort?: {
    readonly by: 'ww30DResponseRate' | 'newTowerDisputeScore' | 'order30DTurnoverRate'
    readonly order: 'asc' | 'desc'
  }
}

/** What is certain of an offer in a list whose rows are not documented. */
export interface NamedOffer {
  readonly offerId: string
  readonly title?: string
}

export interface LooseOffers {
  readonly offers: readonly NamedOffer[]
  readonly total?: number
  /** The answer as it came. */
  readonly raw: unknown
}

/** Source: `alibaba.pifatuan.product.list`: parameters `[code]`, rows not known: no prices are read. */
export const groupOffers = defineCall({
  namespace: fenxiao,
  name: 'alibaba.pifatuan.product.list',
  kind: 'read',
  about: 'Offers of the group-buy pool by category, promise and supplier score.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: (query: GroupOfferQuery) => {
    const { page, pageSize } = pageOf(query, 50)
    const { keyword, categoryId, ruleId, topOfferIds, only, sort } = query
    return {
      pageNo: page,
      pageSize,
      keywords: keyword && textOf('keyword', keyword, longestKeyword),
      categoryId: categoryId && longOf('categoryId', categoryId),
      ruleId: ruleId && longOf('ruleId', ruleId),
      topOfferIds: topOfferIds?.length ? longsOf('topOfferIds', topOfferIds, 20) : undefined,
      filterFreePostage: only?.freePostage,
      filterYjdf: only?.dropship,
      filter7dNoReasonReturn: only?.freeReturn,
      filter48hShip: only?.shipIn48Hours,
      filterOrder24HPickUpRate: only?.collected24Hours,
      filterOrder48HPickUpRate: only?.collected48Hours,
      filterDyEncryptOrder: only?.encryptedDouyinOrders,
      filterKsEncryptOrder: only?.encryptedKuaishouOrders,
      filterCommission: only?.commission,
      sortByField: sort?.by,
      sortByType: sort?.order,
    }
  },
  answer: LooseAnswer,
  read: (answer): LooseOffers => {
    const total = Number(
      memberIn(answer, 'totalRecords') ?? memberIn(answer, 'total') ?? Number.NaN,
    )
    return {
      offers: rowsIn(answer).flatMap((row) => {
        const offerId = idIn(row, 'offerId', 'itemId', 'productId', 'productID')
        const title = textIn(row, 'subject', 'title', 'productName')
        return offerId ? [{ offerId, ...(title && { title }) }] : []
      }),
      ...(Number.isSafeInteger(total) && total >= 0 && { total }),
      raw: answer,
    }
  },
})

export interface GroupTag {
  readonly ruleId: string
  readonly name?: string
}

/** Source: `alibaba.pifatuan.product.search.tag.list` `[code]`, by name. */
export const groupTags = defineCall({
  namespace: fenxiao,
  name: 'alibaba.pifatuan.product.search.tag.list',
  kind: 'read',
  about: 'Tags by which the group-buy pool may be listed.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: () => ({}),
  answer: LooseAnswer,
  read: (answer): { readonly tags: readonly GroupTag[]; readonly raw: unknown } => ({
    tags: rowsIn(answer).flatMap((row) => {
      const ruleId = idIn(row, 'ruleId', 'tagId', 'id')
      const name = textIn(row, 'ruleName', 'tagName', 'name', 'desc')
      return ruleId ? [{ ruleId, ...(name && { name }) }] : []
    }),
    raw: answer,
  }),
})

export interface GroupOffer {
  readonly offer: Offer
  /** What preview and create name as `instanceId` for the group's price `[code][doc]`. */
  readonly instanceId?: string
}

export interface GroupOfferDetails {
  readonly offers: readonly GroupOffer[]
  /** Asked for and not answered: they do not belong to the pool `[live]`. */
  readonly missing: readonly string[]
}

const details = {
  namespace: fenxiao,
  name: 'alibaba.pifatuan.product.detail.list',
  kind: 'read',
  deadline: 'slow',
  envelope: 'nested',
  certainty: ['live', 'code'],
  params: ({ offerIds }: { readonly offerIds: readonly string[] }) => ({
    offerIds: longsOf('offerIds', offerIds, 20),
  }),
  answer: GroupDetailAnswer,
  read: (
    { result }: v.InferOutput<typeof GroupDetailAnswer>,
    { offerIds }: { readonly offerIds: readonly string[] },
    at: number,
  ): GroupOfferDetails => {
    const offers = result.flatMap(({ productInfo, instanceCode, wangwangAccount }, index) => {
      if (!productInfo) return []
      const path = `result[${index}].productInfo`
      if (!offerIds.includes(productInfo.productID)) throw new Absurd(`${path}.productID`)
      // Version 2 drops Skus without a suggested price: none left is not an offer without choices.
      if (
        productInfo.productSkuInfos.length === 0 &&
        (productInfo.productSaleInfo?.quoteType ?? 0) > 0
      ) {
        throw new Absurd(`${path}.skuInfos`)
      }
      const supplierLoginId = productInfo.supplierLoginId ?? wangwangAccount
      const offer = toOffer({ ...productInfo, supplierLoginId }, at, path)
      return [{ offer, ...(instanceCode && { instanceId: instanceCode }) }]
    })
    const found = new Set(offers.map(({ offer }) => offer.offerId))
    return { offers, missing: offerIds.filter((id) => !found.has(id)) }
  },
} as const

/** Source: `alibaba.pifatuan.product.detail.list-2` `[live]`: drops Skus without a suggested price. */
export const groupOfferDetails = defineCall({
  ...details,
  version: 2,
  about: 'Up to 20 offers of the group-buy pool, whole; only Skus with a suggested price.',
})

/** Source: `alibaba.pifatuan.product.detail.list-1` `[live]`. */
export const groupOfferDetailsV1 = defineCall({
  ...details,
  version: 1,
  about: 'Up to 20 offers of the group-buy pool, whole, with every Sku.',
})

/** A product that is sold elsewhere, and the id of who sells it there. */
export interface OutsideProduct {
  readonly itemId: string
  readonly sellerId: string
}

/** Source: `alibaba.pifatuan.product.match.get`: parameters `[code]`, answer not known. */
export const matchGroupOffers = defineCall({
  namespace: fenxiao,
  name: 'alibaba.pifatuan.product.match.get',
  kind: 'read',
  about: 'Offers of the pool that are the same goods as a product sold elsewhere.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: (product: OutsideProduct) => ({
    outOfferId: textOf('itemId', product.itemId, 128),
    outPersonId: textOf('sellerId', product.sellerId, 128),
  }),
  answer: LooseAnswer,
  read: (answer): { readonly offerIds: readonly string[]; readonly raw: unknown } => ({
    offerIds: offerIdsIn(answer),
    raw: answer,
  }),
})
