import * as v from 'valibot'
import { Id } from './id.ts'
import { hour, Instant, minute, second } from './time.ts'

/** `order.paid`, every `refund.*`, or `*` for all: what a seller's program wants to hear of. */
export const EventPattern = v.pipe(
  v.string(),
  v.maxLength(60),
  v.regex(/^(\*|[a-z_]+\.(\*|[a-z_]+))$/),
)

/** What happened: `<what>.<the state it is in now>`. */
export const EventType = v.pipe(v.string(), v.regex(/^[a-z_]+\.[a-z_]+$/))

/**
 * What a seller's program is told: which thing, its new state, the number of that change. No person,
 * no price, no cost; whoever may know more asks for the order with the shop's key.
 */
export const WebhookEvent = v.object({
  /** The same on every repetition, and for every program that is told. */
  id: Id('event'),
  type: EventType,
  shop: Id('shop'),
  order: Id('order'),
  /** The thing itself: an order, or a payment, refund, purchase … of the order. */
  subject: v.string(),
  state: v.string(),
  /** Counts the changes of the subject; a smaller one that comes later is old news. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  occurredAt: Instant,
})
export type WebhookEvent = Readonly<v.InferOutput<typeof WebhookEvent>>

/**
 * `resting`: it failed several times in a row and is left alone for a minute, then one delivery is
 * tried; `disabled`: the seller stopped it.
 */
export const WebhookState = v.picklist(['active', 'resting', 'disabled'])
export type WebhookState = v.InferOutput<typeof WebhookState>

/** Where a seller's program listens. */
export const Webhook = v.object({
  id: Id('webhook'),
  url: v.string(),
  events: v.array(EventPattern),
  state: WebhookState,
  /** Deliveries that wait, and those that were given up after the last try. */
  waiting: v.number(),
  dead: v.number(),
  lastError: v.optional(v.string()),
  /** Until when the secret before this one still signs, too. */
  oldSecretUntil: v.optional(Instant),
  createdAt: Instant,
})
export type Webhook = Readonly<v.InferOutput<typeof Webhook>>

export const DeliveryState = v.picklist(['pending', 'ok', 'retry', 'dead'])
export type DeliveryState = v.InferOutput<typeof DeliveryState>

/** One event on its way to one program. */
export const WebhookDelivery = v.object({
  event: Id('event'),
  type: EventType,
  order: Id('order'),
  state: DeliveryState,
  attempts: v.number(),
  /** HTTP status of the last answer; absent where there was none. */
  status: v.optional(v.number()),
  error: v.optional(v.string()),
  /** How long the last try took. */
  ms: v.optional(v.number()),
  nextAt: v.optional(Instant),
  createdAt: Instant,
})
export type WebhookDelivery = Readonly<v.InferOutput<typeof WebhookDelivery>>

/** How long after a failed try the next one is due; after the last one the delivery is dead. */
export const webhookRetries: readonly number[] = [
  5 * second,
  30 * second,
  5 * minute,
  30 * minute,
  4 * hour,
  24 * hour,
  48 * hour,
]

/** Failures in a row after which an address is left alone, and for how long. */
export const webhookBreaker = { failures: 5, restMillis: minute } as const

/** Whether a program that wants these patterns is told of an event. */
export function wantsEvent(patterns: readonly string[], type: string): boolean {
  const [what] = type.split('.')
  return patterns.some((each) => each === '*' || each === type || each === `${what}.*`)
}
