import * as v from 'valibot'
import { flat } from './envelope.ts'
import { ProductInfo } from './offer.ts'
import { Amount, Count, Digits, maybe, rows, Text } from './scalars.ts'

/** The unprefixed names of the same model; source: `alibaba.product.simple.get` `[doc]`, group-buy detail `[live]`. */
const prefixed = {
  skuInfos: 'productSkuInfos',
  saleInfo: 'productSaleInfo',
  shippingInfo: 'productShippingInfo',
  image: 'productImage',
  attributes: 'productAttribute',
  extendInfos: 'productExtendInfos',
  bizGroupInfos: 'productBizGroupInfos',
} as const

/** A product under the names of the detail call or without their prefix. */
export const BareProductInfo = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((product) => {
    const renamed: Record<string, unknown> = { ...product }
    for (const [bare, name] of Object.entries(prefixed)) renamed[name] ??= product[bare]
    return renamed
  }),
  ProductInfo,
)

/** A refusal has no code: the message is all there is. */
export const SimpleAnswer = v.object({ ...flat, productInfo: v.nullish(BareProductInfo) })

const TabledSku = v.object({
  offerId: maybe(Digits),
  skuId: Digits,
  specId: maybe(v.string()),
  price: maybe(Amount),
  amount: maybe(Count),
  attributes: rows(
    v.object({ attributeName: maybe(Text), attributeValue: maybe(Text), value: maybe(Text) }),
  ),
})

/** The list stands in one of three places. */
export const SkuTableAnswer = v.object({
  ...flat,
  result: v.pipe(
    v.unknown(),
    v.transform((result) => {
      if (Array.isArray(result)) return result
      const { skuSimpleInfos, skuInfoList } = (result ?? {}) as Record<string, unknown>
      return skuSimpleInfos ?? skuInfoList ?? []
    }),
    rows(TabledSku),
  ),
})
