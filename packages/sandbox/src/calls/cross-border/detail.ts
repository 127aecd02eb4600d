import { BusinessError } from '../../business-error.ts'
import { lowestFen } from '../../catalogue/catalogue.ts'
import { pictureHost } from '../../catalogue/index.ts'
import type { SandboxOffer, SandboxSku } from '../../catalogue/offer.ts'
import { nested } from '../../door/envelopes.ts'
import type { Fields } from '../../fields.ts'
import type { JsonObject } from '../../json.ts'
import { yuanText } from '../../money.ts'
import { chinaTime } from '../../times.ts'
import { stockOf } from '../../world/offers.ts'
import type { World } from '../../world/world.ts'
import { nestedOk, objectApi } from '../asked.ts'
import { offerOf } from '../find-offer.ts'
import { detailUrl } from '../image-search.ts'
import { noOffer } from '../possible-codes.ts'
import { attributeId } from '../product-info.ts'
import { languageOf, namespace, picture, subjectIn, textIn, traceInfo } from './items.ts'
import * as measures from './measures.ts'

/** Units of other money for one yuan [sbx]: the platform's rates are of the day. */
const rates: Readonly<Record<string, number>> = {
  USD: 0.14,
  HKD: 1.09,
  EUR: 0.13,
  GBP: 0.11,
  JPY: 21,
  KRW: 190,
  RUB: 13,
  VND: 3500,
  THB: 4.8,
}

/** The multilingual detail (reference §3.11): the richest view of an offer. */
export const crossDetail = [
  objectApi({
    namespace,
    name: 'product.search.queryProductDetail',
    param: { name: 'offerDetailParam' },
    fields: [
      { name: 'offerId', type: 'Long', required: true },
      { name: 'country', type: 'String', required: true, max: 16 },
      { name: 'outMemberId', type: 'String', max: 64 },
      { name: 'currency', type: 'String', max: 8 },
    ],
    codes: [noOffer, { code: '400', kind: 'rule', when: 'an unknown currency' }],
    fail: nested,
    answer: ({ world, origin }, asked) => {
      const currency = asked.text('currency')
      if (currency && !rates[currency]) throw new BusinessError('400', `币种${currency}不支持`)
      return nestedOk(describe(world, offerOf(world, asked.digits('offerId')), asked, origin))
    },
  }),
]

function describe(world: World, offer: SandboxOffer, asked: Fields, origin: string): JsonObject {
  const language = languageOf(asked)
  const [top, second, third] = world.offers.categories().chain(offer.categoryId)
  const { supplier, services } = offer
  const description = offer.description.replaceAll(pictureHost, `${origin}/`)
  const images = {
    images: offer.images.map((_, at) => picture(offer, at)),
    whiteImage: picture(offer, 0),
  }
  return {
    offerId: offer.offerId,
    categoryId: offer.categoryId,
    categoryName: offer.categoryName,
    topCategoryId: top,
    ...(third !== undefined && { secondCategoryId: second, thirdCategoryId: third }),
    subject: offer.subject,
    subjectTrans: subjectIn(offer, language),
    description,
    descriptionTrans: description,
    mainVideo: '',
    detailVideo: '',
    productImage: images,
    productImageTrans: images,
    productAttribute: offer.attributes.map(({ name, value }) => ({
      attributeId: String(attributeId(name)),
      attributeName: name,
      attributeNameTrans: textIn(name, language),
      value,
      valueTrans: textIn(value, language),
    })),
    productSkuInfos: offer.skus.map((sku) => skuInfo(offer, sku, asked)),
    productSaleInfo: saleInfo(offer, asked),
    productShippingInfo: shippingInfo(offer),
    isJxhy: services.selected,
    isSelect: String(services.selected),
    sellerOpenId: supplier.memberId,
    minOrderQuantity: offer.minOrderQuantity,
    batchNumber: offer.batchNumber,
    status: offer.status,
    tagInfoList: [
      { key: 'isOnePsale', value: offer.dropship },
      { key: 'isSupportMix', value: supplier.mix !== undefined },
      { key: 'isOnePsaleFreePostage', value: isFree(offer) },
      { key: 'noReason7DReturn', value: services.sevenDayReturn },
    ],
    traceInfo: traceInfo(offer, asked),
    sellerMixSetting: {
      generalHunpi: supplier.mix !== undefined,
      mixAmount: Math.round((supplier.mix?.fen ?? 0) / 100),
      mixNumber: supplier.mix?.pieces ?? 0,
    },
    productCargoNumber: String(offer.offerId).slice(-4),
    sellerDataInfo: measures.sellerData(supplier),
    soldOut: String(offer.soldLast90Days),
    promotionModel: { hasPromotion: false, promotionType: '' },
    tradeScore: measures.tradeScore(offer),
    sellingPoint: [],
    offerIdentities: [...measures.sellerIdentities(supplier), ...(services.selected ? ['yx'] : [])],
    createDate: chinaTime(Date.parse(offer.createdAt)),
    certificateList: [],
    promotionUrl: detailUrl(offer),
    companyName: supplier.companyName,
    invoiceInfo: measures.invoiceInfo(supplier),
  }
}

const isFree = ({ freight }: SandboxOffer): boolean =>
  freight.dropshipFree || freight.templateId === 1

/** `foreignCurrencyPrice` where a currency was asked for. */
const foreign = (name: string, fen: number, asked: Fields): JsonObject => {
  const rate = rates[asked.text('currency') ?? '']
  return rate === undefined ? {} : { [name]: Math.round(fen * rate) / 100 }
}

/** One-piece prices: with postage where it is free, and without. */
const fenxiao = (offer: SandboxOffer, fen: number): JsonObject => ({
  ...(isFree(offer) && { onePiecePrice: yuanText(fen) }),
  offerPrice: yuanText(fen),
})

function skuInfo(offer: SandboxOffer, sku: SandboxSku, asked: Fields): JsonObject {
  const language = languageOf(asked)
  return {
    skuId: sku.skuId,
    specId: sku.specId,
    amountOnSale: sku.stock,
    price: yuanText(sku.fen),
    consignPrice: yuanText(sku.consignFen),
    ...(sku.retailFen !== undefined && { retailPrice: yuanText(sku.retailFen) }),
    fenxiaoPriceInfo: fenxiao(offer, sku.consignFen),
    ...foreign('foreignCurrencyPrice', sku.fen, asked),
    ...(sku.cargoNumber && { cargoNumber: sku.cargoNumber }),
    skuAttributes: sku.properties.map(({ name, value, image }) => ({
      attributeId: attributeId(name),
      attributeName: name,
      attributeNameTrans: textIn(name, language),
      value,
      valueTrans: textIn(value, language),
      ...(image && { skuImageUrl: `${pictureHost}${image}` }),
    })),
  }
}

function saleInfo(offer: SandboxOffer, asked: Fields): JsonObject {
  return {
    amountOnSale: stockOf(offer),
    quoteType: offer.quoteType,
    priceRangeList: offer.tiers.map(({ startQuantity, fen }) => ({
      startQuantity,
      price: yuanText(fen),
      ...foreign('foreignCurrencyPrice', fen, asked),
    })),
    unitInfo: { unit: offer.unit, transUnit: units[offer.unit] ?? 'piece' },
    ...(offer.retailFen !== undefined && { retailPrice: yuanText(offer.retailFen) }),
    fenxiaoSaleInfo: {
      onePieceFreePostage: isFree(offer),
      startQuantity: offer.dropshipMinimum,
      ...fenxiao(offer, lowestFen(offer)),
    },
  }
}

const units: Readonly<Record<string, string>> = {
  份: 'portion',
  盒: 'box',
  套: 'set',
  包: 'pack',
  双: 'pair',
}

function shippingInfo(offer: SandboxOffer): JsonObject {
  const weight = offer.freight.unitWeightGrams / 1000
  return {
    sendGoodsAddressText: `${offer.supplier.province}${offer.supplier.city}`,
    weight,
    ...measures.guarantee(offer),
    skuShippingDetails: offer.skus.map(({ skuId }) => ({ skuId: String(skuId), weight })),
    pkgSizeSource: '商家自填',
  }
}
