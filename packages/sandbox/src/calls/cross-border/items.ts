import { lowestFen } from '../../catalogue/catalogue.ts'
import { translated } from '../../catalogue/market/lexicon.ts'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import type { Field } from '../../door/api.ts'
import type { Fields } from '../../fields.ts'
import type { Json, JsonObject } from '../../json.ts'
import { yuanText } from '../../money.ts'
import type { Found } from '../../search/query.ts'
import { chinaTime } from '../../times.ts'
import type { World } from '../../world/world.ts'
import { detailUrl } from '../image-search.ts'
import * as measures from './measures.ts'

export const namespace = 'com.alibaba.fenxiao.crossborder'

/** Members that most of these parameter objects have (reference §3.10). */
export const pageFields: readonly Field[] = [
  { name: 'beginPage', type: 'Integer', required: true },
  { name: 'pageSize', type: 'Integer', required: true, most: 50 },
  { name: 'country', type: 'String', required: true, max: 16 },
  { name: 'outMemberId', type: 'String', max: 64 },
]

export const conditionFields: readonly Field[] = [
  { name: 'filter', type: 'String', max: 256 },
  { name: 'priceStart', type: 'Decimal' },
  { name: 'priceEnd', type: 'Decimal' },
  { name: 'categoryId', type: 'Long' },
]

/** A search shows no more than its first 2000 [web]. */
const MOST_SHOWN = 2000

/** A page of items as `PageInfo`; prices are texts in yuan. */
export function itemPage(world: World, found: Found, asked: Fields, also: JsonObject = {}): Json {
  const pageSize = Math.max(1, Math.trunc(asked.number('pageSize') ?? 20))
  const currentPage = Math.max(1, Math.trunc(asked.number('beginPage') ?? 1))
  const total = Math.min(MOST_SHOWN, found.total)
  const from = (currentPage - 1) * pageSize
  const offers = from < total ? found.page(from, Math.min(pageSize, total - from)) : []
  return {
    totalRecords: total,
    totalPage: Math.ceil(total / pageSize),
    pageSize,
    currentPage,
    data: offers.map((offer) => toItem(world, offer, asked)),
    ...also,
  }
}

/** An offer as one result (`ProductInfoModel`). */
function toItem(world: World, offer: SandboxOffer, asked: Fields): JsonObject {
  const [top, second, third] = world.offers.categories().chain(offer.categoryId)
  const created = chinaTime(Date.parse(offer.createdAt))
  return {
    ...shortItem(offer, asked),
    whiteImage: picture(offer, 0),
    isJxhy: offer.services.selected,
    isOnePsale: offer.dropship,
    minOrderQuantity: offer.minOrderQuantity,
    sales7d: String(measures.soldIn(offer, 7)),
    tradeScore: measures.tradeScore(offer),
    sellerIdentities: measures.sellerIdentities(offer.supplier),
    offerIdentities: offer.services.selected ? ['yx'] : [],
    topCategoryId: top,
    ...(third !== undefined && { secondCategoryId: second, thirdCategoryId: third }),
    createDate: created,
    modifyDate: created,
    isPatentProduct: false,
    promotionModel: { hasPromotion: false, promotionType: '' },
    sellerDataInfo: measures.sellerData(offer.supplier),
    productSimpleShippingInfo: measures.shippingRecord(offer),
    companyName: offer.supplier.companyName,
    companyAddress: `${offer.supplier.province}${offer.supplier.city}`,
    invoiceInfo: measures.invoiceInfo(offer.supplier),
  }
}

/** The ten members of a recommendation. */
export function shortItem(offer: SandboxOffer, asked: Fields): JsonObject {
  return {
    offerId: offer.offerId,
    subject: offer.subject,
    subjectTrans: subjectIn(offer, languageOf(asked)),
    imageUrl: picture(offer, 0),
    priceInfo: priceInfo(offer),
    monthSold: measures.soldIn(offer, 30),
    repurchaseRate: measures.repurchaseRate(offer),
    traceInfo: traceInfo(offer, asked),
    isSelect: offer.services.selected,
    promotionURL: detailUrl(offer),
  }
}

export const languageOf = (asked: Fields): string =>
  asked.text('country') ?? asked.text('language') ?? 'en'

/** A title in another language; every one of them is English here [sbx], Chinese stays Chinese. */
export const subjectIn = (offer: SandboxOffer, language: string): string =>
  language.startsWith('zh') ? offer.subject : (offer.subjectEn ?? translated(offer.subject))

export const textIn = (text: string, language: string): string =>
  language.startsWith('zh') ? text : translated(text)

export const picture = (offer: SandboxOffer, at: number): string => {
  const path = offer.images[at]
  return path === undefined ? '' : `https://cbu01.alicdn.com/${path}`
}

export function traceInfo(offer: SandboxOffer, asked: Fields): string {
  const member = asked.text('outMemberId')
  return `object_id@${offer.offerId}^object_type@offer${member ? `^outMemberId@${member}` : ''}`
}

function priceInfo(offer: SandboxOffer): JsonObject {
  const price = yuanText(offer.tiers[0]?.fen ?? lowestFen(offer))
  const onePiece = yuanText(lowestFen(offer))
  return {
    price,
    ...(offer.dropship && { consignPrice: onePiece }),
    ...(offer.services.selected && { jxhyPrice: onePiece, pfJxhyPrice: price }),
  }
}
