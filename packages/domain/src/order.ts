import * as v from 'valibot'
import { AfterSaleView } from './after-sale.ts'
import { Deadline, DeadlineView } from './deadline.ts'
import { GroupSeatView } from './group-buy.ts'
import { HandRefund } from './hand-refund.ts'
import { Id } from './id.ts'
import { accounts } from './ledger.ts'
import { MaskedAddress } from './masked-address.ts'
import { Money } from './money.ts'
import { ChoosableProvider, ProviderName } from './pay-surface.ts'
import { PaymentStep } from './payment-step.ts'
import { Commission } from './promoter.ts'
import { QuoteLine } from './quote.ts'
import { Shipment } from './shipment.ts'
import { Channel } from './shop.ts'
import { SupplierClaimView } from './supplier-claim.ts'
import { Instant, minute } from './time.ts'
import type { Moves } from './transition.ts'

/** How long an order waits for its money. */
export const payWindowMillis = 15 * minute

export const OrderState = v.picklist([
  'pending_payment',
  'paid',
  'placing',
  'placed',
  'partly_shipped',
  'shipped',
  'received',
  'completed',
  'closed',
])
export type OrderState = v.InferOutput<typeof OrderState>

export type OrderEvent =
  | 'pay'
  | 'close'
  | 'start-placing'
  | 'all-placed'
  | 'ship-part'
  | 'ship-all'
  | 'receive'
  | 'complete'
  | 'refund-all'

/**
 * What may happen to an order, and what it then becomes.
 *
 * A paid order is never cancelled, only refunded: money has moved. One of which everything went
 * back before anything was shipped is closed. `closed` leads nowhere, so a late payment cannot
 * revive an order; it is paid back.
 */
export const orderMoves: Moves<OrderState, OrderEvent> = {
  pending_payment: { pay: 'paid', close: 'closed' },
  paid: { 'start-placing': 'placing', 'refund-all': 'closed' },
  placing: {
    'all-placed': 'placed',
    'ship-part': 'partly_shipped',
    'ship-all': 'shipped',
    'refund-all': 'closed',
  },
  placed: { 'ship-part': 'partly_shipped', 'ship-all': 'shipped', 'refund-all': 'closed' },
  partly_shipped: { 'ship-part': 'partly_shipped', 'ship-all': 'shipped' },
  shipped: { receive: 'received' },
  received: { complete: 'completed' },
  completed: {},
  closed: {},
}

export const PaymentView = v.object({
  id: Id('payment'),
  state: v.picklist(['waiting', 'succeeded', 'closed', 'unknown']),
  provider: v.optional(ProviderName),
  /** Where the buyer pays; absent once there is nothing to pay. */
  cashierUrl: v.optional(v.string()),
  /** What the buyer's side does next, where it need not leave for `cashierUrl`. */
  step: v.optional(PaymentStep),
})
export type PaymentView = Readonly<v.InferOutput<typeof PaymentView>>

/** One thing that happened, for the buyer's time line. */
export const OrderStep = v.object({ state: OrderState, at: Instant })
export type OrderStep = Readonly<v.InferOutput<typeof OrderStep>>

/** A line of an order: as it was quoted, and what became of it. */
export const OrderLine = v.object({
  ...QuoteLine.entries,
  id: Id('orderLine'),
  /** Pieces that were given back, and the money for them. */
  returned: v.optional(v.number()),
  refunded: v.optional(Money),
  /** Until when a claim about it is taken; absent until it has been received. */
  claimBefore: v.optional(Instant),
})
export type OrderLine = Readonly<v.InferOutput<typeof OrderLine>>

/** Money on its way back to the buyer, or there. */
export const RefundView = v.object({
  id: Id('refund'),
  amount: Money,
  state: v.picklist(['processing', 'succeeded', 'abnormal']),
  /** The shop gave it back another way than it was paid, as by a transfer. */
  means: v.optional(v.literal('other_means')),
  /** Why, as a code; the texts know them. */
  reason: v.string(),
  note: v.optional(v.string()),
  at: Instant,
})
export type RefundView = Readonly<v.InferOutput<typeof RefundView>>

/** The same as its seller sees it. */
export const SellerRefundView = v.object({
  ...RefundView.entries,
  /** Where she made it herself. */
  byHand: v.optional(HandRefund),
})

/** An order as its buyer sees it. */
export const OrderView = v.object({
  id: Id('order'),
  /** 18 digits, for talking about it; not sequential. */
  number: v.string(),
  state: OrderState,
  /** The shop cannot go on by itself and is looking after it. */
  attention: v.boolean(),
  lines: v.array(OrderLine),
  goods: Money,
  freight: Money,
  discount: Money,
  total: Money,
  /** The coupon that the discount was for. */
  coupon: v.optional(
    v.object({
      code: v.string(),
      /** It came back with the order that did not come about, and is good for her until then. */
      backUntil: v.optional(Instant),
    }),
  ),
  /** Its place in a group: until that has filled, nothing is bought. */
  seat: v.optional(GroupSeatView),
  /** Masked for everybody: the whole one is in the buyer's export and in a seller's reveal. */
  address: MaskedAddress,
  /**
   * Whether the address can be changed: `open` until the goods are being bought, `needed` where a
   * supplier cannot send to it and nothing goes on until it is corrected. Absent where it stays.
   */
  addressChange: v.optional(v.picklist(['open', 'needed'])),
  /** `***` where there is one. */
  remark: v.optional(v.string()),
  payBefore: Instant,
  payment: v.optional(PaymentView),
  /** What the buyer may choose to pay with where she stands, the best first; absent without a choice. */
  payWith: v.optional(v.array(ChoosableProvider)),
  shipments: v.array(Shipment),
  refunds: v.array(RefundView),
  afterSales: v.array(AfterSaleView),
  /** What is promised to the buyer, and until when: shipping, sending back, counting as received. */
  deadlines: v.optional(v.array(DeadlineView)),
  steps: v.array(OrderStep),
  placedAt: Instant,
})
export type OrderView = Readonly<v.InferOutput<typeof OrderView>>

/** Which share is credited for an order. */
export const OrderCredit = v.object({ share: Id('share'), code: v.string(), channel: Channel })

/** An order as its seller sees it: the buyer's view plus what it cost, earned and who brought it. */
export const SellerOrder = v.object({
  ...OrderView.entries,
  refunds: v.array(SellerRefundView),
  credit: v.optional(OrderCredit),
  /** What promoters earn by it, once it is complete; absent where nobody does. */
  commissions: v.optional(v.array(Commission)),
  /** Cost of the goods and freight: expected until every purchase is paid, then what 1688 took. */
  cost: Money,
  profit: Money,
  profitKind: v.picklist(['estimate', 'final']),
  supplierOrders: v.array(
    v.object({
      id: Id('supplierOrder'),
      state: v.string(),
      supplier: v.object({ id: v.string(), name: v.string() }),
      platformOrderId: v.optional(v.string()),
      goods: Money,
      freight: Money,
      failure: v.optional(v.string()),
      /** Why the gateway did not buy by itself, when it is the owner's to decide and until when. */
      reasons: v.optional(v.array(v.string())),
      decideBefore: v.optional(Instant),
      /** The exchange that it is bought for. */
      afterSale: v.optional(Id('afterSale')),
      claims: v.array(SupplierClaimView),
    }),
  ),
  deadlines: v.array(Deadline),
  /** How the profit came about, account by account, as far as money has moved. */
  book: v.array(v.object({ account: v.picklist(accounts), amount: Money })),
})
export type SellerOrder = Readonly<v.InferOutput<typeof SellerOrder>>

/**
 * The number people say: minute of placing and eight random digits.
 *
 * @param stamp - `yyMMddHHmm` in shop time
 * @param random - at least 8 random bytes
 */
export function orderNumber(stamp: string, random: Uint8Array): string {
  const tail = Array.from({ length: 8 }, (_, i) => String((random[i] ?? 0) % 10)).join('')
  return stamp + tail
}
