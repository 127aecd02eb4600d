import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

const PageInfo = v.object({ totalRecords: maybe(Count) })

/** `product.keywords.search`: prices in yuan. */
export const KeywordHit = v.object({
  offerId: Digits,
  subject: v.string(),
  offerImage: maybe(v.object({ imageUrl: maybe(v.string()) })),
  /** An amount, or an object of amounts. */
  offerPrice: maybe(
    v.union([Amount, v.object({ price: maybe(Amount), consignPrice: maybe(Amount) })]),
  ),
  consignPrice: maybe(Amount),
  /** Its members are not documented. */
  offerHistoryTradeInfo: maybe(v.object({ soldQuantity90Days: maybe(Count) })),
  offerTradeServiceInfo: rows(v.object({ serviceName: maybe(Text), enable: maybe(Flag) })),
})

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

const PoolPage = v.object({ ...flat, result: rows(PoolHit), pageInfo: maybe(PageInfo) })

/** Seen live nested in `result`, declared flat by a typed client: both are read. */
export const PoolAnswer = v.union([
  PoolPage,
  v.pipe(
    v.object({ result: PoolPage }),
    v.transform((answer) => answer.result),
  ),
])
