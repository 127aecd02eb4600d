import { verifyWebhook } from '@xiaopu/client/webhooks'
import type { Listing, Webhook, WebhookDelivery, WebhookEvent } from '@xiaopu/domain'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { type Answer, eventually, type OpenShop, openShop } from '../shop.ts'
import { openReceiver, type Receiver } from './receiver.ts'

export interface Made {
  readonly webhook: Webhook
  readonly secret: string
}

/** A shop that sells one listing, and a fresh program of its seller for each test of the file that asks for it. */
export function toldShop() {
  let market: OpenShop
  let listing: Listing
  let receiver: Receiver

  beforeAll(async () => {
    market = await openShop({ gateway: { localWebhooks: true, fetch: globalThis.fetch } })
    const [only] = await listGoods(market, 1)
    if (only) listing = only
  })
  afterAll(() => market.close())

  beforeEach(async () => {
    receiver = await openReceiver()
  })
  afterEach(async () => {
    const { json } = await market.sell<{ items: Webhook[] }>('/v1/seller/webhooks')
    for (const { id } of json.items) await tell(id, '', undefined, 'DELETE')
    await receiver.close()
  })

  async function listen(events?: string[], url = receiver.url): Promise<Made> {
    const { status, text, json } = await market.sell<Made>('/v1/seller/webhooks', {
      body: { url, ...(events && { events }) },
    })
    if (status !== 200) throw new Error(text)
    return json
  }

  function tell<Body>(
    id: string,
    path: string,
    body?: object,
    method = 'POST',
  ): Promise<Answer<Body>> {
    return market.sell<Body>(`/v1/seller/webhooks/${id}${path}`, { method, ...(body && { body }) })
  }

  async function order(): Promise<Placed> {
    return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
  }

  async function buy(): Promise<Placed> {
    const placed = await order()
    await payAt(market, await startPaying(placed))
    await eventually(async () => (await placed.read()).state === 'placed')
    return placed
  }

  /** Every event about an order that arrived, as a careful program reads it. */
  async function eventsOf({ order }: Placed, secret: string): Promise<WebhookEvent[]> {
    const events = await Promise.all(
      receiver.arrived.map(({ headers, body }) =>
        verifyWebhook({ headers, body, secrets: [secret], now: market.clock.now() }),
      ),
    )
    return events.filter((event) => event.order === order.id)
  }

  async function deliveries({ webhook }: Made, query = ''): Promise<WebhookDelivery[]> {
    const path = `/v1/seller/webhooks/${webhook.id}/deliveries${query}`
    return (await market.sell<{ items: WebhookDelivery[] }>(path)).json.items
  }

  const webhookOf = async ({ webhook }: Made) =>
    (await market.sell<{ items: Webhook[] }>('/v1/seller/webhooks')).json.items.find(
      ({ id }) => id === webhook.id,
    )

  return {
    get market() {
      return market
    },
    get receiver() {
      return receiver
    },
    ...{ listen, tell, order, buy, eventsOf, deliveries, webhookOf },
  }
}
