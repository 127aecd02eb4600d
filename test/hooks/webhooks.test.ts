import { hour, minute, second, type WebhookEvent, webhookRetries } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { adoptHistory } from '../../packages/gateway/src/webhooks/adopt-history.ts'
import { deliverWebhooks } from '../../packages/gateway/src/webhooks/deliver-webhooks.ts'
import { address, fillCart, listGoods, placeOrder, quoteFor } from '../market.ts'
import { eventually, openShop } from '../shop.ts'
import { inDatabase, quiet } from './books.ts'
import { openAnother } from './other-shop.ts'
import { toldShop } from './told-shop.ts'

const at = toldShop()
const { listen, tell, order, buy, eventsOf, deliveries, webhookOf } = at

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
  await quiet(at.market)
  await eventually(
    async () => (await webhookOf(made))?.waiting === 0 && at.receiver.arrived.length > 8,
  )
  const latest = new Map<string, WebhookEvent>()
  for (const event of await eventsOf(placed, made.secret)) {
    if ((latest.get(event.subject)?.version ?? 0) < event.version) latest.set(event.subject, event)
  }
  const rows = await inDatabase<{ id: string; state: string }>(
    at.market,
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
  for (const { body } of at.receiver.arrived) {
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
  await eventually(async () => at.receiver.arrived.length > 0)
  await before.tell('close')
  await quiet(at.market)
  const events = await eventsOf(placed, made.secret)
  expect(events.map(({ type }) => type)).toEqual(['payment.succeeded'])
  expect(at.receiver.arrived).toHaveLength(1)
})

test('the program of one shop hears nothing of another', async () => {
  const made = await listen()
  const another = await openAnother(at.market, 'webhooks-elsewhere')
  const [theirs] = await listGoods(another, 1)
  if (!theirs) throw new Error('nothing to sell')
  const cart = await fillCart(another, [{ listing: theirs }])
  await placeOrder(another, await quoteFor(another, cart))
  const placed = await order()
  await eventually(async () => (await eventsOf(placed, made.secret)).length > 0)
  expect(at.receiver.arrived.every(({ body }) => JSON.parse(body).shop === at.market.shop.id)).toBe(
    true,
  )
  const path = `/v1/seller/webhooks/${made.webhook.id}/deliveries`
  expect((await another.sell(path)).json.code).toBe('WEBHOOK_NOT_FOUND')
})

test('a program that is down is told later: after 5 s, 30 s, 5 min, 30 min, 4 h, 24 h, 48 h, then no more', async () => {
  at.receiver.answer = 503
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
    const due = Date.parse(delivery?.nextAt ?? '') - at.market.clock.now()
    expect(due).toBeGreaterThanOrEqual(wait)
    expect(due).toBeLessThanOrEqual(wait * 1.1)
    // The next try is planned when this one is over.
    await quiet(at.market)
    await at.market.clock.advance(Math.max(due, minute))
  }
  expect((await deliveries(made))[0]?.state).toBe('dead')
  expect(await webhookOf(made)).toMatchObject({ dead: 1, waiting: 0, lastError: '503' })
  expect(at.market.log).toContainEqual(expect.objectContaining({ event: 'webhook.dead' }))
  expect(at.receiver.arrived).toHaveLength(8)
  expect(new Set(at.receiver.arrived.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
})

test('a delivery that fails does not hold up the next', async () => {
  at.receiver.answer = ({ body }) => (body.includes('order.pending_payment') ? 500 : 200)
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
  at.receiver.answer = 500
  const made = await listen()
  await buy()
  await eventually(async () => (await webhookOf(made))?.state === 'resting')
  expect(at.receiver.arrived).toHaveLength(5)
  await at.market.clock.advance(50 * second)
  await quiet(at.market)
  expect(at.receiver.arrived).toHaveLength(5)
  await at.market.clock.advance(10 * second)
  await eventually(async () => at.receiver.arrived.length === 6)
  await quiet(at.market)
  expect((await webhookOf(made))?.state).toBe('resting')
  at.receiver.answer = 200
  await at.market.clock.advance(minute)
  await eventually(async () => (await webhookOf(made))?.state === 'active')
  await eventually(async () => {
    await at.market.clock.advance(hour)
    return (await webhookOf(made))?.waiting === 0
  })
})

test('a redirect is not followed', async () => {
  at.receiver.answer = 302
  const made = await listen(['order.pending_payment'])
  await order()
  const [delivery] = await eventually(async () => {
    const all = await deliveries(made)
    return all[0]?.attempts === 1 && all
  })
  expect(delivery).toMatchObject({ state: 'retry', error: 'redirect' })
  expect(at.receiver.arrived).toHaveLength(1)
})

test('an event that is to be sent again while its last attempt fails is sent again', async () => {
  at.receiver.answer = 503
  const made = await listen(['order.pending_payment'])
  await order()
  const [failed] = await eventually(async () => {
    const all = await deliveries(made)
    return all[0]?.attempts === 1 && all
  })
  await quiet(at.market)
  const { deps } = at.market.gateway
  const name = { shopId: at.market.shop.id, endpointId: made.webhook.id }
  await inDatabase(
    at.market,
    // Its second try is seconds away, and nobody else may make it.
    `delete from graphile_worker._private_jobs where key = 'webhooks:${made.webhook.id}'`,
    `update webhook_deliveries set attempts = ${webhookRetries.length},
      next_at = '${new Date(at.market.clock.now()).toISOString()}'`,
  )
  const egress: typeof deps.egress = async (request) => {
    // Whoever takes it for sending again does so later than this try took it.
    await at.market.clock.advance(second)
    const { status } = await tell(made.webhook.id, '/replay', { event: failed?.event })
    expect(status).toBe(200)
    return deps.egress(request)
  }
  await deliverWebhooks({ ...deps, egress }, name)
  at.receiver.answer = 204
  await eventually(async () => {
    await at.market.clock.advance(minute)
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
  await eventually(async () => at.receiver.arrived.length === 5)
  const since = new Date(at.market.clock.now() - hour).toISOString()
  expect(await replay({ since })).toBe(4)
  await eventually(async () => at.receiver.arrived.length === 9)
  const ids = (await eventsOf(placed, made.secret)).map(({ id }) => id)
  expect(new Set(ids).size).toBe(4)
})

test('a stopped program hears nothing; started again it hears what it missed', async () => {
  const made = await listen(['order.pending_payment'])
  await tell(made.webhook.id, '', { state: 'disabled' }, 'PUT')
  const missed = await order()
  await quiet(at.market)
  expect(at.receiver.arrived).toHaveLength(0)
  await tell(made.webhook.id, '', { state: 'active' }, 'PUT')
  await eventually(async () => (await eventsOf(missed, made.secret)).length === 1)
})

test('on a database that was restored on another server, programs go on hearing, each thing once', async () => {
  const before = await openShop({ gateway: { localWebhooks: true, fetch: globalThis.fetch } })
  const body = { url: at.receiver.url, events: ['order.pending_payment'] }
  await before.sell('/v1/seller/webhooks', { body })
  const [sold] = await listGoods(before, 1)
  if (!sold) throw new Error('nothing to sell')
  const place = async () =>
    placeOrder(before, await quoteFor(before, await fillCart(before, [{ listing: sold }])))
  await place()
  await eventually(async () => at.receiver.arrived.length === 1)
  // As if the old server had counted a billion transactions more.
  await inDatabase(
    before,
    `update transitions set txid = txid + 1000000000`,
    `update webhook_endpoints set seen_txid = seen_txid + 1000000000, since_txid = since_txid + 1000000000`,
  )
  await adoptHistory(before.gateway.deps)
  await place()
  await eventually(async () => at.receiver.arrived.length === 2)
  await quiet(before)
  const ids = at.receiver.arrived.map(({ headers }) => headers.get('webhook-id'))
  expect(new Set(ids).size).toBe(2)
  await before.close()
})
