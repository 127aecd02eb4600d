import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

const BaseInfo = v.object({
  id: maybe(Digits),
  /** The id that survives any JSON reader; `id` may have lost its last digits. */
  idOfStr: maybe(Digits),
  outOrderId: maybe(Text),
  status: v.string(),
  /** Refunds before and after the trade was completed: `waitselleragree`, `refundsuccess` … */
  refundStatus: maybe(Text),
  refundStatusForAs: maybe(Text),
  closeReason: maybe(Text),
  closeOperateType: maybe(Text),
  closeRemark: maybe(Text),
  /** Yuan, freight included. */
  totalAmount: Amount,
  shippingFee: maybe(Amount),
  sumProductPayment: maybe(Amount),
  /** Yuan; what has been refunded. */
  refund: maybe(Amount),
  /** Fen, may be negative. */
  discount: maybe(Amount),
  createTime: maybe(Text),
  payTime: maybe(Text),
  allDeliveredTime: maybe(Text),
  receivingTime: maybe(Text),
  completeTime: maybe(Text),
  modifyTime: maybe(Text),
  /** Seconds from `createTime` on. */
  payTimeout: maybe(Count),
  tradeTypeCode: maybe(Text),
  sellerID: maybe(Text),
  sellerLoginId: maybe(Text),
  buyerID: maybe(Text),
  buyerFeedback: maybe(Text),
  buyerMemo: maybe(Text),
  receiverInfo: maybe(
    v.object({
      toFullName: maybe(Text),
      toDivisionCode: maybe(Text),
      toMobile: maybe(Text),
      toPhone: maybe(Text),
      toArea: maybe(Text),
    }),
  ),
})

const ProductItem = v.object({
  productID: Digits,
  skuID: maybe(Digits),
  specId: maybe(v.string()),
  subItemID: maybe(Digits),
  subItemIDString: maybe(Digits),
  name: maybe(Text),
  quantity: Count,
  /** Yuan. */
  price: maybe(Amount),
  itemAmount: maybe(Amount),
  refund: maybe(Amount),
  /** Upper case with underscores here: `WAIT_SELLER_AGREE` … */
  refundStatus: maybe(Text),
  refundId: maybe(Text),
  refundIdForAs: maybe(Text),
  /** 1 not shipped, 2 shipped, 3 received, 4 returned, 5 partly shipped, 8 no logistics order yet. */
  logisticsStatus: maybe(Count),
})

/** Money of an order read is yuan. Source: `alibaba.trade.get.buyerView`, TradeInfo. */
export const TradeInfo = v.object({
  baseInfo: BaseInfo,
  productItems: rows(ProductItem),
  tradeTerms: rows(
    v.object({
      /** 1 unpaid, 2 paid, 4 refunded, 6 supplier paid out, 8 cancelled before pay. */
      payStatus: maybe(Text),
      payWay: maybe(Text),
      payWayDesc: maybe(Text),
      payTime: maybe(Text),
      /** Yuan. */
      phasAmount: maybe(Amount),
    }),
  ),
  orderBizInfo: maybe(v.object({ shippingInsurance: maybe(Text), dropshipping: maybe(Flag) })),
})
export type TradeInfo = v.InferOutput<typeof TradeInfo>
export type ProductItem = v.InferOutput<typeof ProductItem>

/** `success` is declared a text here, and a present order outranks it. */
export const TradeAnswer = v.object({ ...flat, result: v.nullish(TradeInfo) })

export const TradeListAnswer = v.object({
  ...flat,
  result: rows(TradeInfo),
  totalRecord: maybe(Count),
})
