import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** Prices of product detail are yuan. Source: `alibaba.fenxiao.productInfo.get`, field list. */
export const SkuInfo = v.object({
  skuId: Digits,
  specId: maybe(v.string()),
  cargoNumber: maybe(Text),
  amountOnSale: maybe(Count),
  price: maybe(Amount),
  /** One-piece dropship price. */
  consignPrice: maybe(Amount),
  retailPrice: maybe(Amount),
  attributes: rows(
    v.object({
      attributeName: maybe(Text),
      attributeDisplayName: maybe(Text),
      attributeValue: maybe(Text),
      skuImageUrl: maybe(v.string()),
    }),
  ),
})
export type SkuInfo = v.InferOutput<typeof SkuInfo>

const FenxiaoSaleInfo = v.object({
  onePieceFreePostage: maybe(Flag),
  startQuantity: maybe(Count),
  onePiecePrice: maybe(Amount),
})

const Service = v.object({ name: maybe(Text), serviceName: maybe(Text), enable: maybe(Flag) })

export const ProductInfo = v.object({
  productID: Digits,
  categoryID: maybe(Digits),
  categoryName: maybe(Text),
  subject: v.string(),
  description: maybe(v.string()),
  status: v.string(),
  productImage: maybe(v.object({ images: rows(v.string()) })),
  productAttribute: rows(v.object({ attributeName: maybe(Text), value: maybe(Text) })),
  productSkuInfos: rows(SkuInfo),
  productSaleInfo: maybe(
    v.object({
      priceRanges: rows(v.object({ startQuantity: Count, price: Amount })),
      amountOnSale: maybe(Count),
      unit: maybe(Text),
      minOrderQuantity: maybe(Count),
      quoteType: maybe(Count),
      consignPrice: maybe(Amount),
      retailprice: maybe(Amount),
      fenxiaoSaleInfo: maybe(FenxiaoSaleInfo),
    }),
  ),
  productShippingInfo: maybe(
    v.object({
      freightTemplateID: maybe(Count),
      sendGoodsAddressText: maybe(Text),
      distributionFreePostage: maybe(Flag),
      shippingTimeGuarantee: maybe(Text),
    }),
  ),
  productExtendInfos: rows(v.object({ key: maybe(Text), value: maybe(Text) })),
  productBizGroupInfos: maybe(v.array(v.object({ code: maybe(Text), support: maybe(Flag) }))),
  supplierUserId: maybe(Digits),
  supplierLoginId: maybe(Text),
  sellerLoginId: maybe(Text),
  supplierInfo: maybe(v.object({ companyName: maybe(Text) })),
  serviceList: rows(Service),
  serviceCapabilities: rows(Service),
  isJxhy: maybe(Flag),
  offerIdentities: maybe(v.array(v.string())),
  sellerIdentities: maybe(v.array(v.string())),
})
export type ProductInfo = v.InferOutput<typeof ProductInfo>

export const ProductAnswer = v.object({ ...flat, productInfo: v.nullish(ProductInfo) })
