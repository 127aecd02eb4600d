import * as v from 'valibot'
import { Digits, maybe, Text } from './scalars.ts'

const OrderLogItems = maybe(v.array(v.object({ orderId: maybe(Digits) })))
const Ids = maybe(v.union([Text, v.array(Text)]))

/** Everything by which a payload may name an order or an offer; each topic uses one of them. */
export const PushData = v.object({
  orderId: maybe(Digits),
  orderIds: Ids,
  OrderLogisticsTracingModel: maybe(v.object({ orderLogsItems: OrderLogItems })),
  MailNoChangeModel: maybe(v.object({ orderLogsItems: OrderLogItems })),
  productId: maybe(Digits),
  productIds: Ids,
  OfferInventoryChangeList: maybe(v.array(v.object({ offerId: maybe(Digits) }))),
  products: maybe(v.array(v.object({ productId: maybe(Digits) }))),
})
export type PushData = v.InferOutput<typeof PushData>

/** `data` has been seen as an object and as JSON text. */
export const PushMessage = v.object({
  msgId: Digits,
  type: v.string(),
  userInfo: maybe(Text),
  data: maybe(v.unknown()),
})
