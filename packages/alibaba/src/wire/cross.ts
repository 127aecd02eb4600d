import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'
import { BlurredCount } from './search.ts'

const Prices = v.object({
  price: maybe(Amount),
  consignPrice: maybe(Amount),
  jxhyPrice: maybe(Amount),
  promotionPrice: maybe(Amount),
})

/** A hit of every cross-border search and recommendation `[doc]`: yuan as text. */
export const CrossHit = v.object({
  offerId: Digits,
  subject: v.string(),
  subjectTrans: maybe(v.string()),
  imageUrl: maybe(v.string()),
  priceInfo: maybe(Prices),
  isJxhy: maybe(Flag),
  isOnePsale: maybe(Flag),
  onePsale: maybe(Flag),
  minOrderQuantity: maybe(Count),
  monthSold: maybe(BlurredCount),
  sellerIdentities: maybe(v.array(Text)),
  offerIdentities: maybe(v.array(Text)),
  companyName: maybe(Text),
  productSimpleShippingInfo: maybe(v.object({ shippingTimeGuarantee: maybe(Text) })),
})
export type CrossHit = v.InferOutput<typeof CrossHit>

const CrossPage = v.object({
  totalRecords: maybe(Count),
  data: rows(CrossHit),
  picRegionInfo: maybe(v.object({ currentRegion: maybe(Text), yoloCropRegion: maybe(Text) })),
})

/** A page, or (recommendations) the bare list. */
export const CrossSearchAnswer = v.object({
  ...flat,
  result: v.union([
    v.pipe(
      v.array(CrossHit),
      v.transform((data) => ({ totalRecords: undefined, data, picRegionInfo: undefined })),
    ),
    CrossPage,
    v.pipe(
      v.null(),
      v.transform(() => ({ totalRecords: undefined, data: [], picRegionInfo: undefined })),
    ),
  ]),
})

export const UploadAnswer = v.object({ ...flat, result: Text })

const Attribute = v.object({
  attributeName: maybe(Text),
  value: maybe(Text),
  attributeNameTrans: maybe(Text),
  valueTrans: maybe(Text),
  skuImageUrl: maybe(v.string()),
})

const OnePiece = v.object({
  onePieceFreePostage: maybe(Flag),
  startQuantity: maybe(Count),
  onePiecePrice: maybe(Amount),
  offerPrice: maybe(Amount),
})

/** `product.search.queryProductDetail` `[doc]`: yuan as text. */
export const CrossDetail = v.object({
  offerId: Digits,
  categoryId: maybe(Digits),
  categoryName: maybe(Text),
  subject: v.string(),
  subjectTrans: maybe(v.string()),
  description: maybe(v.string()),
  status: v.string(),
  productImage: maybe(v.object({ images: rows(v.string()), whiteImage: maybe(v.string()) })),
  productAttribute: rows(Attribute),
  productSkuInfos: rows(
    v.object({
      skuId: Digits,
      specId: maybe(v.string()),
      amountOnSale: maybe(Count),
      price: maybe(Amount),
      consignPrice: maybe(Amount),
      retailPrice: maybe(Amount),
      fenxiaoPriceInfo: maybe(OnePiece),
      skuAttributes: rows(Attribute),
    }),
  ),
  productSaleInfo: maybe(
    v.object({
      amountOnSale: maybe(Count),
      quoteType: maybe(Count),
      priceRangeList: rows(v.object({ startQuantity: Count, price: Amount })),
      unitInfo: maybe(v.object({ unit: maybe(Text), transUnit: maybe(Text) })),
      consignPrice: maybe(Amount),
      retailPrice: maybe(Amount),
      fenxiaoSaleInfo: maybe(OnePiece),
    }),
  ),
  productShippingInfo: maybe(
    v.object({ sendGoodsAddressText: maybe(Text), shippingTimeGuarantee: maybe(Text) }),
  ),
  isJxhy: maybe(Flag),
  sellerOpenId: maybe(Text),
  companyName: maybe(Text),
  minOrderQuantity: maybe(Count),
  tagInfoList: rows(v.object({ key: maybe(Text), value: maybe(Text) })),
  sellerMixSetting: maybe(
    v.object({ generalHunpi: maybe(Flag), mixAmount: maybe(Amount), mixNumber: maybe(Count) }),
  ),
  soldOut: maybe(BlurredCount),
  tradeScore: maybe(Amount),
  offerIdentities: maybe(v.array(v.string())),
  certificateList: rows(v.object({ certificateName: maybe(Text), certificateCode: maybe(Text) })),
})
export type CrossDetail = v.InferOutput<typeof CrossDetail>

export const CrossDetailAnswer = v.object({ ...flat, result: v.nullish(CrossDetail) })

/** `product.search.topKeyword` `[doc]`. */
export const KeywordsAnswer = v.object({
  ...flat,
  result: rows(v.object({ seKeyword: v.string(), seKeywordTranslation: maybe(v.string()) })),
})

/** `product.topList.query` `[doc]`: no prices. */
export const RankingAnswer = v.object({
  ...flat,
  result: v.nullish(
    v.object({
      rankName: maybe(Text),
      rankProductModels: rows(
        v.object({
          itemId: Digits,
          title: v.string(),
          translateTitle: maybe(v.string()),
          imgUrl: maybe(v.string()),
          sort: maybe(Count),
          serviceList: maybe(v.array(Text)),
          soldOut: maybe(Count),
        }),
      ),
    }),
  ),
})

const TranslatedChild = v.object({
  categoryId: Digits,
  chineseName: maybe(Text),
  translatedName: maybe(Text),
  leaf: maybe(Flag),
})

/** `category.translation.getById` `[doc]`: `children` may be null. */
export const TranslatedCategoryAnswer = v.object({
  ...flat,
  result: v.nullish(
    v.object({
      ...TranslatedChild.entries,
      parentCateId: maybe(Digits),
      children: rows(TranslatedChild),
    }),
  ),
})

/** `pool.product.pull` `[doc]`; the total stands at every row. */
export const PoolPullAnswer = v.object({
  ...flat,
  result: rows(
    v.object({ offerId: Digits, bizCategoryId: maybe(Text), offerPoolTotal: maybe(Count) }),
  ),
})
