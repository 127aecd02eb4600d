import {
  AfterSaleState,
  DeliveryState,
  EventPattern,
  Id,
  Instant,
  OrderState,
  PaymentState,
  RefundState,
  SeatState,
  SupplierClaimState,
  SupplierOrderState,
  Webhook,
  WebhookDelivery,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page } from './page.ts'
import { route } from './route.ts'

const url = v.pipe(v.string(), v.url(), v.maxLength(1000))
/** Whose changes there are to hear of, and to which states. */
const heard: Readonly<Record<string, readonly string[]>> = {
  order: OrderState.options,
  payment: PaymentState.options,
  refund: RefundState.options,
  supplier_order: SupplierOrderState.options,
  after_sale: AfterSaleState.options,
  supplier_claim: SupplierClaimState.options,
  seat: SeatState.options,
}

/** Whether such an event is ever sent: a misspelt one would be waited for in vain. */
function isHeard(pattern: string): boolean {
  const [what = '', state = ''] = pattern.split('.')
  const states = Object.hasOwn(heard, what) ? heard[what] : undefined
  return pattern === '*' || (states !== undefined && (state === '*' || states.includes(state)))
}

const Wanted = v.pipe(
  EventPattern,
  v.check(isHeard, `an event of ${Object.keys(heard).join(', ')}, as order.paid or refund.*`),
)
const events = v.pipe(v.array(Wanted), v.minLength(1), v.maxLength(40))

const withSecret = v.object({
  webhook: Webhook,
  /** Verifies what is sent. Shown this once; keep it where your program runs. */
  secret: v.string(),
})

export const createWebhook = route({
  method: 'POST',
  path: '/v1/seller/webhooks',
  caller: 'seller',
  summary: 'Have a program of yours told of what happens to orders, from now on',
  body: v.strictObject({ url, events: v.optional(events, ['*']) }),
  reply: withSecret,
})

export const listWebhooks = route({
  method: 'GET',
  path: '/v1/seller/webhooks',
  caller: 'seller',
  summary: 'The programs that are told, and how that goes',
  reply: v.object({ items: v.array(Webhook) }),
})

export const changeWebhook = route({
  method: 'PUT',
  path: '/v1/seller/webhooks/:webhook',
  caller: 'seller',
  summary: 'Change the address or the events, stop or start it; what waited is then tried at once',
  body: v.strictObject({
    url: v.optional(url),
    events: v.optional(events),
    state: v.optional(v.picklist(['active', 'disabled'])),
  }),
  reply: Webhook,
})

export const rotateSecret = route({
  method: 'POST',
  path: '/v1/seller/webhooks/:webhook/rotate',
  caller: 'seller',
  summary: 'A new secret; for 24 hours every delivery is signed with the one before, too',
  reply: withSecret,
})

export const deleteWebhook = route({
  method: 'DELETE',
  path: '/v1/seller/webhooks/:webhook',
  caller: 'seller',
  summary: 'Tell this program nothing any more, and forget its deliveries',
  reply: v.object({ id: Id('webhook') }),
})

export const listDeliveries = route({
  method: 'GET',
  path: '/v1/seller/webhooks/:webhook/deliveries',
  caller: 'seller',
  summary: 'What was sent and what came back, newest first',
  query: v.object({ state: v.optional(DeliveryState), ...cursorQuery }),
  reply: Page(WebhookDelivery),
})

export const replayDeliveries = route({
  method: 'POST',
  path: '/v1/seller/webhooks/:webhook/replay',
  caller: 'seller',
  summary:
    'Send one event again, or all since a time; their ids stay, so that nothing counts twice',
  body: v.union([
    v.strictObject({ event: Id('event') }),
    v.strictObject({ since: Instant, state: v.optional(DeliveryState) }),
  ]),
  reply: v.object({ replayed: v.number() }),
})

export const pingWebhook = route({
  method: 'POST',
  path: '/v1/seller/webhooks/:webhook/ping',
  caller: 'seller',
  summary: 'Send a signed event of type webhook.ping now and tell what came back',
  reply: v.object({
    ok: v.boolean(),
    status: v.optional(v.number()),
    error: v.optional(v.string()),
    ms: v.number(),
  }),
})
