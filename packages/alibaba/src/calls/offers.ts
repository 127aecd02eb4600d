import type { Offer, SkuProperty } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longOf, oneOf, textOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { priceIn, stockIn } from '../sane.ts'
import { toOffer } from '../to-offer.ts'
import { ProductAnswer } from '../wire/offer.ts'
import { SimpleAnswer, SkuTableAnswer } from '../wire/offer-details.ts'

/** No code is documented for an id that names nothing; `404` is the platform's usual one. */
const absent: CodeMeaning = ['absent', 'OFFER_NOT_FOUND']
export const absentOffer = {
  codes: { '404': absent },
  texts: [
    [/NOT_?EXISTS?$|NOT_?FOUND$/i, absent],
    [/商品.{0,20}不存在/, absent],
  ],
} as const

/** One of the two names an offer; search results of some calls tell the encrypted one alone. */
export interface OfferName {
  readonly offerId?: string
  readonly openOfferId?: string
}

/** Source: `alibaba.fenxiao.productInfo.get`, parameters `[web]`, answer `[code][live]`. */
export const offer = defineCall({
  namespace: 'com.alibaba.fenxiao',
  name: 'alibaba.fenxiao.productInfo.get',
  kind: 'read',
  about: 'An offer whole: words, pictures, Skus with one-piece costs, tiers, labels.',
  envelope: 'flat',
  certainty: ['web', 'live', 'code'],
  ...absentOffer,
  params: ({ offerId, openOfferId }: OfferName) => {
    oneOf('offerId, openOfferId', offerId, openOfferId)
    return {
      offerId: offerId === undefined ? undefined : longOf('offerId', offerId),
      openOfferId: openOfferId && textOf('openOfferId', openOfferId, 128),
    }
  },
  answer: ProductAnswer,
  read: ({ productInfo: product }, { offerId }, at): Offer => {
    if (!product) throw new Absurd('productInfo')
    refuseOther('productInfo.productID', product.productID, offerId)
    return toOffer(product, at)
  },
})

/** An answer about another offer than the one asked for would be sold under a wrong name. */
export function refuseOther(field: string, told: string, asked: string | undefined): void {
  if (asked !== undefined && BigInt(told) !== BigInt(asked)) throw new Absurd(field)
}

/** Source: `alibaba.product.simple.get` `[doc]`: unprefixed names, `errMsg` is its only sign of a refusal. */
export const boughtOffer = defineCall({
  namespace: 'com.alibaba.product',
  name: 'alibaba.product.simple.get',
  kind: 'read',
  about: 'An offer of a supplier from whom something was bought before (a paid call).',
  envelope: 'silent',
  certainty: ['doc'],
  ...absentOffer,
  // It refuses by a message alone: nothing was bought there yet, or the call is not paid for.
  otherwise: 'rule',
  params: ({ offerId }: { readonly offerId: string }) => ({
    productID: longOf('offerId', offerId),
    webSite: '1688',
  }),
  answer: SimpleAnswer,
  read: ({ productInfo: product }, { offerId }, at): Offer => {
    if (!product) throw new Absurd('productInfo')
    refuseOther('productInfo.productID', product.productID, offerId)
    return toOffer(product, at)
  },
})

/** A variant as the SKU table tells it: by what it is ordered, seldom at what price. */
export interface TabledSku {
  readonly skuId: string
  /** What an order must name. */
  readonly specId: string
  readonly properties: readonly SkuProperty[]
  /** Wholesale price in yuan fen; absent in every answer that was measured `[live]`. */
  readonly price?: ReturnType<typeof priceIn>
  /** Absent is unknown, not none `[live]`. */
  readonly stock?: number
}

/**
 * Source: `product.skuinfo.get`. Declared as `result.skuInfoList[]` or `result[]` with price and amount
 * `[code]`, measured as `result.result.skuSimpleInfos[]` without either `[live]`: all three are read.
 */
export const skuTable = defineCall({
  namespace: 'com.alibaba.product',
  name: 'product.skuinfo.get',
  kind: 'read',
  auth: 'none',
  about: 'Which variants an offer has; none for an offer without choices.',
  envelope: 'nested',
  certainty: ['live', 'code'],
  ...absentOffer,
  params: ({ offerId }: { readonly offerId: string }) => ({ offerId: longOf('offerId', offerId) }),
  answer: SkuTableAnswer,
  read: ({ result }, { offerId }): TabledSku[] =>
    result.map((sku, index) => {
      const path = `result[${index}]`
      if (sku.offerId !== undefined) refuseOther(`${path}.offerId`, sku.offerId, offerId)
      if (!sku.specId) throw new Absurd(`${path}.specId`)
      const price = priceIn(`${path}.price`, sku.price)
      return {
        skuId: sku.skuId,
        specId: sku.specId,
        properties: sku.attributes.flatMap(({ attributeName: name, attributeValue: value }) =>
          name && value ? [{ name, value }] : [],
        ),
        ...(price && { price }),
        ...(sku.amount !== undefined && { stock: stockIn(`${path}.amount`, sku.amount) }),
      }
    }),
})
