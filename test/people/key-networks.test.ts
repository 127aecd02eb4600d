import type { ShopKey } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from '../shop.ts'

interface Made {
  readonly key: ShopKey
  readonly secret: string
}

/** One proxy of ours stands before the gateway. */
const proxy = '10.0.0.7'

let market: OpenShop
beforeAll(async () => {
  market = await openShop({ gateway: { proxies: 1 } })
}, 60_000)
afterAll(() => market.close())

const make = (wish: object) => market.sell<Made>('/v1/seller/keys', { body: wish })
const limited = async (networks: readonly string[]): Promise<Made> =>
  (await make({ kind: 'restricted', scopes: ['orders:read', 'shares:write'], networks })).json

/** Asks over the network. @param forwarded - what stands in `x-forwarded-for` when it arrives */
async function from(
  forwarded: string | undefined,
  secret: string,
  path = '/v1/seller/orders',
  body?: unknown,
) {
  const server = {
    fetch: async (request: Request) => market.gateway.answer(request, { address: proxy }),
  }
  const headers = {
    authorization: `Bearer ${secret}`,
    ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
  }
  const answer = await ask(server, path, { headers, ...(body !== undefined && { body }) })
  return { status: answer.status, code: answer.json.code, detail: answer.json.detail }
}

test.each([
  ['203.0.113.9', 200],
  ['198.51.100.7', 200],
  ['::ffff:203.0.113.9', 200],
  ['2001:db8:1:2::3', 200],
  ['203.0.114.9', 403],
  ['198.51.100.8', 403],
  ['2001:db9::1', 403],
  // Ours wrote the last one; what stands before it is anybody's word.
  ['203.0.113.9, 192.0.2.1', 403],
  ['192.0.2.1, 203.0.113.9', 200],
  [proxy, 403],
  ['203.0.113.9:4711', 403],
  ['nonsense', 403],
  ['', 403],
  [undefined, 403],
])('S-32: a key of three networks that comes from %s is answered %i', async (forwarded, status) => {
  const networks = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32']
  const { key, secret } = await limited(networks)
  expect(key.networks).toEqual(networks)
  const answer = await from(forwarded, secret)
  expect([answer.status, answer.code]).toEqual([
    status,
    status === 403 ? 'KEY_NOT_FROM_HERE' : undefined,
  ])
  await market.sell(`/v1/seller/keys/${key.id}/revoke`, { method: 'POST' })
})

test('S-32: without a proxy of ours the socket alone says where a key comes from', async () => {
  const direct = await openShop()
  const body = { kind: 'restricted', scopes: ['orders:read'], networks: ['203.0.113.0/24'] }
  const { json } = await direct.sell<Made>('/v1/seller/keys', { body })
  const statusOf = async (address: string, forwarded: string) => {
    const server = {
      fetch: async (request: Request) => direct.gateway.answer(request, { address }),
    }
    const headers = { authorization: `Bearer ${json.secret}`, 'x-forwarded-for': forwarded }
    return (await ask(server, '/v1/seller/orders', { headers })).status
  }
  expect(await statusOf('203.0.113.9', '192.0.2.1')).toBe(200)
  expect(await statusOf('::ffff:203.0.113.9', '')).toBe(200)
  expect(await statusOf('192.0.2.1', '203.0.113.9')).toBe(403)
  await direct.close()
})

test('who is refused is told what the gateway takes her for; the log names the key, not her', async () => {
  const { key, secret } = await limited(['203.0.113.0/24'])
  expect((await from('192.0.2.77', secret)).detail).toEqual({ address: '192.0.2.77' })
  expect((await from(undefined, secret)).detail).toEqual({})
  const lines = market.log.filter(({ event }) => event === 'key.not-from-here')
  expect(lines.at(-1)).toMatchObject({ level: 'warn', keyId: key.id })
  expect(JSON.stringify(market.log)).not.toMatch(/192\.0\.2\.77|203\.0\.113/)
})

test('what comes over no network comes from none that a key names', async () => {
  const { secret } = await limited(['0.0.0.0/0', '::/0'])
  const headers = { authorization: `Bearer ${secret}` }
  expect((await ask(market.gateway, '/v1/seller/orders', { headers })).status).toBe(403)
})

test('it is refused before it is known what it may do, and nothing is written', async () => {
  const { secret } = await limited(['203.0.113.0/24'])
  const share = { channel: 'wechat', name: '别处来的' }
  const outside = await from('192.0.2.1', secret, '/v1/seller/shares', share)
  expect(outside.code).toBe('KEY_NOT_FROM_HERE')
  expect((await from('192.0.2.1', secret, '/v1/seller/keys')).code).toBe('KEY_NOT_FROM_HERE')
  expect((await from('203.0.113.1', secret, '/v1/seller/keys')).code).toBe('KEY_NOT_ALLOWED')
  const { text } = await market.sell('/v1/seller/shares')
  expect(text).not.toContain(share.name)
  const inside = await from('203.0.113.1', secret, '/v1/seller/shares', share)
  expect(inside.status).toBe(200)
})

test('a secret key can be kept to a network too; one without networks comes from anywhere', async () => {
  const { json } = await make({ kind: 'secret', networks: ['2001:db8::/32'] })
  expect((await from('2001:db8::5', json.secret, '/v1/seller/shop')).status).toBe(200)
  const elsewhere = await from('2001:db9::5', json.secret, '/v1/seller/shop')
  expect(elsewhere.code).toBe('KEY_NOT_FROM_HERE')
  for (const forwarded of ['192.0.2.1', '2606:4700::1', undefined])
    expect((await from(forwarded, market.keys.secret, '/v1/seller/shop')).status).toBe(200)
  const { items } = (await market.sell<{ items: ShopKey[] }>('/v1/seller/keys')).json
  expect(items.find(({ id }) => id === json.key.id)?.networks).toEqual(['2001:db8::/32'])
  expect(items.filter(({ kind }) => kind === 'publishable')[0]?.networks).toBeUndefined()
})

test.each([
  ['a name', ['office.example']],
  ['a prefix that is too long', ['203.0.113.0/33']],
  ['IPv4 inside IPv6, where nobody comes from', ['::ffff:203.0.113.0/120']],
  ['one good and one odd', ['203.0.113.0/24', '203.0.113.0/24 ,x']],
  ['none', []],
  ['too many', Array.from({ length: 21 }, (_, nth) => `10.0.0.${nth}`)],
])('no key is made for %s', async (_, networks) => {
  const before = (await market.sell<{ items: ShopKey[] }>('/v1/seller/keys')).json.items.length
  for (const wish of [{ kind: 'secret' }, { kind: 'restricted', scopes: ['orders:read'] }]) {
    const { status, json } = await market.sell('/v1/seller/keys', { body: { ...wish, networks } })
    expect([status, json.code]).toEqual([400, 'BAD_REQUEST'])
  }
  const after = (await market.sell<{ items: ShopKey[] }>('/v1/seller/keys')).json.items.length
  expect(after).toBe(before)
})
