import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** Money of a preview group is fen, of its cargo yuan. Source: `alibaba.createOrder.preview`, result. */
export const PreviewGroup = v.object({
  status: maybe(Flag),
  resultCode: maybe(Text),
  message: maybe(Text),
  /** Fen, freight included. */
  sumPayment: maybe(Amount),
  /** Fen. */
  sumCarriage: maybe(Amount),
  tradeModeNameList: maybe(v.array(v.string())),
  cargoList: rows(
    v.object({
      offerId: Digits,
      specId: maybe(v.string()),
      /** Yuan. */
      amount: maybe(Amount),
      /** Yuan. */
      finalUnitPrice: maybe(Amount),
      resultCode: maybe(Text),
      message: maybe(Text),
    }),
  ),
})
export type PreviewGroup = v.InferOutput<typeof PreviewGroup>

/** `orderPreviewResuslt` is the platform's own spelling. */
export const PreviewAnswer = v.object({ ...flat, orderPreviewResuslt: rows(PreviewGroup) })

/** Money of a create answer is fen; `orderId` is text. */
export const CreateAnswer = v.object({
  ...flat,
  result: maybe(
    v.object({
      orderId: maybe(Digits),
      totalSuccessAmount: maybe(Amount),
      postFee: maybe(Amount),
      failedOfferList: rows(v.object({ errorCode: maybe(Text), errorMessage: maybe(Text) })),
      orderList: rows(
        v.object({
          orderId: maybe(Digits),
          orderAmmount: maybe(Amount),
          postFee: maybe(Amount),
          success: maybe(Flag),
        }),
      ),
    }),
  ),
})

/** Money of an order read is yuan. Source: `alibaba.trade.get.buyerView`, TradeInfo. */
export const TradeInfo = v.object({
  baseInfo: v.object({
    id: maybe(Digits),
    /** The id that survives any JSON reader; `id` may have lost its last digits. */
    idOfStr: maybe(Digits),
    outOrderId: maybe(Text),
    status: v.string(),
    totalAmount: Amount,
    shippingFee: maybe(Amount),
  }),
  productItems: rows(
    v.object({
      productID: Digits,
      specId: maybe(v.string()),
      subItemID: maybe(Digits),
      subItemIDString: maybe(Digits),
      quantity: Count,
      /** 1 not shipped, 2 shipped, 3 received, 4 returned, 5 partly shipped, 8 no logistics order yet. */
      logisticsStatus: maybe(Count),
    }),
  ),
})
export type TradeInfo = v.InferOutput<typeof TradeInfo>

export const TradeAnswer = v.object({ ...flat, result: maybe(v.unknown()) })
export const TradeListAnswer = v.object({ ...flat, result: rows(TradeInfo) })

const Payment = v.object({ ...flat, paySuccess: maybe(Flag) })

/** `preparePay`: documented nested, seen to fail flat. */
export const PayAnswer = v.object({
  ...flat,
  result: maybe(v.object({ ...flat, paySuccess: maybe(Flag), result: maybe(Payment) })),
})
