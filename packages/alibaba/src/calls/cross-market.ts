import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { demand, longOf, type Page, pageOf, textOf } from '../demand.ts'
import { type FoundOffers, toFound } from '../found-offer.ts'
import {
  KeywordsAnswer,
  PoolPullAnswer,
  RankingAnswer,
  TranslatedCategoryAnswer,
} from '../wire/cross.ts'
import { Done } from '../wire/envelope.ts'
import { cross, languageOf } from './cross-search.ts'

export interface HotKeyword {
  /** Search by this one. */
  readonly keyword: string
  readonly translation?: string
}

export interface CategoryInLanguage {
  readonly categoryId: string
  readonly language: string
}

/** Source: `product.search.topKeyword` `[doc]`; needs no consent, only categories are ranked. */
export const crossHotKeywords = defineCall({
  namespace: cross,
  name: 'product.search.topKeyword',
  kind: 'read',
  auth: 'none',
  about: 'What people search for in a category.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '404': 'absent' },
  params: ({ categoryId, language }: CategoryInLanguage) => ({
    topSeKeywordParam: {
      country: languageOf(language),
      sourceId: String(longOf('categoryId', categoryId)),
      hotKeywordType: 'cate',
    },
  }),
  answer: KeywordsAnswer,
  read: ({ result }): HotKeyword[] =>
    result.map(({ seKeyword: keyword, seKeywordTranslation: translation }) => ({
      keyword,
      ...(translation && { translation }),
    })),
})

/** All-round, best sold, best price. */
const rankings = { overall: 'complex', sales: 'hot', price: 'goodPrice' } as const

export interface RankingQuery {
  readonly categoryId: string
  readonly by: keyof typeof rankings
  /** 20 at most. */
  readonly most: number
  readonly language: string
}

/** Source: `product.topList.query` `[doc]`: no prices in it. */
export const crossRanking = defineCall({
  namespace: cross,
  name: 'product.topList.query',
  kind: 'read',
  about: 'The first offers of a category.',
  envelope: 'nested',
  certainty: ['doc'],
  params: ({ categoryId, by, most, language }: RankingQuery) => {
    demand(Number.isSafeInteger(most) && most >= 1 && most <= 20, 'most', '1 to 20')
    return {
      rankQueryParams: {
        rankId: String(longOf('categoryId', categoryId)),
        rankType: rankings[by],
        limit: most,
        language: languageOf(language),
      },
    }
  },
  answer: RankingAnswer,
  read: ({ result }): FoundOffers => {
    const rows = (result?.rankProductModels ?? []).map((row, index) => ({ row, index }))
    rows.sort((a, b) => (a.row.sort ?? a.index) - (b.row.sort ?? b.index))
    const offers = rows.map(({ row, index }) =>
      toFound(
        {
          offerId: row.itemId,
          title: row.title,
          translatedTitle: row.translateTitle,
          image: row.imgUrl,
          costs: {},
          sold30Days: row.soldOut,
          labels: row.serviceList ?? [],
        },
        `result.rankProductModels[${index}]`,
      ),
    )
    return { offers, total: offers.length }
  },
})

export interface TranslatedCategory {
  readonly id: string
  readonly name: string
  readonly translation?: string
  readonly isLeaf: boolean
}

/** Source: `category.translation.getById` `[doc]`: flat parameters, unlike its siblings. */
export const crossCategory = defineCall({
  namespace: cross,
  name: 'category.translation.getById',
  kind: 'read',
  about: 'A category and its children in another language.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '404': 'absent' },
  params: ({ categoryId, language }: CategoryInLanguage) => ({
    language: languageOf(language),
    categoryId: longOf('categoryId', categoryId),
  }),
  answer: TranslatedCategoryAnswer,
  read: ({
    result,
  }): TranslatedCategory & {
    readonly parentId?: string
    readonly children: readonly TranslatedCategory[]
  } => {
    if (!result) throw new Absurd('result')
    const { parentCateId: parentId } = result
    return {
      ...translated(result),
      ...(parentId && { parentId }),
      children: result.children.map(translated),
    }
  },
})

const translated = (category: {
  readonly categoryId: string
  readonly chineseName?: string | undefined
  readonly translatedName?: string | undefined
  readonly leaf?: boolean | undefined
}): TranslatedCategory => ({
  id: category.categoryId,
  name: category.chineseName ?? '',
  ...(category.translatedName && { translation: category.translatedName }),
  isLeaf: category.leaf ?? false,
})

export interface PoolPull extends Page {
  /** Agreed with the platform; any other is refused. */
  readonly poolId: string
  /** The same for every page of one sweep. */
  readonly sweepId: string
  readonly categoryId?: string
  readonly language?: string
  readonly sort?: { readonly by: 'order1m' | 'buyer1m'; readonly order: 'asc' | 'desc' }
}

export interface PooledOffers {
  readonly offers: readonly { readonly offerId: string; readonly categoryId?: string }[]
  readonly total: number
}

/** Source: `pool.product.pull` `[doc]`, whose own example asks for a thousand a page. */
export const crossPool = defineCall({
  namespace: cross,
  name: 'pool.product.pull',
  kind: 'read',
  // A pool that was not agreed `[doc]`; the code is the sandbox's `[sbx]`.
  codes: { '403': 'permission' },
  about: 'Ids of the offers of an agreed pool, page by page.',
  envelope: 'nested',
  certainty: ['doc'],
  params: (query: PoolPull) => {
    const { page, pageSize } = pageOf(query, 1_000)
    const { poolId, sweepId, categoryId, language, sort } = query
    return {
      offerPoolQueryParam: {
        offerPoolId: longOf('poolId', poolId),
        taskId: textOf('sweepId', sweepId, 64),
        pageNo: page,
        pageSize,
        ...(categoryId && { cateId: longOf('categoryId', categoryId) }),
        ...(language && { language: languageOf(language) }),
        ...(sort && { sortField: sort.by, sortType: sort.order.toUpperCase() }),
      },
    }
  },
  answer: PoolPullAnswer,
  read: ({ result }): PooledOffers => ({
    offers: result.map(({ offerId, bizCategoryId: categoryId }) => ({
      offerId,
      ...(categoryId && { categoryId }),
    })),
    total: Math.max(result[0]?.offerPoolTotal ?? 0, result.length),
  }),
})

export interface SoldOrder {
  /** Ours: the order and the line of it. */
  readonly orderId: string
  readonly lineId: string
  /** 1688's: the order and the sub-order. */
  readonly platformOrderId: string
  readonly platformLineId: string
}

/** Source: `order.relation.write` `[doc]`: a duty of that solution's contract. */
export const crossReportOrder = defineCall({
  namespace: cross,
  name: 'order.relation.write',
  kind: 'tell',
  about: 'Tells which order of ours a purchase was made for.',
  envelope: 'nested',
  certainty: ['doc'],
  params: (order: SoldOrder) => ({
    orderRelationParam: {
      orderId: textOf('lineId', order.lineId, 64),
      parentOrderId: textOf('orderId', order.orderId, 64),
      purchaseOrderId: longOf('platformLineId', order.platformLineId),
      purchaseParentOrderId: longOf('platformOrderId', order.platformOrderId),
    },
  }),
  answer: Done,
  read: () => undefined,
})
