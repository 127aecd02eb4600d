import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

export const PageInfo = v.object({ totalRecords: maybe(Count) })

/** `1,000+` and `1.2万` are how the platform blurs a count; at least that many. */
export const BlurredCount = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(String),
  v.regex(/^\d[\d,]*(?:\.\d+)?万?\+?$/, 'not a count'),
  v.transform((text) => {
    const count = Number.parseFloat(text.replaceAll(',', ''))
    return Math.round(text.includes('万') ? count * 10_000 : count)
  }),
)

/** An amount, or an object of amounts. */
const OfferPrice = v.union([
  v.pipe(
    Amount,
    v.transform((price) => ({
      price,
      consignPrice: undefined,
      distributionFreePostage: undefined,
    })),
  ),
  v.object({
    price: maybe(Amount),
    consignPrice: maybe(Amount),
    distributionFreePostage: maybe(Flag),
  }),
])

/** Seen as a list of keys and values such as `Sales90Fuzzify` `[code]`; also read as an object. */
const Trade = v.union([
  v.pipe(
    v.array(v.object({ historyTradeKey: maybe(Text), historyTradeValue: maybe(Text) })),
    v.transform((rows) => rows.find((row) => /^Sales90/i.test(row.historyTradeKey ?? ''))),
    v.transform((row) => v.safeParse(BlurredCount, row?.historyTradeValue)),
    v.transform((sold) => (sold.success ? sold.output : undefined)),
  ),
  v.pipe(
    v.object({ soldQuantity90Days: maybe(BlurredCount) }),
    v.transform((sold) => sold.soldQuantity90Days),
  ),
])

/** `product.keywords.search` and `product.keyword.search`: prices in yuan. */
export const KeywordHit = v.object({
  offerId: maybe(Digits),
  openOfferId: maybe(Text),
  subject: v.string(),
  offerImage: maybe(
    v.union([
      v.object({ imageUrl: maybe(v.string()) }),
      v.pipe(
        v.string(),
        v.transform((imageUrl) => ({ imageUrl })),
      ),
    ]),
  ),
  imageUrl: maybe(v.string()),
  offerPrice: maybe(OfferPrice),
  price: maybe(Amount),
  consignPrice: maybe(Amount),
  quantityBegin: maybe(Count),
  companyInfo: maybe(v.object({ companyName: maybe(Text) })),
  loginId: maybe(Text),
  openUid: maybe(Text),
  offerHistoryTradeInfo: maybe(Trade),
  offerTradeServiceInfo: maybe(
    v.array(v.object({ serviceName: maybe(Text), enable: maybe(Flag) })),
  ),
  isJxhy: maybe(Flag),
})
export type KeywordHit = v.InferOutput<typeof KeywordHit>

/** Official SDKs read it nested `[code]`, its metadata declare it flat `[web]`. */
export const KeywordAnswer = v.object({
  ...flat,
  result: rows(KeywordHit),
  pageInfo: maybe(PageInfo),
})

/** `jxhy.product.getPageList`: prices in fen. */
export const PoolHit = v.object({
  itemId: Digits,
  title: v.string(),
  minPrice: maybe(Amount),
  maxPrice: maybe(Amount),
  imgUrl: maybe(v.string()),
  salesCnt90d: maybe(Count),
  serviceList: rows(v.object({ name: maybe(Text) })),
})

/** Seen live nested in `result`, declared flat by a typed client. */
export const PoolAnswer = v.object({ ...flat, result: rows(PoolHit), pageInfo: maybe(PageInfo) })

/** `jxhy.productFilter.get`: only that it lists filters is known. */
export const PoolFiltersAnswer = v.object({ ...flat, result: v.optional(v.unknown()) })
