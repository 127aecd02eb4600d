import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** Money of a preview group is fen, of its cargo yuan. Source: `alibaba.createOrder.preview`, result. */
export const PreviewGroup = v.object({
  status: maybe(Flag),
  resultCode: maybe(Text),
  message: maybe(Text),
  flowFlag: maybe(Text),
  /** Fen, freight included. */
  sumPayment: maybe(Amount),
  /** Fen. */
  sumCarriage: maybe(Amount),
  /** Fen. */
  discountFee: maybe(Amount),
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
  shopPromotionList: maybe(
    v.array(
      v.object({
        promotionId: maybe(Text),
        selected: maybe(Flag),
        text: maybe(Text),
        freePostage: maybe(Flag),
        /** Fen. */
        discountFee: maybe(Amount),
      }),
    ),
  ),
})
export type PreviewGroup = v.InferOutput<typeof PreviewGroup>

/** `orderPreviewResuslt` is the platform's own spelling. */
export const PreviewAnswer = v.object({ ...flat, orderPreviewResuslt: rows(PreviewGroup) })
export type PreviewAnswer = v.InferOutput<typeof PreviewAnswer>

/** Money of a create answer is fen; `orderId` is text. */
export const CreateAnswer = v.object({
  ...flat,
  result: maybe(
    v.object({
      ...flat,
      orderId: maybe(Digits),
      totalSuccessAmount: maybe(Amount),
      postFee: maybe(Amount),
      accountPeriod: maybe(
        v.object({ tapType: maybe(Count), tapDate: maybe(Count), tapOverdue: maybe(Count) }),
      ),
      failedOfferList: rows(
        v.object({
          offerId: maybe(Digits),
          specId: maybe(Text),
          errorCode: maybe(Text),
          errorMessage: maybe(Text),
        }),
      ),
      orderList: rows(
        v.object({
          orderId: maybe(Digits),
          /** The platform's own spelling. */
          orderAmmount: maybe(Amount),
          postFee: maybe(Amount),
          success: maybe(Flag),
          resultCode: maybe(Text),
          message: maybe(Text),
        }),
      ),
    }),
  ),
})
export type CreateAnswer = v.InferOutput<typeof CreateAnswer>
