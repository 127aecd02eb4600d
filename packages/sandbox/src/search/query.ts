import type { Brief } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import type { Sort } from './sorting.ts'

/** What a list of offers is asked for. Prices are one-piece prices in fen, both ends included. */
export interface Query {
  readonly keywords?: string | undefined
  /** Any of them; none: all. */
  readonly categoryIds?: readonly number[]
  readonly fromFen?: number | undefined
  readonly toFen?: number | undefined
  /** Names of `filters`; all must hold. */
  readonly filters?: readonly string[]
  /** Only offers whose wholesale minimum is no more than this. */
  readonly mostMinimum?: number | undefined
  readonly fromSold?: number | undefined
  readonly toSold?: number | undefined
  readonly memberId?: string | undefined
  /** Best sellers first unless said; equal ones too, and then by number. */
  readonly sort?: Sort | undefined
}

export interface Found {
  readonly total: number
  /** Offers as they stand, from the `from`-th on. */
  page(from: number, count: number): readonly SandboxOffer[]
}

/** Facts of an offer that filters ask for, one bit each. */
const facts = {
  selected: 1,
  in24Hours: 2,
  in48Hours: 4,
  sevenDayReturn: 8,
  freePostage: 16,
  superFactory: 32,
  powerfulMerchant: 64,
} as const

export function factsOf(brief: Brief): number {
  return (
    (brief.selected ? facts.selected : 0) |
    (brief.shipHours <= 24 ? facts.in24Hours : 0) |
    (brief.shipHours <= 48 ? facts.in48Hours : 0) |
    (brief.sevenDayReturn ? facts.sevenDayReturn : 0) |
    (brief.freePostage ? facts.freePostage : 0) |
    (brief.superFactory ? facts.superFactory : 0) |
    (brief.powerfulMerchant ? facts.powerfulMerchant : 0)
  )
}

/**
 * What filter values ask for (reference §3.4, §3.10): names of the distribution, the general and the
 * cross-border search, and numbers of pools. Which facts each stands for is our reading [sbx].
 */
const filters: Readonly<Record<string, number>> = {
  YX_SCORE_LEVEL_1: facts.selected,
  YX_SCORE_LEVEL_2: facts.selected | facts.superFactory,
  '454466': facts.in48Hours | facts.sevenDayReturn | facts.freePostage,
  '454658': facts.selected,
  shipIn24Hours: facts.in24Hours,
  shipInToday: facts.in24Hours,
  shipIn48Hours: facts.in48Hours,
  sevenDayReturn: facts.sevenDayReturn,
  freeExchange7days: facts.sevenDayReturn,
  freePostage: facts.freePostage,
  superFactory: facts.superFactory,
  certifiedFactory: facts.superFactory,
  powerMerchant: facts.powerfulMerchant,
  jxhy: facts.selected,
  ttpft: facts.selected,
  '1688Selection': facts.selected,
}

/** The facts that all of these filters ask for. An unknown one lets everything through: the platform's list is longer. */
export const factsFor = (names: readonly string[]): number =>
  names.reduce((all, name) => all | (Object.hasOwn(filters, name) ? (filters[name] ?? 0) : 0), 0)

export const wordsOf = (keywords: string | undefined): readonly string[] =>
  (keywords ?? '').toLowerCase().split(/\s+/).filter(Boolean)

/**
 * Chinese keywords are written without spaces (保温杯大容量): of a word this long it is enough that
 * this share of its pairs of letters stands in the title.
 */
export const isLongChinese = (word: string): boolean => /^[\u4e00-\u9fa5]{4,}$/.test(word)
export const ENOUGH_PAIRS = 0.6

/** Whether one offer is what a query asks for; keywords count where they stand in its texts as they are. */
export function answers(brief: Brief, query: Query): boolean {
  const { fromFen = 0, toFen = Infinity, mostMinimum = Infinity, categoryIds = [] } = query
  const wanted = factsFor(query.filters ?? [])
  return (
    brief.isOpen &&
    brief.fen >= fromFen &&
    brief.fen <= toFen &&
    brief.minimum <= mostMinimum &&
    (factsOf(brief) & wanted) === wanted &&
    (categoryIds.length === 0 || categoryIds.includes(brief.categoryId)) &&
    wordsOf(query.keywords).every((word) => brief.text.includes(word))
  )
}
