import {
  AfterSaleKind,
  AfterSaleLine,
  AfterSaleReason,
  AfterSaleState,
  AfterSaleView,
  Id,
  OrderView,
  ReturnedParcel,
  SellerOrder,
  Yuan,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page } from './page.ts'
import { route } from './route.ts'

const Words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))

export const openAfterSale = route({
  method: 'POST',
  path: '/v1/orders/:order/after-sales',
  caller: 'buyer',
  summary:
    'Ask for money back, or for other goods. What has not left its supplier is granted at once, the rest is for the shop to answer',
  body: v.strictObject({
    kind: AfterSaleKind,
    reason: AfterSaleReason,
    /** Everything that has not been given back and can still be claimed, where absent. */
    lines: v.optional(v.pipe(v.array(AfterSaleLine), v.minLength(1), v.maxLength(50))),
    /** Of an exchange: another Sku of the same listing at the same price; the same again where absent. */
    sku: v.optional(Id('sku')),
    note: v.optional(Words),
  }),
  reply: OrderView,
  idempotent: true,
})

export const withdrawAfterSale = route({
  method: 'POST',
  path: '/v1/orders/:order/after-sales/:afterSale/withdraw',
  caller: 'buyer',
  summary: 'Take a claim back while no money moves',
  reply: OrderView,
})

export const shipBack = route({
  method: 'POST',
  path: '/v1/orders/:order/after-sales/:afterSale/ship-back',
  caller: 'buyer',
  summary: 'Tell with which parcel the goods come back',
  body: v.strictObject(ReturnedParcel.entries),
  reply: OrderView,
})

export const disputeAfterSale = route({
  method: 'POST',
  path: '/v1/orders/:order/after-sales/:afterSale/dispute',
  caller: 'buyer',
  summary: 'Ask the shop to look at a refused claim again, five times at the most',
  body: v.strictObject({ note: Words }),
  reply: OrderView,
})

export const receiveExchange = route({
  method: 'POST',
  path: '/v1/orders/:order/after-sales/:afterSale/receive',
  caller: 'buyer',
  summary: 'Say that what was sent in exchange has arrived',
  reply: OrderView,
})

export const listAfterSales = route({
  method: 'GET',
  path: '/v1/seller/after-sales',
  caller: 'seller',
  summary: 'Claims of your buyers, newest first',
  query: v.object({ state: v.optional(AfterSaleState), ...cursorQuery }),
  reply: Page(AfterSaleView),
})

const MoreThanNothing = v.pipe(
  Yuan,
  v.check(({ amount }) => amount > 0, 'more than nothing'),
)

const isEachLineOnce = (lines: readonly { readonly line: string }[]): boolean =>
  new Set(lines.map(({ line }) => line)).size === lines.length

export const answerAfterSale = route({
  method: 'POST',
  path: '/v1/seller/after-sales/:afterSale/answer',
  caller: 'seller',
  summary:
    'Answer a claim: approve it (for less than asked with `agreed`), refuse it, say what came back, or give money in place of an exchange',
  body: v.variant('answer', [
    v.strictObject({
      answer: v.literal('approve'),
      agreed: v.optional(MoreThanNothing),
      /** Where the goods go back to; the supplier names a place where absent. */
      returnTo: v.optional(v.pipe(v.string(), v.trim(), v.minLength(6), v.maxLength(200))),
      /** Of an exchange: nothing needs to come back, the goods are bought at once. */
      keepGoods: v.optional(v.boolean()),
      words: v.optional(Words),
    }),
    v.strictObject({ answer: v.literal('refuse'), words: Words }),
    v.strictObject({ answer: v.literal('accept-goods'), words: v.optional(Words) }),
    v.strictObject({ answer: v.literal('refuse-goods'), words: Words }),
    v.strictObject({ answer: v.literal('refund'), words: v.optional(Words) }),
  ]),
  reply: AfterSaleView,
  idempotent: true,
})

export const refundOrder = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/refunds',
  caller: 'seller',
  summary:
    'Give money back for lines of a paid order; pieces not bought yet are not bought any more',
  body: v.strictObject({
    lines: v.pipe(
      v.array(
        v.strictObject({
          line: AfterSaleLine.entries.line,
          /** 0 where the buyer keeps the goods. */
          quantity: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999)),
          /** In place of what the pieces cost. */
          amount: v.optional(Yuan),
        }),
      ),
      v.minLength(1),
      v.maxLength(50),
      v.check((lines) => isEachLineOnce(lines), 'each line once'),
    ),
    words: v.optional(Words),
  }),
  reply: SellerOrder,
  idempotent: true,
})

const RefundLine = v.strictObject({
  line: AfterSaleLine.entries.line,
  quantity: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999)),
})

export const recordRefund = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/refunds/by-hand',
  caller: 'seller',
  summary:
    'Write down what you gave back yourself: by other means, or in the payment provider’s back office, as a difference shows. The same evidence counts once',
  body: v.pipe(
    v.strictObject({
      /** What you can show for it: a number, or words. */
      reference: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
      /** In place of a reference: the refund on a bill that the books did not have. */
      difference: v.optional(Id('difference')),
      /** A refund of yours that the provider did not make. */
      refund: v.optional(Id('refund')),
      /** What it was for; 0 pieces where the buyer keeps the goods. All of the order where absent. */
      lines: v.optional(v.pipe(v.array(RefundLine), v.minLength(1), v.maxLength(50))),
      /** What the lines’ pieces cost where absent, or what the bill says. */
      amount: v.optional(MoreThanNothing),
      words: v.optional(Words),
    }),
    v.check(
      ({ reference, difference }) => (reference === undefined) !== (difference === undefined),
      'a reference or a difference',
    ),
    v.check(
      ({ refund, difference, lines, amount }) =>
        refund === undefined
          ? difference !== undefined || amount !== undefined || lines !== undefined
          : lines === undefined && amount === undefined,
      'lines or an amount, of what is no refund yet',
    ),
    v.check(
      ({ difference, amount }) => difference === undefined || amount === undefined,
      'the bill says the amount',
    ),
    v.check(({ lines = [] }) => isEachLineOnce(lines), 'each line once'),
  ),
  reply: SellerOrder,
  idempotent: true,
})

export const decidePurchase = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/purchases/:purchase/decide',
  caller: 'seller',
  summary:
    'Decide a purchase that is held: buy at today’s cost, replace by the same goods of another supplier, or refund its lines',
  body: v.strictObject({ decision: v.picklist(['buy', 'replace', 'refund']) }),
  reply: SellerOrder,
  idempotent: true,
})
