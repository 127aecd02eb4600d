import type { SandboxOffer } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import { digitsOf, type Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { fenOf, yuanText } from '../money.ts'
import { serviceNames } from './product-info.ts'

/** Distribution keyword search (reference §3.4): titles that speak of every word. Prices in yuan. */
export const search = [
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'product.keywords.search',
    params: [{ name: 'param', type: 'Object', required: true }],
    fail: codeMessage,
    handle: ({ world, params }) => {
      const asked = params.fields('param')
      const found = filterOffers(world.offers.all(), {
        keywords: asked?.text('keywords'),
        categoryIds: idsOf(asked, 'categoryIds'),
        fromFen: fenOf(asked?.number('priceStart')),
        toFen: fenOf(asked?.number('priceEnd')),
        filters: textsOf(asked, 'filter'),
      }).filter((offer) => offer.minOrderQuantity <= (asked?.number('quantityBegin') ?? Infinity))
      return { success: true, code: '200', message: '', ...pageOf(found, asked, toItem) }
    },
  }),
]

export interface OfferFilter {
  readonly keywords: string | undefined
  readonly categoryIds: readonly number[]
  readonly fromFen: number | undefined
  readonly toFen: number | undefined
  readonly filters: readonly string[]
}

/** Dropshippable offers that match, best sellers first. */
export function filterOffers(
  offers: readonly SandboxOffer[],
  filter: OfferFilter,
): readonly SandboxOffer[] {
  const words = (filter.keywords ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return offers
    .filter((offer) => offer.status === 'published' && offer.dropship)
    .filter((offer) => {
      const text = `${offer.subject} ${offer.subjectEn ?? ''} ${offer.categoryName}`.toLowerCase()
      return words.every((word) => speaksOf(text, word))
    })
    .filter(
      ({ categoryId }) =>
        filter.categoryIds.length === 0 || filter.categoryIds.includes(categoryId),
    )
    .filter((offer) => {
      const price = lowestFen(offer)
      return price >= (filter.fromFen ?? 0) && price <= (filter.toFen ?? Infinity)
    })
    .filter((offer) => filter.filters.every((name) => passes(offer, name)))
    .toSorted((a, b) => b.soldLast90Days - a.soldLast90Days || a.offerId - b.offerId)
}

/**
 * Whether a title speaks of a word. Chinese keywords are written without spaces (保温杯大容量), so a
 * longer one also counts when most of its pairs of letters stand in the title.
 */
function speaksOf(text: string, word: string): boolean {
  if (text.includes(word)) return true
  if (!/^[\u4e00-\u9fa5]{4,}$/.test(word)) return false
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
  return pairs.filter((pair) => text.includes(pair)).length / pairs.length >= 0.6
}

/** Unknown filter values let everything through: the platform's list is longer than ours. */
function passes(offer: SandboxOffer, filter: string): boolean {
  const test = filterTests[filter]
  return test ? test(offer) : true
}

const filterTests: Readonly<Record<string, (offer: SandboxOffer) => boolean>> = {
  YX_SCORE_LEVEL_1: ({ services }) => services.selected,
  YX_SCORE_LEVEL_2: ({ services, supplier }) => services.selected && supplier.superFactory,
  '454466': ({ services, freight }) =>
    services.shipHours <= 48 && services.sevenDayReturn && freight.dropshipFree,
  '454658': ({ services }) => services.selected,
  shipIn24Hours: ({ services }) => services.shipHours <= 24,
  shipIn48Hours: ({ services }) => services.shipHours <= 48,
  sevenDayReturn: ({ services }) => services.sevenDayReturn,
  freePostage: ({ freight }) => freight.dropshipFree || freight.templateId === 1,
  superFactory: ({ supplier }) => supplier.superFactory,
  powerMerchant: ({ supplier }) => supplier.powerfulMerchant,
}

/** Lowest and highest dropship price in fen. */
export const lowestFen = (offer: SandboxOffer): number =>
  offer.skus.length > 0 ? Math.min(...offer.skus.map((sku) => sku.consignFen)) : offer.consignFen
export const highestFen = (offer: SandboxOffer): number =>
  offer.skus.length > 0 ? Math.max(...offer.skus.map((sku) => sku.consignFen)) : offer.consignFen

export const textsOf = (asked: Fields | undefined, name: string): readonly string[] =>
  (asked?.list(name) ?? []).filter((each) => typeof each === 'string')
const idsOf = (asked: Fields | undefined, name: string): readonly number[] =>
  (asked?.list(name) ?? []).map((each) => Number(digitsOf(each)))

const MOST_ON_A_PAGE = 50

/** One page (`pageNum` from 1, at most 50) with its `pageInfo`. */
export function pageOf(
  found: readonly SandboxOffer[],
  asked: Fields | undefined,
  toRow: (offer: SandboxOffer) => JsonObject,
): { readonly result: readonly JsonObject[]; readonly pageInfo: JsonObject } {
  const pageSize = clamp(asked?.number('pageSize') ?? 20, MOST_ON_A_PAGE)
  const currentPage = clamp(asked?.number('pageNum') ?? 1, 1_000_000)
  const from = (currentPage - 1) * pageSize
  return {
    result: found.slice(from, from + pageSize).map(toRow),
    pageInfo: {
      currentPage,
      pageSize,
      totalPage: Math.ceil(found.length / pageSize),
      totalRecords: found.length,
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
