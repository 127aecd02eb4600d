import * as v from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longOf, type Page, type PriceRange, pageOf, rangeOf, textOf } from '../demand.ts'
import { type FoundOffers, pageTotal, toFound } from '../found-offer.ts'
import { PoolAnswer, PoolFiltersAnswer } from '../wire/search.ts'
import { fromFen } from '../yuan.ts'
import { longestKeyword } from './offer-search.ts'

const fenxiao = 'com.alibaba.fenxiao'

export interface PoolQuery extends Page, PriceRange {
  readonly keyword?: string
  readonly categoryId?: string
  readonly ruleIds?: readonly string[]
  /** Values of `selectedFilters`. */
  readonly filters?: readonly string[]
}

/** Source: `jxhy.product.getPageList` `[code]`; answers in fen `[live]`, asks in yuan like every filter `[infer]`. */
export const selectedOffers = defineCall({
  namespace: fenxiao,
  name: 'jxhy.product.getPageList',
  kind: 'read',
  about: 'The pool of selected offers (精选货源), page by page.',
  envelope: 'nested',
  certainty: ['live', 'code', 'infer'],
  params: (query: PoolQuery) => {
    const { page, pageSize } = pageOf(query, 50)
    return {
      pageNum: page,
      pageSize,
      keyword: query.keyword && textOf('keyword', query.keyword, longestKeyword),
      categoryId: query.categoryId && longOf('categoryId', query.categoryId),
      ...rangeOf(query),
      ruleIds: query.ruleIds?.length ? query.ruleIds : undefined,
      filters: query.filters?.length ? query.filters : undefined,
    }
  },
  answer: PoolAnswer,
  read: (answer): FoundOffers => {
    const offers = answer.result.map((hit, index) => {
      const path = `result[${index}]`
      const [lowest, highest] = [fromFen(hit.minPrice), fromFen(hit.maxPrice)]
      if (lowest && lowest.amount < 0) throw new Absurd(`${path}.minPrice`)
      if (lowest && highest && highest.amount < lowest.amount) throw new Absurd(`${path}.maxPrice`)
      return toFound(
        {
          offerId: hit.itemId,
          title: hit.title,
          image: hit.imgUrl,
          costs: { minPrice: lowest },
          sold90Days: hit.salesCnt90d,
          labels: hit.serviceList.map((service) => service.name),
          selected: true,
        },
        path,
      )
    })
    return { offers, total: pageTotal(answer.pageInfo, offers) }
  },
})

export interface PoolFilter {
  readonly value: string
  readonly name?: string
}

const Row = v.looseObject({})

/** Source: `jxhy.productFilter.get`, by name `[code]`: what a row is called is not known, so rows are also raw. */
export const selectedFilters = defineCall({
  namespace: fenxiao,
  name: 'jxhy.productFilter.get',
  kind: 'read',
  about: 'Values by which the pool of selected offers may be filtered.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: () => ({}),
  answer: PoolFiltersAnswer,
  read: ({ result }): { readonly filters: readonly PoolFilter[]; readonly raw: unknown } => ({
    filters: (Array.isArray(result) ? result : []).flatMap((row) => filterOf(row) ?? []),
    raw: result,
  }),
})

function filterOf(row: unknown): PoolFilter | undefined {
  if (typeof row === 'string') return { value: row }
  const { success, output } = v.safeParse(Row, row)
  if (!success) return undefined
  const text = (...names: readonly string[]) =>
    names.map((name) => output[name]).find((each) => typeof each === 'string' && each !== '')
  const value = text('value', 'code', 'key', 'filterValue', 'filter', 'id')
  const name = text('name', 'desc', 'label', 'text', 'filterName')
  if (typeof value !== 'string') return undefined
  return { value, ...(typeof name === 'string' && { name }) }
}
