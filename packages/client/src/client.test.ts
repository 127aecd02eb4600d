import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { fakeHost, habits } from '../../../test/mini/fake-host.ts'
import { afterSales } from './after-sales.ts'
import { fetchTransport } from './fetch.ts'
import { createClient, createSeller } from './index.ts'
import { miniTransport } from './mini/transport.ts'
import { kyTransport } from './transport/ky.ts'

interface Seen {
  readonly method: string | undefined
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly json?: unknown
  readonly text?: string
}

let server: Server | undefined

afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

/** A gateway that answers as told; `undefined` is never answered. */
async function serve(answer: (seen: Seen, count: number) => Answer | undefined) {
  const requests: Seen[] = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '', 'http://gateway')
    const seen = {
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    requests.push(seen)
    const reply = answer(seen, requests.length)
    if (!reply) return
    response.writeHead(reply.status ?? 200, {
      'content-type': 'application/json',
      ...reply.headers,
    })
    response.end(reply.text ?? JSON.stringify(reply.json ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return { gateway: `http://127.0.0.1:${address.port}/`, requests }
}

const listing = (id: string) => ({ id, title: id })
const ids = (seen: Seen) => (seen.query.ids ?? '').split(',')

const transports = [
  {
    name: 'ky',
    readsAs: undefined,
    open: (limit?: number) =>
      kyTransport({ delay: () => 1, ...(limit && { timeoutMillis: limit }) }),
  },
  {
    name: 'fetch',
    readsAs: undefined,
    open: (limit?: number) =>
      fetchTransport({ wait: async () => {}, ...(limit && { timeoutMillis: limit }) }),
  },
  ...Object.entries(habits).map(([name, each]) => ({
    name,
    // Apps call everything JSON; between them and a gateway there is no preflight.
    readsAs: 'application/json',
    open: (limit?: number) =>
      miniTransport(fakeHost({ habits: each }).host, {
        wait: async () => {},
        ...(limit && { timeoutMillis: limit }),
      }),
  })),
]

const place = { quote: 'quo_1', total: { amount: 1990, currency: 'CNY' } } as const

for (const { name, readsAs, open } of transports) {
  test(`${name}: a read says which shop and which embed protocol, and nothing that needs a preflight`, async () => {
    const { gateway, requests } = await serve(() => ({ json: { name: '晴天小铺' } }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    expect((await client.shop.read()).name).toBe('晴天小铺')
    expect(requests[0]?.path).toBe('/v1/shop')
    expect(requests[0]?.query).toEqual({ shop: 'xpk_1', embed: '1' })
    expect(requests[0]?.headers['content-type']).toBe(readsAs)
    expect(requests[0]?.headers).not.toHaveProperty('x-order-token')
  })

  test(`${name}: a problem becomes an error with its code and facts`, async () => {
    const { gateway } = await serve(() => ({
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
      json: { code: 'OUT_OF_STOCK', detail: { asked: 3, left: 1 }, requestId: 'req_1' },
    }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.carts.read('crt_1')).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      detail: { asked: 3, left: 1, status: 409, requestId: 'req_1' },
    })
  })

  test(`${name}: a read is tried three times while the gateway is busy`, async () => {
    const { gateway, requests } = await serve((_, count) =>
      count < 3 ? { status: 503 } : { json: { name: 'shop' } },
    )
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    expect((await client.shop.read()).name).toBe('shop')
    expect(requests).toHaveLength(3)
  })

  test(`${name}: an order is tried again under the same idempotency key`, async () => {
    const { gateway, requests } = await serve((_, count) =>
      count === 1 ? { status: 502, text: '<html>bad gateway</html>' } : { json: { token: 't' } },
    )
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    expect((await client.orders.place(place)).token).toBe('t')
    const used = requests.map((seen) => seen.headers['idempotency-key'])
    expect(used[0]).toMatch(/^[0-9A-Z]{26}$/)
    expect(used[1]).toBe(used[0])
  })

  test(`${name}: a write that would count twice is sent once`, async () => {
    const { gateway, requests } = await serve(() => ({ status: 503, text: 'busy' }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.shares.create({ channel: 'wechat' })).rejects.toMatchObject({
      code: 'INTERNAL',
    })
    expect(requests).toHaveLength(1)
  })

  test(`${name}: no gateway there is OFFLINE`, async () => {
    const { gateway } = await serve(() => undefined)
    server?.close()
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.shop.read()).rejects.toMatchObject({ code: 'OFFLINE' })
  })

  test(`${name}: a gateway that never answers is TIMEOUT, once`, async () => {
    const { gateway, requests } = await serve(() => undefined)
    const client = createClient({ gateway, shop: 'xpk_1', transport: open(200) })
    await expect(client.shop.read()).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(requests).toHaveLength(1)
  })

  test(`${name}: a page that answers 200 with HTML is no shop`, async () => {
    const { gateway } = await serve(() => ({ text: '<html>log in to the wifi</html>' }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.shop.read()).rejects.toMatchObject({ code: 'INTERNAL' })
  })

  test(`${name}: a call that the page gave up is not an error of the shop`, async () => {
    const { gateway } = await serve(() => undefined)
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    const abort = new AbortController()
    const reading = client.shop.read({ signal: abort.signal })
    abort.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
}

test('the time that the gateway asks for is waited, up to ten seconds', async () => {
  const waits: number[] = []
  const wait = async (millis: number) => void waits.push(millis)
  const { gateway, requests } = await serve((_, count) => ({
    status: 429,
    headers: { 'retry-after': count === 1 ? '3' : '3600' },
  }))
  const client = createClient({ gateway, shop: 'xpk_1', transport: fetchTransport({ wait }) })
  await expect(client.shop.read()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(waits).toEqual([3000])
  expect(requests).toHaveLength(2)
})

test('all cards of a page come with one request, sorted and without repeats', async () => {
  const { gateway, requests } = await serve((seen) => ({ json: { items: ids(seen).map(listing) } }))
  const client = createClient({ gateway, shop: 'xpk_1', transport: fetchTransport() })
  const wanted = ['lst_3', 'lst_1', 'lst_2', 'lst_1']
  const got = await Promise.all(wanted.map((id) => client.listings.get(id)))
  expect(got.map(({ title }) => title)).toEqual(wanted)
  expect(requests.map((seen) => seen.query.ids)).toEqual(['lst_1,lst_2,lst_3'])
})

test('more than fifty cards make requests of fifty', async () => {
  const { gateway, requests } = await serve((seen) => ({ json: { items: ids(seen).map(listing) } }))
  const client = createClient({ gateway, shop: 'xpk_1', transport: fetchTransport() })
  const wanted = Array.from({ length: 120 }, (_, i) => `lst_${i}`)
  await Promise.all(wanted.map((id) => client.listings.get(id)))
  expect(requests.map((seen) => ids(seen).length).sort((a, b) => a - b)).toEqual([20, 50, 50])
})

test('a listing is asked again after ten seconds, and never when the page brought it', async () => {
  let now = 1_000
  const { gateway, requests } = await serve((seen) => ({ json: { items: ids(seen).map(listing) } }))
  const client = createClient({
    gateway,
    shop: 'xpk_1',
    transport: fetchTransport(),
    now: () => now,
  })
  await client.listings.get('lst_1')
  now += 9_999
  await client.listings.get('lst_1')
  expect(requests).toHaveLength(1)
  now += 1
  const { items } = await client.listings.list({ ids: ['lst_1'] })
  client.listings.put(items)
  await client.listings.get('lst_1')
  expect(requests).toHaveLength(2)
})

test('a listing that the shop does not have fails alone, and is asked again next time', async () => {
  const { gateway, requests } = await serve(() => ({ json: { items: [listing('lst_1')] } }))
  const client = createClient({ gateway, shop: 'xpk_1', transport: fetchTransport() })
  const [here, gone] = await Promise.allSettled([
    client.listings.get('lst_1'),
    client.listings.get('lst_2'),
  ])
  expect(here.status).toBe('fulfilled')
  expect(gone).toMatchObject({ reason: { code: 'LISTING_NOT_FOUND' } })
  await client.listings.get('lst_2').catch(() => {})
  expect(requests.map((seen) => seen.query.ids)).toEqual(['lst_1,lst_2', 'lst_2'])
})

test("a buyer's token and a seller's secret travel in headers, never in the address", async () => {
  const { gateway, requests } = await serve(() => ({ json: {} }))
  const client = createClient({ gateway, shop: 'xpk_1', transport: fetchTransport() })
  await client.orders.check('ord_1', { token: 'secret-token' })
  await createSeller({ gateway, secret: 'xsk_1' }).orders.list({ state: 'paid' })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/orders/ord_1/payments/check',
    query: { shop: 'xpk_1', embed: '1' },
    headers: { 'x-order-token': 'secret-token' },
    body: '',
  })
  expect(requests[1]).toMatchObject({
    query: { embed: '1', state: 'paid' },
    headers: { authorization: 'Bearer xsk_1' },
  })
})

test('a claim is named by its order and its own number, and opened once under one key', async () => {
  const { gateway, requests } = await serve((_, count) => ({ status: count === 1 ? 503 : 200 }))
  const client = createClient({
    gateway,
    shop: 'xpk_1',
    transport: fetchTransport({ wait: async () => {} }),
  })
  const claims = afterSales(client)
  await claims.open('ord_1', { kind: 'refund_only', reason: 'damaged' }, { token: 'tok' })
  await claims.shipBack('ord_1', 'asc_2', { carrier: '中通', number: '75312345' }, { token: 'tok' })
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/orders/ord_1/after-sales',
    'POST /v1/orders/ord_1/after-sales',
    'POST /v1/orders/ord_1/after-sales/asc_2/ship-back',
  ])
  expect(requests.map(({ headers }) => headers['x-order-token'])).toEqual(['tok', 'tok', 'tok'])
  expect(requests[0]?.headers['idempotency-key']).toBe(requests[1]?.headers['idempotency-key'])
  expect(requests[0]?.headers['idempotency-key']).toMatch(/^[0-9A-Z]{26}$/)
})
