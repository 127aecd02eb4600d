import {
  Address,
  Id,
  Money,
  OrderState,
  OrderTimeline,
  OrderView,
  PaySurface,
  ProviderName,
  SellerOrder,
  ShareCode,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page, spanQuery } from './page.ts'
import { route } from './route.ts'

export const placeOrder = route({
  method: 'POST',
  path: '/v1/orders',
  caller: 'shop',
  summary: 'Order a quote at the total the buyer saw. `token` opens the order later; keep it',
  body: v.strictObject({
    quote: Id('quote'),
    total: Money,
    remark: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
    /** The share this browser came through, if the server has seen that visit. */
    share: v.optional(ShareCode),
    visitor: v.optional(v.pipe(v.string(), v.minLength(8), v.maxLength(64))),
    channel: v.optional(v.string()),
  }),
  reply: v.object({ order: OrderView, token: v.string() }),
  idempotent: true,
})

export const readOrder = route({
  method: 'GET',
  path: '/v1/orders/:order',
  caller: 'buyer',
  summary: 'An order and its parcels, for who holds its token',
  reply: OrderView,
})

export const startPayment = route({
  method: 'POST',
  path: '/v1/orders/:order/payments',
  caller: 'buyer',
  summary:
    'Start to pay; answers where and how. Starting again in the same way is the same attempt; in another way it closes the one before',
  body: v.strictObject({
    /**
     * Where the cashier sends the buyer back to: a page of the gateway or of an allowed origin. The
     * order's own page unless given.
     */
    returnUrl: v.optional(v.pipe(v.string(), v.url(), v.maxLength(1000))),
    /** Where the buyer stands; what her browser says of itself unless given. */
    surface: v.optional(PaySurface),
    /** What she chose, where the shop has several. */
    provider: v.optional(ProviderName),
    /** Who pays, as `POST /v1/logins` answered: where an app's own window takes the money. */
    login: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  }),
  reply: OrderView,
  idempotent: true,
})

export const checkPayment = route({
  method: 'POST',
  path: '/v1/orders/:order/payments/check',
  caller: 'buyer',
  summary: 'Ask the provider now, instead of waiting for its notice',
  reply: OrderView,
})

export const closeOrder = route({
  method: 'POST',
  path: '/v1/orders/:order/close',
  caller: 'buyer',
  summary: 'Cancel an order that is not paid; the cashier is closed first',
  reply: OrderView,
})

export const receiveOrder = route({
  method: 'POST',
  path: '/v1/orders/:order/receive',
  caller: 'buyer',
  summary: 'Confirm that everything arrived',
  reply: OrderView,
})

export const changeAddress = route({
  method: 'POST',
  path: '/v1/orders/:order/address',
  caller: 'buyer',
  summary:
    'Send an order elsewhere for the same freight: until its goods are being bought, or once where a supplier cannot send to its address',
  body: v.strictObject({ address: Address }),
  reply: OrderView,
  idempotent: true,
})

export const listOwnOrders = route({
  method: 'GET',
  path: '/v1/seller/orders',
  caller: 'seller',
  summary: 'Orders of your shop, newest first; `from` and `to` say when they were placed',
  query: v.object({ state: v.optional(OrderState), ...spanQuery, ...cursorQuery }),
  reply: Page(SellerOrder),
})

/** Before the route of one order, whose path it would fit. */
export const readOrderTable = route({
  method: 'GET',
  path: '/v1/seller/orders/table',
  caller: 'seller',
  scope: 'secret',
  summary:
    'The same orders as a table for a spreadsheet (CSV), one row for each line. Only with a secret key',
  query: v.object({
    state: v.optional(OrderState),
    ...spanQuery,
    /** The language of titles and states. */
    lang: v.optional(v.picklist(['zh-CN', 'en']), 'zh-CN'),
  }),
  media: 'text/csv; charset=utf-8',
})

export const readOwnOrder = route({
  method: 'GET',
  path: '/v1/seller/orders/:order',
  caller: 'seller',
  summary: 'One order with its purchases, cost, profit and the share that brought it',
  reply: SellerOrder,
})

export const readTimeline = route({
  method: 'GET',
  path: '/v1/seller/orders/:order/timeline',
  caller: 'seller',
  summary:
    'Everything that happened around an order: requests, callbacks, calls, jobs, changes, promises. Names no person',
  reply: OrderTimeline,
})

export const changeOwnAddress = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/address',
  caller: 'seller',
  summary: 'The same for your buyer, as she told you; who did it and when is written down',
  body: v.strictObject({ address: Address }),
  reply: SellerOrder,
  idempotent: true,
})

export const retryOwnOrder = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/retry',
  caller: 'seller',
  summary: 'Try the purchases that are held again',
  reply: SellerOrder,
})
