import type { Offer } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longOf, textOf } from '../demand.ts'
import { toOffer } from '../to-offer.ts'
import { type CrossDetail, CrossDetailAnswer } from '../wire/cross.ts'
import type { ProductInfo } from '../wire/offer.ts'
import { cross, languageOf } from './cross-search.ts'
import { absentOffer, refuseOther } from './offers.ts'

interface TranslatedProperty {
  readonly name: string
  readonly value: string
}

/** The words of an offer in another language; what was not translated is left out. */
export interface OfferTranslation {
  readonly language: string
  readonly title?: string
  readonly unit?: string
  readonly attributes: readonly TranslatedProperty[]
  /** By skuId. */
  readonly skus: Readonly<Record<string, readonly TranslatedProperty[]>>
}

export interface CrossOffer {
  readonly offer: Offer
  readonly translation: OfferTranslation
  /** Pieces sold so far; the platform calls it `soldOut`. */
  readonly sold?: number
  /** Out of 5. */
  readonly score?: number
  readonly certificates: readonly { readonly name: string; readonly number?: string }[]
}

/** Source: `product.search.queryProductDetail` `[doc]`. */
export const crossOffer = defineCall({
  namespace: cross,
  name: 'product.search.queryProductDetail',
  kind: 'read',
  about: 'An offer whole, with its words in another language.',
  envelope: 'nested',
  certainty: ['doc'],
  ...absentOffer,
  params: ({
    offerId,
    language,
    memberId,
  }: {
    readonly offerId: string
    readonly language: string
    readonly memberId?: string
  }) => ({
    offerDetailParam: {
      offerId: longOf('offerId', offerId),
      country: languageOf(language),
      ...(memberId && { outMemberId: textOf('memberId', memberId, 64) }),
    },
  }),
  answer: CrossDetailAnswer,
  read: ({ result }, { offerId, language }, at): CrossOffer => {
    if (!result) throw new Absurd('result')
    refuseOther('result.offerId', result.offerId, offerId)
    const score = Number(result.tradeScore)
    return {
      offer: toOffer(toProduct(result), at, 'result'),
      translation: translationOf(result, language),
      ...(result.soldOut !== undefined && { sold: result.soldOut }),
      ...(score > 0 && score <= 5 && { score }),
      certificates: result.certificateList.flatMap(({ certificateName, certificateCode }) =>
        certificateName
          ? [{ name: certificateName, ...(certificateCode && { number: certificateCode }) }]
          : [],
      ),
    }
  },
})

/** The same facts under the names of the domestic model, where SKU attributes have other names. */
function toProduct(detail: CrossDetail): ProductInfo {
  const sale = detail.productSaleInfo
  const shared = sale?.fenxiaoSaleInfo
  const isFree = shared?.onePieceFreePostage === true
  const isDropship = detail.tagInfoList.find((tag) => tag.key === 'isOnePsale')?.value
  return {
    productID: detail.offerId,
    categoryID: detail.categoryId,
    categoryName: detail.categoryName,
    subject: detail.subject,
    description: detail.description,
    status: detail.status,
    productImage: detail.productImage && { images: detail.productImage.images },
    productAttribute: detail.productAttribute,
    productSkuInfos: detail.productSkuInfos.map((sku) => ({
      skuId: sku.skuId,
      specId: sku.specId,
      cargoNumber: undefined,
      amountOnSale: sku.amountOnSale,
      price: sku.price,
      consignPrice: onePiece(sku.fenxiaoPriceInfo, isFree) ?? sku.consignPrice,
      retailPrice: sku.retailPrice,
      attributes: sku.skuAttributes.map((attribute) => ({
        attributeName: attribute.attributeName,
        attributeDisplayName: undefined,
        attributeValue: attribute.value,
        skuImageUrl: attribute.skuImageUrl,
      })),
    })),
    productSaleInfo: {
      priceRanges: sale?.priceRangeList ?? [],
      amountOnSale: sale?.amountOnSale,
      unit: sale?.unitInfo?.unit,
      minOrderQuantity: detail.minOrderQuantity,
      quoteType: sale?.quoteType,
      consignPrice: onePiece(shared, isFree) ?? sale?.consignPrice,
      retailprice: sale?.retailPrice,
      fenxiaoSaleInfo: shared && {
        onePieceFreePostage: shared.onePieceFreePostage,
        startQuantity: shared.startQuantity,
        onePiecePrice: shared.onePiecePrice,
      },
    },
    productShippingInfo: {
      freightTemplateID: undefined,
      distributionFreePostage: undefined,
      sendGoodsAddressText: detail.productShippingInfo?.sendGoodsAddressText,
      shippingTimeGuarantee: detail.productShippingInfo?.shippingTimeGuarantee,
    },
    productExtendInfos: [],
    productBizGroupInfos:
      isDropship === undefined
        ? undefined
        : [{ code: 'isConsignMarketOffer', support: isDropship === 'true' }],
    supplierUserId: undefined,
    supplierLoginId: detail.sellerOpenId,
    sellerLoginId: undefined,
    supplierInfo: { companyName: detail.companyName },
    serviceList: [],
    serviceCapabilities: [],
    isJxhy: detail.isJxhy,
    offerIdentities: detail.offerIdentities,
    sellerIdentities: undefined,
  }
}

/** The price with postage counts where postage is in it; the other one is the distribution price. */
function onePiece(
  prices:
    | {
        readonly onePiecePrice?: string | number | undefined
        readonly offerPrice?: string | number | undefined
      }
    | undefined,
  isFree: boolean,
): string | number | undefined {
  return isFree
    ? (prices?.onePiecePrice ?? prices?.offerPrice)
    : (prices?.offerPrice ?? prices?.onePiecePrice)
}

function translationOf(detail: CrossDetail, language: string): OfferTranslation {
  const title = detail.subjectTrans?.trim()
  const unit = detail.productSaleInfo?.unitInfo?.transUnit
  const translated = (
    attributes: readonly {
      readonly attributeNameTrans?: string | undefined
      readonly valueTrans?: string | undefined
    }[],
  ): TranslatedProperty[] =>
    attributes.flatMap(({ attributeNameTrans: name, valueTrans: value }) =>
      name && value ? [{ name, value }] : [],
    )
  return {
    language,
    ...(title && { title }),
    ...(unit && { unit }),
    attributes: translated(detail.productAttribute),
    skus: Object.fromEntries(
      detail.productSkuInfos.map((sku) => [sku.skuId, translated(sku.skuAttributes)]),
    ),
  }
}
