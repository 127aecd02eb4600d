import * as v from 'valibot'
import { Id } from './id.ts'
import { OrderState } from './order.ts'
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
      offer: v.string(),
      spec: v.optional(v.string()),
      quantity: v.number(),
      /** The purchase that it is on. */
      purchase: v.string(),
    }),
  ),
  /** Purchases and payments as they are now. */
  things: v.array(v.object({ id: v.string(), state: v.string(), failure: v.optional(v.string()) })),
  /** Oldest first; requests, calls and jobs are remembered for 90 days. */
  items: v.array(TimelineItem),
  waiting: v.array(WaitingJob),
})
export type OrderTimeline = Readonly<v.InferOutput<typeof OrderTimeline>>
