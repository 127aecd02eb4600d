import * as v from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { addressOf, demand, longOf, pictureOf, textOf } from '../demand.ts'
import { type FoundOffer, toFound } from '../found-offer.ts'
import { idIn, memberIn, rowsIn, textIn } from '../loose.ts'
import { LooseAnswer } from '../wire/group-buy.ts'
import { SimilarListAnswer } from '../wire/same-source.ts'
import type { Picture } from './image-search.ts'
import { longestKeyword } from './offer-search.ts'
import { absentOffer } from './offers.ts'

const fenxiao = 'com.alibaba.fenxiao'
const scenes = { replace: 1, matchWith: 2, both: 3 } as const

export interface SameSourceQuery extends Picture {
  /** Where the product is sold and its id there. */
  readonly channel: string
  readonly itemId: string
  /** Another supplier of the same goods, goods that go with them, or both. */
  readonly want: keyof typeof scenes
  readonly keyword?: string
  /** The offer that it is bought from now. */
  readonly offerId?: string
}

/** Source: `supply.similarOffer.search` `[web]`: twenty at most; the rows are not documented. */
export const sameSourceOffers = defineCall({
  namespace: fenxiao,
  name: 'supply.similarOffer.search',
  kind: 'read',
  deadline: 'upload',
  about: 'Up to twenty offers of the same goods from other suppliers, or that go with them.',
  envelope: 'nested',
  certainty: ['web', 'infer'],
  params: ({ channel, itemId, want, keyword, offerId, image, imageUrl }: SameSourceQuery) => {
    demand(image === undefined || imageUrl === undefined, 'image, imageUrl', 'one of them at most')
    return {
      platform: textOf('channel', channel, 32),
      platformItemId: textOf('itemId', itemId, 128),
      scene: scenes[want],
      imgBase64: image && pictureOf('image', image),
      imgUrl: imageUrl && addressOf('imageUrl', imageUrl),
      keywords: keyword && textOf('keyword', keyword, longestKeyword),
      originalItemId: offerId && longOf('offerId', offerId),
    }
  },
  answer: LooseAnswer,
  read: (answer): { readonly offers: readonly FoundOffer[]; readonly raw: unknown } => ({
    offers: rowsIn(memberIn(answer, 'itemSearchResult') ?? answer).flatMap((row, index) => {
      const offerId = idIn(row, 'offerId', 'itemId', 'productId')
      if (!offerId) return []
      return toFound(
        {
          offerId,
          title: textIn(row, 'subject', 'title') ?? '',
          image: textIn(row, 'image', 'imageUrl', 'imgUrl'),
          costs: {
            consignPrice: textIn(row, 'consignPrice'),
            fenxiaoPrice: textIn(row, 'fenxiaoPrice'),
            price: textIn(row, 'price'),
          },
          wholesale: { price: textIn(row, 'price') },
        },
        `itemSearchResult[${index}]`,
      )
    }),
    raw: answer,
  }),
})

/** What is looked for: a Sku sold elsewhere with its picture and tags, all required `[web]`. */
export interface OutsideSku {
  readonly imageUrl: string
  readonly itemId: string
  readonly skuId: string
  readonly skuTitle: string
  readonly itemTags: readonly string[]
  readonly tradeTags: readonly string[]
}

export interface SimilarSku {
  readonly offerId: string
  readonly skuId?: string
  readonly source?: string
}

/** Source: `offer.similar.getList` `[web]`: ids alone, no prices; the object's name and the lists of tags follow their types' names `[infer]`. */
export const similarOffers = defineCall({
  namespace: fenxiao,
  name: 'offer.similar.getList',
  kind: 'read',
  deadline: 'slow',
  about: 'Ids of Skus that are the same goods as a Sku sold elsewhere.',
  envelope: 'flat',
  certainty: ['web', 'infer'],
  params: (sku: OutsideSku) => ({
    similarSearchParam: {
      originImgUrl: addressOf('imageUrl', sku.imageUrl),
      originItemId: textOf('itemId', sku.itemId, 128),
      originSkuId: textOf('skuId', sku.skuId, 128),
      originSkuTitle: textOf('skuTitle', sku.skuTitle, 500),
      icTagCodes: sku.itemTags,
      tcTagCodes: sku.tradeTags,
    },
  }),
  answer: SimilarListAnswer,
  read: ({ data }): SimilarSku[] =>
    (data?.similarOfferModels ?? []).map(({ simOfferId, simSkuId, simSource }) => ({
      offerId: simOfferId,
      ...(simSkuId && { skuId: simSkuId }),
      ...(simSource && { source: simSource }),
    })),
})

export interface BrandQuestion {
  readonly offerId: string
  readonly shopId: string
  readonly channel: string
  /** The account's `userId`. */
  readonly userId?: string
}

/**
 * Source: `fenxiao.brand.queryAuth`: parameters `[code]`, answer not known. Only a plain yes or no is
 * read; `undefined` is not a permission.
 */
export const brandAuthorisation = defineCall({
  namespace: fenxiao,
  name: 'fenxiao.brand.queryAuth',
  kind: 'read',
  ...absentOffer,
  about: 'Whether a shop may sell the brand of an offer.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: ({ offerId, shopId, channel, userId }: BrandQuestion) => ({
    queryRequest: {
      offerId: longOf('offerId', offerId),
      outShopCode: textOf('shopId', shopId, 128),
      channel: textOf('channel', channel, 32),
      ...(userId !== undefined && { buyerId: longOf('userId', userId) }),
    },
  }),
  answer: LooseAnswer,
  read: (answer): { readonly isAuthorised?: boolean; readonly raw: unknown } => {
    const names = [
      'authorized',
      'isAuthorized',
      'authorised',
      'hasAuth',
      'auth',
      'isAuth',
      'result',
      'data',
    ]
    const said = names
      .map((name) => memberIn(answer, name))
      .find((each) => ['true', 'false'].includes(String(each)))
    return { ...(said !== undefined && { isAuthorised: String(said) === 'true' }), raw: answer }
  },
})

const levels: Readonly<Record<string, RiskLevel>> = {
  无: 'none',
  低: 'low',
  中: 'medium',
  高: 'high',
}
export type RiskLevel = 'none' | 'low' | 'medium' | 'high'

/**
 * Source: `fenxiao.risk.queryGoodsRisk` `[live]`: it names no offer. It judges the *account* by how much
 * it lists, and answers one word; `301` is a missing count.
 */
export const listingRisk = defineCall({
  namespace: fenxiao,
  name: 'fenxiao.risk.queryGoodsRisk',
  kind: 'read',
  about: "Whether listing this much endangers the account, in the platform's judgement.",
  envelope: 'nested',
  certainty: ['live'],
  codes: { '301': 'rule' },
  params: ({ listedToday, onSale }: { readonly listedToday: number; readonly onSale: number }) => {
    demand(Number.isSafeInteger(listedToday) && listedToday >= 0, 'listedToday', '0 or more')
    demand(Number.isSafeInteger(onSale) && onSale >= 0, 'onSale', '0 or more')
    return { goodsRiskQueryParam: { publishCount: listedToday, onCount: onSale } }
  },
  answer: v.looseObject({}),
  read: (answer): RiskLevel => {
    const level = levels[String(memberIn(answer, 'riskLevel'))]
    // A level that nobody knows is no all-clear.
    if (!level) throw new Absurd('data.riskLevel')
    return level
  },
})
