import { expect, test } from 'vitest'
import { type Asked, serve } from '../../../test/answering-server.ts'
import { afterSales } from './after-sales.ts'
import { fetchTransport } from './fetch.ts'
import { type ClientOptions, createClient, createSeller } from './index.ts'

const listing = (id: string) => ({ id, title: id })
const ids = (seen: Asked) => (seen.query.ids ?? '').split(',')

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

test.each([
  ['no gateway', { shop: 'xpk_1' }, /`gateway` is an address such as .*, not undefined/],
  ['a host alone', { gateway: 'shop.example', shop: 'xpk_1' }, /not "shop\.example"/],
  ['no key', { gateway: 'https://g' }, /`shop` is the publishable key/],
  ['a secret key', { gateway: 'https://g', shop: 'xsk_1' }, /`shop` is the publishable key/],
])('a client with %s is refused before anything is sent', (_what, options, said) => {
  expect(() => createClient(options as ClientOptions)).toThrow(said)
  expect(() => createClient(options as ClientOptions)).not.toThrow(/xsk_1/)
})

test('a seller with a publishable key is refused before anything is sent', () => {
  const gateway = 'https://g'
  expect(() => createSeller({ gateway, secret: 'xpk_1' })).toThrow(/`secret` is a secret key/)
  expect(() => createSeller({ gateway: '', secret: 'xsk_1' })).toThrow(/`gateway` is an address/)
})
