import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** `alibaba.trade.getRefundReasonList`. */
export const ReasonsAnswer = v.object({
  ...flat,
  result: maybe(
    v.object({
      reasons: rows(
        v.object({
          id: Digits,
          name: maybe(Text),
          needVoucher: maybe(Flag),
          /** True where the freight is not given back. */
          noRefundCarriage: maybe(Flag),
          tip: maybe(Text),
        }),
      ),
    }),
  ),
})

/** `alibaba.trade.getMaxRefundFee`; fen. */
export const MostAnswer = v.object({
  ...flat,
  result: v.object({ maxGoodsFee: Amount, maxPostFee: Amount, maxRefundFee: maybe(Amount) }),
})

/** `alibaba.trade.uploadRefundVoucher`: the second name is spelt both ways in the sources. */
export const VoucherAnswer = v.object({
  ...flat,
  result: v.object({
    imageDomain: v.string(),
    imageRelativeUrl: maybe(v.string()),
    imageRelativeURL: maybe(v.string()),
  }),
})

/** `alibaba.trade.createRefund`. */
export const AskedAnswer = v.object({
  ...flat,
  result: v.object({
    refundId: v.pipe(v.string(), v.minLength(1)),
    innerReasonId: maybe(Digits),
    innerReason: maybe(Text),
    /** Fen. */
    innerPostFee: maybe(Amount),
  }),
})

const Operation = v.object({
  beforeOperateStatus: maybe(Text),
  afterOperateStatus: maybe(Text),
  operateRemark: maybe(Text),
  /** The platform's own spelling. */
  discription: maybe(Text),
  /** 1 buyer, 2 seller, 4 system, by the samples. */
  operatorRoleId: maybe(Count),
  gmtCreate: maybe(Text),
})

/** `OpOrderRefundModel`: money in fen; flags have two names, with and without `is`. */
export const RefundModel = v.object({
  refundId: v.pipe(v.string(), v.minLength(1)),
  orderId: Digits,
  orderEntryIdList: maybe(v.array(Digits)),
  orderEntryCountMap: maybe(v.record(v.string(), Count)),
  status: v.string(),
  /** 1 in the sale, 2 after it. */
  disputeType: maybe(Count),
  isRefundGoods: maybe(Flag),
  refundGoods: maybe(Flag),
  applyReason: maybe(Text),
  applyReasonId: maybe(Digits),
  applyPayment: Amount,
  applyCarriage: maybe(Amount),
  refundPayment: maybe(Amount),
  refundCarriage: maybe(Amount),
  canRefundPayment: maybe(Amount),
  rejectReason: maybe(Text),
  rejectTimes: maybe(Count),
  freightBill: maybe(Text),
  buyerLogisticsName: maybe(Text),
  sellerReceiveAddress: maybe(Text),
  sellerRealName: maybe(Text),
  sellerMobile: maybe(Text),
  sellerTel: maybe(Text),
  gmtApply: maybe(Text),
  gmtModified: maybe(Text),
  gmtCompleted: maybe(Text),
  gmtTimeOut: maybe(Text),
  refundOperationList: maybe(v.array(Operation)),
})
export type RefundModel = v.InferOutput<typeof RefundModel>

/** An object by the official sample, an array by a typed client: both are read. */
export const RefundAnswer = v.object({
  ...flat,
  result: v.object({
    opOrderRefundModelDetail: v.nullish(v.union([RefundModel, v.array(RefundModel)])),
  }),
})

export const RefundListAnswer = v.object({
  ...flat,
  result: maybe(v.object({ opOrderRefundModels: rows(RefundModel), totalCount: maybe(Count) })),
})
