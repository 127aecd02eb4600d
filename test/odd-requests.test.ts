import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test.each([
  ['__proto__ at the top', '{"__proto__":{"polluted":1},"changes":[]}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"polluted":1}},"changes":[]}'],
  ['prototype far inside', '{"changes":[{"a":[{"prototype":1}]}]}'],
  ['an escaped __proto__', '{"\\u005f_proto__":{"polluted":1},"changes":[]}'],
  ['33 levels', `{"changes":${nested(33)}}`],
  ['30,000 levels', `{"changes":${nested(30_000)}}`],
  ['5,001 values', `{"changes":[${'1,'.repeat(5_000)}1]}`],
  ['a number beyond all', '{"changes":1e400}'],
  ['NaN', '{"changes":NaN}'],
  ['a byte order mark inside', '{"changes":[\ufeff]}'],
  ['half a character', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ['nothing', ''],
  ['null', 'null'],
  ['a text', '"changes"'],
  ['a comment', '{"changes":[]/**/}'],
  ['a trailing comma', '{"changes":[],}'],
])('%s is refused as a bad request', async (_what, body) => {
  const { status, json } = await shop.ask('/v1/carts', { body })
  expect([status, json.code]).toEqual([400, 'BAD_REQUEST'])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test.each([
  ['DELETE', '/v1/listings', 'GET'],
  ['PATCH', '/v1/seller/shop', 'GET, PUT'],
  ['GET', '/v1/orders/ord_1/payments', 'POST'],
])('%s %s hears which methods there are', async (method, path, allowed) => {
  const request = new Request(`http://127.0.0.1:8688${path}`, { method })
  const response = await shop.gateway.fetch(request)
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
  expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED', detail: { allowed } })
})

test('where nothing is, no method is named', async () => {
  const request = new Request('http://127.0.0.1:8688/v1/nothing', { method: 'DELETE' })
  expect((await shop.gateway.fetch(request)).status).toBe(404)
})

test('the word before a secret key may be written small, as programs do', async () => {
  const { secret } = shop.keys
  for (const authorization of [`Bearer ${secret}`, `bearer ${secret}`, `BEARER  ${secret}`]) {
    const request = new Request('http://127.0.0.1:8688/v1/seller/shop', {
      headers: { authorization },
    })
    expect([authorization, (await shop.gateway.fetch(request)).status]).toEqual([
      authorization,
      200,
    ])
  }
})

test('a body over 64 kB is refused while it arrives, announced or not', async () => {
  const big = `{"changes":"${'x'.repeat(70_000)}"}`
  expect((await shop.ask('/v1/carts', { body: big })).json.code).toBe('BODY_TOO_LARGE')
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(16_000))
      sent += 16_000
    },
  })
  const request = new Request(`http://127.0.0.1:8688/v1/carts?shop=${shop.keys.publishable}`, {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit)
  expect((await shop.gateway.fetch(request)).status).toBe(413)
  expect(sent).toBeLessThan(200_000)
})

test.each(['authorization', 'idempotency-key', 'x-order-token', 'origin', 'content-type'])(
  'a request with two %s headers is refused, whichever comes first',
  async (name) => {
    const headers = new Headers([
      [name, 'one'],
      [name, 'two'],
    ])
    const { status, json } = await ask(shop.gateway, '/v1/shop', {
      headers: Object.fromEntries(headers),
    })
    expect([status, json.code, json.detail.field]).toEqual([400, 'BAD_REQUEST', name])
  },
)

test('of a parameter that comes twice the first counts, and no header or field changes the method', async () => {
  const path = `/v1/shop?shop=${shop.keys.publishable}&shop=xpk_other`
  expect((await ask(shop.gateway, path)).status).toBe(200)
  const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT' }
  const asked = await ask(shop.gateway, `${path}&_method=DELETE`, { headers: override })
  expect(asked.status).toBe(200)
})
