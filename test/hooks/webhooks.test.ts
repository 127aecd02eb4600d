import { verifyWebhook } from '@xiaopu/client/webhooks'
import {
  hour,
  type Listing,
  minute,
  second,
  type Webhook,
  type WebhookDelivery,
  type WebhookEvent,
  webhookRetries,
} from '@xiaopu/domain'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { adoptHistory } from '../../packages/gateway/src/webhooks/adopt-history.ts'
import { deliverWebhooks } from '../../packages/gateway/src/webhooks/deliver-webhooks.ts'
import {
  address,
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { type Answer, eventually, type OpenShop, openShop } from '../shop.ts'
import { inDatabase, quiet, waitingForLocks } from './books.ts'
import { openAnother } from './other-shop.ts'
import { openReceiver, type Receiver } from './receiver.ts'

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

interface Made {
  readonly webhook: Webhook
  readonly secret: string
}

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

test('a program is told of every change of an order once, in the order in which they happened', async () => {
  const made = await listen(['order.*'])
  const placed = await buy()
  const events = await eventually(async () => {
    const told = await eventsOf(placed, made.secret)
    return told.length >= 4 && told
  })
  expect(events.map(({ type, version }) => [type, version])).toEqual([
    ['order.pending_payment', 1],
    ['order.paid', 2],
    ['order.placing', 3],
    ['order.placed', 4],
  ])
  expect(new Set(events.map(({ id }) => id)).size).toBe(4)
  expect(events.every(({ subject }) => subject === placed.order.id)).toBe(true)
})

test('a program that wants everything hears of payments and purchases, too, and ends with our states', async () => {
  const made = await listen()
  const placed = await buy()
  await quiet(market)
  await eventually(
    async () => (await webhookOf(made))?.waiting === 0 && receiver.arrived.length > 8,
  )
  const latest = new Map<string, WebhookEvent>()
  for (const event of await eventsOf(placed, made.secret)) {
    if ((latest.get(event.subject)?.version ?? 0) < event.version) latest.set(event.subject, event)
  }
  const rows = await inDatabase<{ id: string; state: string }>(
    market,
    `select order_id as id, state from orders where order_id = '${placed.order.id}'
      union all select payment_id, state from payments where order_id = '${placed.order.id}'
      union all select supplier_order_id, state from supplier_orders
        where order_id = '${placed.order.id}'`,
  )
  expect([...latest.values()].map(({ subject, state }) => `${subject} ${state}`).sort()).toEqual(
    rows.map(({ id, state }) => `${id} ${state}`).sort(),
  )
})

test('what is told names no person, no price and no supplier', async () => {
  const made = await listen()
  const placed = await buy()
  await eventually(async () => (await eventsOf(placed, made.secret)).length > 5)
  const own = await placed.readAsSeller()
  for (const { body } of receiver.arrived) {
    const fields = ['id', 'type', 'shop', 'order', 'subject', 'state', 'version', 'occurredAt']
    expect(Object.keys(JSON.parse(body))).toEqual(fields)
    for (const word of [address.name, address.phone, own.supplierOrders[0]?.supplier.name ?? '?'])
      expect(body).not.toContain(word)
  }
})

test('a program is not told of what it does not want, nor of what happened before it asked', async () => {
  const before = await order()
  const made = await listen(['payment.succeeded'])
  const placed = await buy()
  await eventually(async () => receiver.arrived.length > 0)
  await before.tell('close')
  await quiet(market)
  const events = await eventsOf(placed, made.secret)
  expect(events.map(({ type }) => type)).toEqual(['payment.succeeded'])
  expect(receiver.arrived).toHaveLength(1)
})

test('the program of one shop hears nothing of another', async () => {
  const made = await listen()
  const another = await openAnother(market, 'webhooks-elsewhere')
  const [theirs] = await listGoods(another, 1)
  if (!theirs) throw new Error('nothing to sell')
  const cart = await fillCart(another, [{ listing: theirs }])
  await placeOrder(another, await quoteFor(another, cart))
  const placed = await order()
  await eventually(async () => (await eventsOf(placed, made.secret)).length > 0)
  expect(receiver.arrived.every(({ body }) => JSON.parse(body).shop === market.shop.id)).toBe(true)
  const path = `/v1/seller/webhooks/${made.webhook.id}/deliveries`
  expect((await another.sell(path)).json.code).toBe('WEBHOOK_NOT_FOUND')
})

test('a program that is down is told later: after 5 s, 30 s, 5 min, 30 min, 4 h, 24 h, 48 h, then no more', async () => {
  receiver.answer = 503
  const made = await listen(['order.pending_payment'])
  await order()
  for (const [tries, wait] of [...webhookRetries, 0].entries()) {
    const [delivery] = await eventually(async () => {
      const all = await deliveries(made)
      return all[0]?.attempts === tries + 1 && all
    })
    expect(delivery?.status).toBe(503)
    if (wait === 0) break
    expect(delivery?.state).toBe('retry')
    const due = Date.parse(delivery?.nextAt ?? '') - market.clock.now()
    expect(due).toBeGreaterThanOrEqual(wait)
    expect(due).toBeLessThanOrEqual(wait * 1.1)
    // The next try is planned when this one is over.
    await quiet(market)
    await market.clock.advance(Math.max(due, minute))
  }
  expect((await deliveries(made))[0]?.state).toBe('dead')
  expect(await webhookOf(made)).toMatchObject({ dead: 1, waiting: 0, lastError: '503' })
  expect(market.log).toContainEqual(expect.objectContaining({ event: 'webhook.dead' }))
  expect(receiver.arrived).toHaveLength(8)
  expect(new Set(receiver.arrived.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
})

test('a delivery that fails does not hold up the next', async () => {
  receiver.answer = ({ body }) => (body.includes('order.pending_payment') ? 500 : 200)
  const made = await listen(['order.*'])
  const placed = await buy()
  await eventually(async () =>
    (await deliveries(made)).some(({ type, state }) => type === 'order.placed' && state === 'ok'),
  )
  const states = (await deliveries(made)).filter((each) => each.order === placed.order.id)
  expect(states.map(({ type, state }) => [type, state])).toContainEqual([
    'order.pending_payment',
    'retry',
  ])
})

test('after five failures in a row an address is left alone for a minute, then tried once', async () => {
  receiver.answer = 500
  const made = await listen()
  await buy()
  await eventually(async () => (await webhookOf(made))?.state === 'resting')
  expect(receiver.arrived).toHaveLength(5)
  await market.clock.advance(50 * second)
  await quiet(market)
  expect(receiver.arrived).toHaveLength(5)
  await market.clock.advance(10 * second)
  await eventually(async () => receiver.arrived.length === 6)
  await quiet(market)
  expect((await webhookOf(made))?.state).toBe('resting')
  receiver.answer = 200
  await market.clock.advance(minute)
  await eventually(async () => (await webhookOf(made))?.state === 'active')
  await eventually(async () => {
    await market.clock.advance(hour)
    return (await webhookOf(made))?.waiting === 0
  })
})

test('a redirect is not followed', async () => {
  receiver.answer = 302
  const made = await listen(['order.pending_payment'])
  await order()
  const [delivery] = await eventually(async () => {
    const all = await deliveries(made)
    return all[0]?.attempts === 1 && all
  })
  expect(delivery).toMatchObject({ state: 'retry', error: 'redirect' })
  expect(receiver.arrived).toHaveLength(1)
})

test('an event that is to be sent again while its last attempt fails is sent again', async () => {
  receiver.answer = 503
  const made = await listen(['order.pending_payment'])
  await order()
  const [failed] = await eventually(async () => {
    const all = await deliveries(made)
    return all[0]?.attempts === 1 && all
  })
  await quiet(market)
  const { deps } = market.gateway
  const name = { shopId: market.shop.id, endpointId: made.webhook.id }
  await inDatabase(
    market,
    // Its second try is seconds away, and nobody else may make it.
    `delete from graphile_worker._private_jobs where key = 'webhooks:${made.webhook.id}'`,
    `update webhook_deliveries set attempts = ${webhookRetries.length},
      next_at = '${new Date(market.clock.now()).toISOString()}'`,
  )
  const egress: typeof deps.egress = async (request) => {
    // Whoever takes it for sending again does so later than this try took it.
    await market.clock.advance(second)
    const { status } = await tell(made.webhook.id, '/replay', { event: failed?.event })
    expect(status).toBe(200)
    return deps.egress(request)
  }
  await deliverWebhooks({ ...deps, egress }, name)
  receiver.answer = 204
  await eventually(async () => {
    await market.clock.advance(minute)
    return (await deliveries(made))[0]?.state === 'ok'
  })
})

test('one event, or all since a time, is sent again under the same id', async () => {
  const made = await listen(['order.*'])
  const placed = await buy()
  await eventually(async () => (await deliveries(made, '?state=ok')).length === 4)
  const [newest] = await deliveries(made)
  const replay = (body: object) =>
    tell<{ replayed: number }>(made.webhook.id, '/replay', body).then(({ json }) => json.replayed)
  expect(await replay({ event: newest?.event })).toBe(1)
  await eventually(async () => receiver.arrived.length === 5)
  const since = new Date(market.clock.now() - hour).toISOString()
  expect(await replay({ since })).toBe(4)
  await eventually(async () => receiver.arrived.length === 9)
  const ids = (await eventsOf(placed, made.secret)).map(({ id }) => id)
  expect(new Set(ids).size).toBe(4)
})

test('while a secret is replaced both sign; a day later only the new one', async () => {
  const made = await listen(['order.pending_payment'])
  const { json } = await tell<Made>(made.webhook.id, '/rotate')
  expect(json.webhook.oldSecretUntil).toBeDefined()
  const first = await order()
  await eventually(async () => receiver.arrived.length === 1)
  expect(await eventsOf(first, made.secret)).toHaveLength(1)
  expect(await eventsOf(first, json.secret)).toHaveLength(1)
  await market.clock.advance(25 * hour)
  receiver.arrived.length = 0
  const second = await order()
  await eventually(async () => receiver.arrived.length === 1)
  expect(await eventsOf(second, json.secret)).toHaveLength(1)
  await expect(eventsOf(second, made.secret)).rejects.toMatchObject({
    code: 'MESSAGE_NOT_GENUINE',
    detail: { reason: 'signature' },
  })
})

test('of two secrets that are made at once both sign', async () => {
  const made = await listen(['order.pending_payment'])
  const { db } = market.gateway.deps
  const rotating: Promise<Answer<Made>>[] = []
  await db.transaction().execute(async (tx) => {
    await ask(tx, 'select from webhook_endpoints for update', { list: [] })
    for (const count of [1, 2]) {
      rotating.push(tell<Made>(made.webhook.id, '/rotate'))
      await eventually(async () => (await waitingForLocks(market)) >= count)
    }
  })
  const secrets = (await Promise.all(rotating)).map(({ json }) => json.secret)
  const placed = await order()
  await eventually(async () => receiver.arrived.length === 1)
  for (const secret of secrets) expect(await eventsOf(placed, secret)).toHaveLength(1)
})

test('a secret is shown once and is not readable in the database', async () => {
  const { secret, webhook } = await listen()
  const listed = await market.sell('/v1/seller/webhooks')
  expect(listed.text).not.toContain(secret)
  const rows = await inDatabase(market, `select * from webhook_endpoints`)
  expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length))
  expect(webhook.url).toBe(receiver.url)
})

test('a stopped program hears nothing; started again it hears what it missed', async () => {
  const made = await listen(['order.pending_payment'])
  await tell(made.webhook.id, '', { state: 'disabled' }, 'PUT')
  const missed = await order()
  await quiet(market)
  expect(receiver.arrived).toHaveLength(0)
  await tell(made.webhook.id, '', { state: 'active' }, 'PUT')
  await eventually(async () => (await eventsOf(missed, made.secret)).length === 1)
})

test('a ping tells at once what the program answers', async () => {
  const { webhook, secret } = await listen()
  const answer = await tell<{ ok: boolean; status: number }>(webhook.id, '/ping')
  expect(answer.json).toMatchObject({ ok: true, status: 204 })
  const [{ headers, body } = { headers: new Headers(), body: '' }] = receiver.arrived
  const event = await verifyWebhook({ headers, body, secrets: [secret], now: market.clock.now() })
  expect(event.type).toBe('webhook.ping')
  receiver.answer = 404
  expect((await tell(webhook.id, '/ping')).json).toMatchObject({ ok: false, status: 404 })
})

test.each([
  'http://example.com/hook',
  'https://user:word@example.com/hook',
  'https://example.com:8443/hook',
  'https://10.0.0.1/hook',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00::1]/hook',
  'ftp://example.com/hook',
])('%s is refused as an address', async (url) => {
  const { status, json } = await market.sell('/v1/seller/webhooks', { body: { url } })
  expect([status, json.code]).toEqual([422, 'WEBHOOK_URL_REFUSED'])
})

test.each([
  ['orders'],
  ['order.PAID'],
  ['order.paid; drop table'],
  ['order.payed'],
  ['shipment.*'],
  ['constructor.*'],
])('%s is no event', async (pattern) => {
  const body = { url: receiver.url, events: [pattern] }
  expect((await market.sell('/v1/seller/webhooks', { body })).json.code).toBe('BAD_REQUEST')
})

test('on a database that was restored on another server, programs go on hearing, each thing once', async () => {
  const before = await openShop({ gateway: { localWebhooks: true, fetch: globalThis.fetch } })
  const body = { url: receiver.url, events: ['order.pending_payment'] }
  await before.sell('/v1/seller/webhooks', { body })
  const [sold] = await listGoods(before, 1)
  if (!sold) throw new Error('nothing to sell')
  const place = async () =>
    placeOrder(before, await quoteFor(before, await fillCart(before, [{ listing: sold }])))
  await place()
  await eventually(async () => receiver.arrived.length === 1)
  // As if the old server had counted a billion transactions more.
  await inDatabase(
    before,
    `update transitions set txid = txid + 1000000000`,
    `update webhook_endpoints set seen_txid = seen_txid + 1000000000, since_txid = since_txid + 1000000000`,
  )
  await adoptHistory(before.gateway.deps)
  await place()
  await eventually(async () => receiver.arrived.length === 2)
  await quiet(before)
  const ids = receiver.arrived.map(({ headers }) => headers.get('webhook-id'))
  expect(new Set(ids).size).toBe(2)
  await before.close()
})

test('in production this machine is no address', async () => {
  const strict = await openShop()
  for (const url of [receiver.url, 'https://127.0.0.1/hook', 'https://[::1]/hook']) {
    const { json } = await strict.sell('/v1/seller/webhooks', { body: { url } })
    expect(json.code).toBe('WEBHOOK_URL_REFUSED')
  }
  await strict.close()
})
