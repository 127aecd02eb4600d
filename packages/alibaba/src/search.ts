import type { Money, OfferPage, OfferQuery, OfferSummary } from '@xiaopu/domain'
import type { InferOutput } from 'valibot'
import { apis } from './apis.ts'
import { refusal } from './faults.ts'
import { pictureUrl } from './picture-url.ts'
import type { Platform1688 } from './platform-1688.ts'
import { KeywordAnswer, type KeywordHit, PoolAnswer, type PoolHit } from './wire/search.ts'
import { fromFen, fromYuan } from './yuan.ts'

const mostPerPage = 50

/** Offers by keyword and category, or the selected pool's. `labels` are the platform's own words. */
export function search(platform: Platform1688, query: OfferQuery): Promise<OfferPage> {
  return query.selected ? searchPool(platform, query) : searchAll(platform, query)
}

async function searchAll({ api, imageBase }: Platform1688, query: OfferQuery): Promise<OfferPage> {
  const param = {
    keywords: query.keyword,
    ...(query.categoryId && { categoryIds: [BigInt(query.categoryId)] }),
    pageNum: query.page,
    pageSize: Math.min(query.pageSize, mostPerPage),
  }
  const answer = await api.call(apis.keywordSearch, { param }, KeywordAnswer)
  if (answer.success === false) throw refusal(apis.keywordSearch, answer)
  const offers = answer.result.flatMap((hit) => fromKeywordHit(hit, imageBase) ?? [])
  return { offers, total: totalOf(answer, offers) }
}

async function searchPool({ api, imageBase }: Platform1688, query: OfferQuery): Promise<OfferPage> {
  const params = {
    keyword: query.keyword,
    categoryId: query.categoryId,
    pageNum: query.page,
    pageSize: Math.min(query.pageSize, mostPerPage),
  }
  const answer = await api.call(apis.poolList, params, PoolAnswer)
  if (answer.success === false) throw refusal(apis.poolList, answer)
  const offers = answer.result.flatMap((hit) => fromPoolHit(hit, imageBase) ?? [])
  return { offers, total: totalOf(answer, offers) }
}

function totalOf(
  answer: { readonly pageInfo?: { readonly totalRecords?: number | undefined } | undefined },
  offers: readonly OfferSummary[],
): number {
  return Math.max(answer.pageInfo?.totalRecords ?? 0, offers.length)
}

/** Prices in yuan. */
function fromKeywordHit(
  hit: InferOutput<typeof KeywordHit>,
  imageBase: string,
): OfferSummary | undefined {
  const price = typeof hit.offerPrice === 'object' ? hit.offerPrice : { price: hit.offerPrice }
  const cost = fromYuan(hit.consignPrice ?? price?.consignPrice ?? price?.price)
  const names = hit.offerTradeServiceInfo
    .filter((service) => service.enable !== false)
    .map((service) => service.serviceName)
  const sold = hit.offerHistoryTradeInfo?.soldQuantity90Days
  const image = hit.offerImage?.imageUrl
  return summary({ offerId: hit.offerId, title: hit.subject, image, cost, sold, names }, imageBase)
}

/** Prices in fen. */
function fromPoolHit(
  hit: InferOutput<typeof PoolHit>,
  imageBase: string,
): OfferSummary | undefined {
  const names = hit.serviceList.map((service) => service.name)
  return summary(
    {
      offerId: hit.itemId,
      title: hit.title,
      image: hit.imgUrl,
      cost: fromFen(hit.minPrice),
      sold: hit.salesCnt90d,
      names,
    },
    imageBase,
  )
}

interface Hit {
  readonly offerId: string
  readonly title: string
  readonly image: string | undefined
  readonly cost: Money | undefined
  readonly sold: number | undefined
  readonly names: readonly (string | undefined)[]
}

/** A hit without a price is left out: nothing can be chosen by it. */
function summary(hit: Hit, imageBase: string): OfferSummary | undefined {
  if (!hit.cost) return undefined
  const imageUrl = pictureUrl(hit.image, imageBase)
  return {
    platform: '1688',
    offerId: hit.offerId,
    // The platform marks the keyword with tags.
    title: hit.title.replaceAll(/<[^<>]*>/g, '').trim(),
    ...(imageUrl && { imageUrl }),
    cost: hit.cost,
    ...(hit.sold !== undefined && { sold90Days: hit.sold }),
    labels: hit.names.flatMap((name) => name ?? []),
  }
}
