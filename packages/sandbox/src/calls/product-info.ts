import { BusinessError } from '../business-error.ts'
import { pictureHost } from '../catalogue/index.ts'
import type { SandboxOffer, SandboxSku } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { yuan, yuanText } from '../money.ts'
import { provinces } from '../places/regions.ts'
import { platformDate } from '../times.ts'
import { stockOf } from '../world/offers.ts'
import { offerOf } from './find-offer.ts'
import { noOffer } from './possible-codes.ts'

/** The main import path: one offer with everything a shop may show or must know (reference §3.2). */
export const productInfo = [
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'alibaba.fenxiao.productInfo.get',
    params: [
      { name: 'offerId', type: 'Long' },
      { name: 'openOfferId', type: 'String' },
      { name: 'tenantId', type: 'String' },
    ],
    codes: [noOffer, { code: '400', kind: 'missing', when: 'neither offerId nor openOfferId' }],
    fail: flatMsg,
    handle: ({ world, params, origin }) => {
      const id = params.digits('offerId') ?? params.text('openOfferId')
      if (!id) throw new BusinessError('400', 'offerId和openOfferId不能同时为空')
      return { success: true, productInfo: describe(offerOf(world, id), origin) }
    },
  }),
]

export function describe(offer: SandboxOffer, origin: string): JsonObject {
  const created = platformDate(Date.parse(offer.createdAt))
  return {
    productID: offer.offerId,
    productType: 'wholesale',
    categoryID: offer.categoryId,
    categoryName: offer.categoryName,
    groupID: [],
    subject: offer.subject,
    // The pictures of a description are served here, so that it shows offline.
    description: offer.description.replaceAll(pictureHost, `${origin}/`),
    status: offer.status,
    language: 'CHINESE',
    productImage: { images: offer.images },
    mainVedio: '',
    detailVedio: '',
    productAttribute: offer.attributes.map(({ name, value }, index) => ({
      attributeID: attributeId(name),
      attributeName: name,
      valueID: attributeId(name) * 1000 + index,
      value,
      isCustom: false,
    })),
    productSkuInfos: offer.skus.map(describeSku),
    productSaleInfo: saleInfo(offer),
    productShippingInfo: shippingInfo(offer),
    productExtendInfos: [
      { key: 'consignPrice', value: consignPrices(offer) },
      { key: 'buyerProtection', value: JSON.stringify(offer.services.protections) },
    ],
    productBizGroupInfos: [
      { code: 'isConsignMarketOffer', support: offer.dropship, description: '代销货源' },
      { code: 'isTuanPiOffer', support: offer.services.selected, description: '精选货源' },
    ],
    supplierUserId: String(offer.supplier.userId),
    supplierLoginId: offer.supplier.loginId,
    sellerId: offer.supplier.memberId,
    sellerLoginId: offer.supplier.loginId,
    qualityLevel: offer.supplier.superFactory ? 5 : offer.supplier.powerfulMerchant ? 4 : 3,
    referencePrice: referencePrice(offer),
    saleLimitAddress: offer.freight.notServed.map(provinceName).join(','),
    serviceCapabilities: serviceCapabilities(offer),
    supplierInfo: {
      companyName: offer.supplier.companyName,
      provinceName: offer.supplier.province,
      cityName: offer.supplier.city,
    },
    createTime: created,
    modifyTime: created,
    lastUpdateTime: created,
    approvedTime: created,
  }
}

function describeSku(sku: SandboxSku): JsonObject {
  return {
    skuId: sku.skuId,
    specId: sku.specId,
    ...(sku.cargoNumber && { cargoNumber: sku.cargoNumber }),
    amountOnSale: sku.stock,
    price: yuan(sku.fen),
    consignPrice: yuan(sku.consignFen),
    multipleConsignPrice: yuan(sku.consignFen),
    ...(sku.retailFen !== undefined && { retailPrice: yuan(sku.retailFen) }),
    attributes: sku.properties.map(({ name, value, image }) => ({
      attributeID: attributeId(name),
      attributeName: name,
      attributeDisplayName: name,
      attributeValue: value,
      ...(image && { skuImageUrl: image }),
    })),
  }
}

function saleInfo(offer: SandboxOffer): JsonObject {
  return {
    supportOnlineTrade: true,
    mixWholeSale: offer.supplier.mix !== undefined,
    priceAuth: false,
    priceRanges: offer.tiers.map((tier) => ({
      startQuantity: tier.startQuantity,
      price: yuan(tier.fen),
    })),
    amountOnSale: stockOf(offer),
    unit: offer.unit,
    sellunit: offer.unit,
    minOrderQuantity: offer.minOrderQuantity,
    batchNumber: offer.batchNumber,
    quoteType: offer.quoteType,
    consignPrice: yuan(offer.consignFen),
    // Documented for the cross-border model only; the domestic one names no dropship minimum.
    fenxiaoSaleInfo: { startQuantity: offer.dropshipMinimum },
    ...(offer.retailFen !== undefined && { retailprice: yuan(offer.retailFen) }),
    saleType: 'normal',
  }
}

function shippingInfo({ freight, supplier }: SandboxOffer): JsonObject {
  return {
    freightTemplateID: freight.templateId,
    unitWeight: freight.unitWeightGrams / 1000,
    suttleWeight: freight.unitWeightGrams / 1000,
    sendGoodsAddressId: supplier.userId,
    sendGoodsAddressText: `${supplier.province} ${supplier.city}`,
    distributionFreePostage: freight.dropshipFree || freight.templateId === 1,
  }
}

/** `skuId:price;skuId:price;` in yuan. */
function consignPrices(offer: SandboxOffer): string {
  if (offer.skus.length === 0) return yuanText(offer.consignFen)
  return offer.skus.map((sku) => `${sku.skuId}:${yuanText(sku.consignFen)};`).join('')
}

/** `25.90` or a range `12.00~15.00`. */
function referencePrice(offer: SandboxOffer): string {
  const prices =
    offer.skus.length > 0 ? offer.skus.map((sku) => sku.consignFen) : [offer.consignFen]
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  return low === high ? yuanText(low) : `${yuanText(low)}~${yuanText(high)}`
}

/** Chinese service labels as the selected pool shows them (reference §3.9). */
export function serviceNames({ services, dropship, freight }: SandboxOffer): readonly string[] {
  const { shipHours, sevenDayReturn, protections } = services
  return [
    ...(shipHours < 72 ? [`${shipHours}小时发货`] : []),
    ...(sevenDayReturn ? ['7天无理由退货'] : []),
    ...(dropship ? ['一件代发'] : []),
    ...(freight.dropshipFree || freight.templateId === 1 ? ['一件包邮'] : []),
    ...(protections.includes('psbj') ? ['破损包赔'] : []),
    ...(protections.includes('shbp') ? ['少货必赔'] : []),
  ]
}

const serviceCapabilities = (offer: SandboxOffer): readonly JsonObject[] =>
  serviceNames(offer).map((serviceName) => ({ serviceName }))

const provinceName = (code: string): string =>
  provinces.find((province) => province.code.startsWith(code))?.name ?? code

/** Stable small ids for names: the same property has the same id in every offer. */
export function attributeId(name: string): number {
  let hash = 7
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000
  return 1000 + hash
}
