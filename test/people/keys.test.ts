import { scopeOf } from '@xiaopu/api'
import { scopes, table } from '@xiaopu/api/table'
import type { ShopKey } from '@xiaopu/domain'
import { createShop, newSecretKey } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type Asked, ask, type OpenShop, openShop } from '../shop.ts'

interface Made {
  readonly key: ShopKey
  readonly secret: string
}

let market: OpenShop
beforeAll(async () => {
  market = await openShop()
}, 60_000)
afterAll(() => market.close())

const make = (body: unknown): Promise<Answer<Made>> =>
  market.sell<Made>('/v1/seller/keys', { body })
const restricted = async (...allowed: string[]): Promise<Made> =>
  (await make({ kind: 'restricted', name: 'program', scopes: allowed })).json
const keys = async () => (await market.sell<{ items: ShopKey[] }>('/v1/seller/keys')).json.items
const revoke = (id: string) => market.sell(`/v1/seller/keys/${id}/revoke`, { method: 'POST' })
const by = (secret: string, path: string, init: Asked = {}) =>
  ask(market.gateway, path, {
    ...init,
    headers: { authorization: `Bearer ${secret}`, ...init.headers },
  })
const codeOf = ({ text }: { text: string }) => JSON.parse(text).code

test('two secret keys live at once, so that programs change over; the old one is then revoked', async () => {
  const { json: made } = await make({ kind: 'secret', name: 'new server' })
  expect((await by(made.secret, '/v1/seller/shop')).status).toBe(200)
  const third = await make({ kind: 'secret' })
  expect([third.status, codeOf(third)]).toEqual([409, 'KEYS_FULL'])
  expect((await revoke(made.key.id)).status).toBe(200)
  const refused = await by(made.secret, '/v1/seller/shop')
  expect([refused.status, codeOf(refused)]).toEqual([401, 'KEY_UNKNOWN'])
  expect((await keys()).find(({ id }) => id === made.key.id)?.revokedAt).toBeDefined()
})

test('neither the last secret nor the publishable key can be revoked', async () => {
  for (const { id, kind, revokedAt } of await keys())
    if (kind !== 'restricted' && !revokedAt) expect(codeOf(await revoke(id)), kind).toBe('LAST_KEY')
})

test('a key of another shop is not there', async () => {
  const other = await createShop(market.gateway.deps, { slug: 'other', name: '别家' })
  const asOther = { headers: { authorization: `Bearer ${other.secretKey}` } }
  const { json } = await ask<{ items: ShopKey[] }>(market.gateway, '/v1/seller/keys', asOther)
  const mine = new Set((await keys()).map(({ id }) => id))
  expect(json.items.filter(({ id }) => mine.has(id))).toEqual([])
  for (const { id } of json.items) expect(codeOf(await revoke(id))).toBe('KEY_NOT_FOUND')
})

test('a new key for a lost one takes the place of the older of two', async () => {
  await market.clock.advance(1000)
  const { json } = await make({ kind: 'secret' })
  await market.clock.advance(1000)
  const renewed = await newSecretKey(market.gateway.deps, 'demo')
  market.gateway.deps.changed(market.shop.id)
  expect((await by(renewed?.secretKey ?? '', '/v1/seller/shop')).status).toBe(200)
  expect((await by(json.secret, '/v1/seller/shop')).status).toBe(200)
  expect((await by(market.keys.secret, '/v1/seller/shop')).status).toBe(401)
  market = { ...market, sell: (path, init) => by(json.secret, path, init) as never }
})

const sellerRoutes = table.filter(({ caller }) => caller === 'seller')

test.each(scopes)('a key for %s opens its routes and no other', async (scope) => {
  const { key, secret } = await restricted(scope)
  for (const route of sellerRoutes) {
    const path = route.path.replaceAll(/:[a-z]+/gi, 'x')
    const answer = await by(secret, path, {
      method: route.method,
      ...(route.body && { body: {} }),
    })
    const isRefused = answer.status === 403 && codeOf(answer) === 'KEY_NOT_ALLOWED'
    expect(isRefused, `${scope} at ${route.method} ${route.path}`).toBe(scopeOf(route) !== scope)
  }
  await revoke(key.id)
})

test('no restricted key makes, lists or revokes keys', async () => {
  const { key, secret } = await restricted(...scopes)
  for (const [path, init] of [
    ['/v1/seller/keys', {}],
    ['/v1/seller/keys', { body: { kind: 'secret' } }],
    [`/v1/seller/keys/${key.id}/revoke`, { method: 'POST' }],
  ] as const)
    expect(codeOf(await by(secret, path, init))).toBe('KEY_NOT_ALLOWED')
})

test.each([
  ['without scopes', { kind: 'restricted', name: 'x' }],
  ['with none', { kind: 'restricted', name: 'x', scopes: [] }],
  ['with one that no route has', { kind: 'restricted', scopes: ['money:write'] }],
  ['that is secret but has scopes', { kind: 'secret', scopes: ['orders:read'] }],
  ['that is publishable', { kind: 'publishable' }],
  [
    'that ended',
    { kind: 'restricted', scopes: ['orders:read'], expiresAt: '2026-11-01T00:00:00Z' },
  ],
  [
    'of two years',
    { kind: 'restricted', scopes: ['orders:read'], expiresAt: '2028-11-24T00:00:00Z' },
  ],
])('no key is made %s', async (_, body) => {
  const before = (await keys()).length
  expect((await make(body)).status).toBe(400)
  expect((await keys()).length).toBe(before)
})

test('a restricted key ends at its time', async () => {
  const at = new Date(market.clock.now() + 60_000).toISOString()
  const { json } = await make({ kind: 'restricted', scopes: ['orders:read'], expiresAt: at })
  expect((await by(json.secret, '/v1/seller/orders')).status).toBe(200)
  await market.clock.advance(60_000)
  expect(codeOf(await by(json.secret, '/v1/seller/orders'))).toBe('KEY_UNKNOWN')
})

test.each([
  ['origin', 'https://shop.example'],
  ['origin', 'null'],
  ['sec-fetch-site', 'same-origin'],
  ['sec-fetch-dest', 'empty'],
])('a secret key that comes from a page (%s: %s) is refused', async (name, value) => {
  const { key: made, secret } = await restricted('orders:read')
  for (const key of [secret, market.keys.secret, 'xsk_guess']) {
    const answer = await by(key, '/v1/seller/orders', { headers: { [name]: value } })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'KEY_IN_BROWSER'])
  }
  await revoke(made.id)
})

test('a secret key in the place of the publishable one is refused by name', async () => {
  const answer = await ask(market.gateway, `/v1/shop?shop=${market.keys.secret}`)
  expect([answer.status, codeOf(answer)]).toEqual([403, 'KEY_IN_BROWSER'])
})

test("what Node's own fetch sends is no sign of a page", async () => {
  const headers = { 'sec-fetch-mode': 'cors' }
  expect((await market.sell('/v1/seller/shop', { headers })).status).toBe(200)
})

test('who made and revoked which key is in the log', async () => {
  const { json } = await market.sell<{ items: { action: string; actor: string }[] }>(
    '/v1/seller/audit-log?limit=100',
  )
  const deeds = new Set(json.items.map(({ action }) => action))
  expect([...deeds].sort()).toEqual(['key.make', 'key.revoke'])
  expect(json.items.some(({ actor }) => actor === 'command')).toBe(true)
  expect(json.items.every(({ actor }) => /^(key_|command$)/.test(actor))).toBe(true)
})
