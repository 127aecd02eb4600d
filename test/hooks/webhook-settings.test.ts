import { verifyWebhook } from '@xiaopu/client/webhooks'
import { hour } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { type Answer, eventually, openShop } from '../shop.ts'
import { inDatabase, waitingForLocks } from './books.ts'
import { type Made, toldShop } from './told-shop.ts'

const at = toldShop()
const { listen, tell, order, eventsOf } = at

test('while a secret is replaced both sign; a day later only the new one', async () => {
  const made = await listen(['order.pending_payment'])
  const { json } = await tell<Made>(made.webhook.id, '/rotate')
  expect(json.webhook.oldSecretUntil).toBeDefined()
  const first = await order()
  await eventually(async () => at.receiver.arrived.length === 1)
  expect(await eventsOf(first, made.secret)).toHaveLength(1)
  expect(await eventsOf(first, json.secret)).toHaveLength(1)
  await at.market.clock.advance(25 * hour)
  at.receiver.arrived.length = 0
  const second = await order()
  await eventually(async () => at.receiver.arrived.length === 1)
  expect(await eventsOf(second, json.secret)).toHaveLength(1)
  await expect(eventsOf(second, made.secret)).rejects.toMatchObject({
    code: 'MESSAGE_NOT_GENUINE',
    detail: { reason: 'signature' },
  })
})

test('of two secrets that are made at once both sign', async () => {
  const made = await listen(['order.pending_payment'])
  const { db } = at.market.gateway.deps
  const rotating: Promise<Answer<Made>>[] = []
  await db.transaction().execute(async (tx) => {
    await ask(tx, 'select from webhook_endpoints for update', { list: [] })
    for (const count of [1, 2]) {
      rotating.push(tell<Made>(made.webhook.id, '/rotate'))
      await eventually(async () => (await waitingForLocks(at.market)) >= count)
    }
  })
  const secrets = (await Promise.all(rotating)).map(({ json }) => json.secret)
  const placed = await order()
  await eventually(async () => at.receiver.arrived.length === 1)
  for (const secret of secrets) expect(await eventsOf(placed, secret)).toHaveLength(1)
})

test('a secret is shown once and is not readable in the database', async () => {
  const { secret, webhook } = await listen()
  const listed = await at.market.sell('/v1/seller/webhooks')
  expect(listed.text).not.toContain(secret)
  const rows = await inDatabase(at.market, `select * from webhook_endpoints`)
  expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length))
  expect(webhook.url).toBe(at.receiver.url)
})

test('a ping tells at once what the program answers', async () => {
  const { webhook, secret } = await listen()
  const answer = await tell<{ ok: boolean; status: number }>(webhook.id, '/ping')
  expect(answer.json).toMatchObject({ ok: true, status: 204 })
  const [{ headers, body } = { headers: new Headers(), body: '' }] = at.receiver.arrived
  const event = await verifyWebhook({
    headers,
    body,
    secrets: [secret],
    now: at.market.clock.now(),
  })
  expect(event.type).toBe('webhook.ping')
  at.receiver.answer = 404
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
  const { status, json } = await at.market.sell('/v1/seller/webhooks', { body: { url } })
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
  const body = { url: at.receiver.url, events: [pattern] }
  expect((await at.market.sell('/v1/seller/webhooks', { body })).json.code).toBe('BAD_REQUEST')
})

test('in production this machine is no address', async () => {
  const strict = await openShop()
  for (const url of [at.receiver.url, 'https://127.0.0.1/hook', 'https://[::1]/hook']) {
    const { json } = await strict.sell('/v1/seller/webhooks', { body: { url } })
    expect(json.code).toBe('WEBHOOK_URL_REFUSED')
  }
  await strict.close()
})
