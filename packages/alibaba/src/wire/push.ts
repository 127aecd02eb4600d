import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Count, Digits, maybe, rows, Text } from './scalars.ts'

const OrderLogItems = maybe(v.array(v.object({ orderId: maybe(Digits) })))
const Ids = maybe(v.union([Text, v.array(Text)]))

/** Everything that a payload may tell; each topic uses some of it. */
export const PushData = v.object({
  orderId: maybe(Digits),
  orderIds: Ids,
  currentStatus: maybe(Text),
  msgSendTime: maybe(Text),
  memberId: maybe(Text),
  refundId: maybe(Text),
  refundAction: maybe(Text),
  operator: maybe(Text),
  OrderLogisticsTracingModel: maybe(
    v.object({
      logisticsId: maybe(Text),
      cpCode: maybe(Text),
      mailNo: maybe(Text),
      statusChanged: maybe(Text),
      changeTime: maybe(Text),
      orderLogsItems: OrderLogItems,
    }),
  ),
  MailNoChangeModel: maybe(
    v.object({
      logisticsId: maybe(Text),
      oldCpCode: maybe(Text),
      newCpCode: maybe(Text),
      oldMailNo: maybe(Text),
      newMailNo: maybe(Text),
      orderLogsItems: OrderLogItems,
    }),
  ),
  productId: maybe(Digits),
  productIds: Ids,
  OfferInventoryChangeList: maybe(
    v.array(
      v.object({
        offerId: maybe(Digits),
        skuId: maybe(Digits),
        /** Absolute. */
        offerOnSale: maybe(Count),
        skuOnSale: maybe(Count),
        /** A signed delta of the whole offer. */
        quantity: maybe(Count),
        bizTime: maybe(Text),
      }),
    ),
  ),
  products: maybe(v.array(v.object({ productId: maybe(Digits) }))),
})
export type PushData = v.InferOutput<typeof PushData>

/** `data` has been seen as an object and as JSON text. */
export const PushMessage = v.object({
  msgId: Digits,
  type: v.string(),
  userInfo: maybe(Text),
  /** Epoch milliseconds. */
  gmtBorn: maybe(Text),
  data: maybe(v.unknown()),
})
export type PushMessage = v.InferOutput<typeof PushMessage>

/** `push.cursor.messageList`. */
export const MissedAnswer = v.object({ ...flat, pushMessageList: rows(PushMessage) })

/** `push.query.messageList`. */
export const MissedPageAnswer = v.object({
  ...flat,
  pushMessagePage: maybe(v.object({ datas: rows(PushMessage), totalCount: maybe(Count) })),
})
