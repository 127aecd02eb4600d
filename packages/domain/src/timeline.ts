import * as v from 'valibot'
import { AfterSaleKind, AfterSaleLine, AfterSaleReason, AfterSaleState } from './after-sale.ts'
import { GroupBuyState } from './group-buy.ts'
import { Id } from './id.ts'
import { OrderState } from './order.ts'
import { RefundState } from './payment.ts'
import { SupplierClaimState } from './supplier-claim.ts'
import { Instant } from './time.ts'

/**
 * One thing that happened around an order: somebody asked, we were told, we asked outside, a job
 * worked, a state changed, a promise began.
 */
export const TimelineItem = v.object({
  at: Instant,
  kind: v.picklist(['request', 'callback', 'call', 'job', 'change', 'deadline']),
  /** A route, a call, a job, a change: never a body. */
  what: v.string(),
  /** HTTP status, `ok`, a failure's code, or the state that it led to. */
  outcome: v.string(),
  ms: v.optional(v.number()),
  /** A number or id of ours, or of the request, that names it elsewhere. */
  about: v.optional(v.string()),
})
export type TimelineItem = Readonly<v.InferOutput<typeof TimelineItem>>

/** What an order waits for. */
export const WaitingJob = v.object({
  job: v.string(),
  dueAt: Instant,
  attempts: v.number(),
  /** It was tried and failed; the gateway's log says why. */
  failed: v.optional(v.boolean()),
})
export type WaitingJob = Readonly<v.InferOutput<typeof WaitingJob>>

/** A buyer's claim, without her words and the shop's. */
export const ToldAfterSale = v.object({
  id: Id('afterSale'),
  kind: AfterSaleKind,
  reason: AfterSaleReason,
  state: AfterSaleState,
  lines: v.array(AfterSaleLine),
  openedAt: Instant,
})
export type ToldAfterSale = Readonly<v.InferOutput<typeof ToldAfterSale>>

/** Money that went back for what the order sold, without its amount. */
export const ToldRefund = v.object({
  id: Id('refund'),
  state: RefundState,
  /** Why, as a code; the texts know them. */
  reason: v.string(),
  afterSale: v.optional(Id('afterSale')),
  lines: v.array(
    v.object({
      line: Id('orderLine'),
      /** Pieces that were given back; 0 where the buyer keeps the goods. */
      quantity: v.number(),
      /** An agreed amount as a part of what the whole line cost, 0 to 1; absent where pieces went back at their own price. */
      share: v.optional(v.number()),
    }),
  ),
  createdAt: Instant,
})
export type ToldRefund = Readonly<v.InferOutput<typeof ToldRefund>>

/** What was asked back from a supplier, without whose and how much. */
export const ToldClaim = v.object({
  id: Id('supplierClaim'),
  state: SupplierClaimState,
  purchase: Id('supplierOrder'),
})
export type ToldClaim = Readonly<v.InferOutput<typeof ToldClaim>>

/** Everything about one order that may be shown to who helps: no person, no price. */
export const OrderTimeline = v.object({
  order: v.object({
    id: Id('order'),
    number: v.string(),
    state: OrderState,
    attention: v.boolean(),
    placedAt: Instant,
  }),
  lines: v.array(
    v.object({
      /** Absent in exports of gateways that did not tell about money back. */
      id: v.optional(Id('orderLine')),
      offer: v.string(),
      spec: v.optional(v.string()),
      quantity: v.number(),
      /** The purchase that it is on. */
      purchase: v.string(),
      /** The exchange that it was bought for, after those that were ordered. */
      afterSale: v.optional(Id('afterSale')),
      /** It was sold with free return. */
      freeReturn: v.optional(v.boolean()),
    }),
  ),
  /** The group that it waited for, or waits for; absent without one, and before she has paid. */
  group: v.optional(
    v.object({ state: GroupBuyState, size: v.number(), endedAt: v.optional(Instant) }),
  ),
  /** Purchases and payments as they are now. */
  things: v.array(v.object({ id: v.string(), state: v.string(), failure: v.optional(v.string()) })),
  /** Money back, oldest first; absent in older exports, which do not tell. */
  moneyBack: v.optional(
    v.object({
      afterSales: v.array(ToldAfterSale),
      refunds: v.array(ToldRefund),
      claims: v.array(ToldClaim),
    }),
  ),
  /** Oldest first; requests, calls and jobs are remembered for 90 days. */
  items: v.array(TimelineItem),
  waiting: v.array(WaitingJob),
})
export type OrderTimeline = Readonly<v.InferOutput<typeof OrderTimeline>>
export type MoneyBack = NonNullable<OrderTimeline['moneyBack']>
