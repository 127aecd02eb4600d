import { expect, test } from 'vitest'
import { serve } from '../../../../test/answering-server.ts'
import { fakeHost, habits } from '../../../../test/mini/fake-host.ts'
import { createClient } from '../index.ts'
import { miniTransport } from '../mini/transport.ts'
import { fetchTransport } from './fetch.ts'
import { kyTransport } from './ky.ts'

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

  test(`${name}: a code that only newer gateways know is kept among the facts`, async () => {
    const { gateway } = await serve(() => ({
      status: 409,
      json: { code: 'NOT_THOUGHT_OF', detail: { left: 1 } },
    }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.carts.read('crt_1')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      detail: { code: 'NOT_THOUGHT_OF', left: 1, status: 409 },
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
    const { gateway, close } = await serve(() => undefined)
    close()
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

  test(`${name}: a call that was given up before it began is not made`, async () => {
    const { gateway, requests } = await serve(() => ({ json: { name: 'shop' } }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    const signal = AbortSignal.abort()
    await expect(client.shop.read({ signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(requests).toHaveLength(0)
  })

  test(`${name}: a gateway that asks for more patience than a buyer has is not waited for`, async () => {
    const { gateway, requests } = await serve(() => ({
      status: 503,
      headers: { 'retry-after': '3600' },
      json: { code: 'MAINTENANCE' },
    }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    await expect(client.shop.read()).rejects.toMatchObject({ code: 'MAINTENANCE' })
    expect(requests).toHaveLength(1)
  })
}

for (const { name, open } of transports.slice(0, 2)) {
  test(`${name}: an answer that stops halfway is TIMEOUT`, async () => {
    const { gateway } = await serve(() => ({ text: '{"name":', rest: 'never' }))
    const client = createClient({ gateway, shop: 'xpk_1', transport: open(200) })
    await expect(client.shop.read()).rejects.toMatchObject({ code: 'TIMEOUT' })
  })

  test(`${name}: a read whose answer breaks off is tried again`, async () => {
    const { gateway, requests } = await serve((_, count) =>
      count < 3 ? { text: '{"name":', rest: 'broken' } : { json: { name: 'shop' } },
    )
    const client = createClient({ gateway, shop: 'xpk_1', transport: open() })
    expect((await client.shop.read()).name).toBe('shop')
    expect(requests).toHaveLength(3)
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

test('a call that is given up while it waits to be tried again is not tried again', async () => {
  const abort = new AbortController()
  const { gateway, requests } = await serve(() => ({ status: 503 }))
  const transport = fetchTransport({ wait: async () => abort.abort() })
  const client = createClient({ gateway, shop: 'xpk_1', transport })
  const reading = client.shop.read({ signal: abort.signal })
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  expect(requests).toHaveLength(1)
})
