import { OrderView, SellerOrder } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const extendReceipt = route({
  method: 'POST',
  path: '/v1/orders/:order/extend',
  caller: 'buyer',
  summary: 'Put off by five days, once, that the order counts as received',
  reply: OrderView,
})

export const excuseDeadline = route({
  method: 'POST',
  path: '/v1/seller/deadlines/:deadline/excuse',
  caller: 'seller',
  summary: 'Say that you have dealt with a broken promise, and how; answers its order',
  body: v.strictObject({ note: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) }),
  reply: SellerOrder,
})
