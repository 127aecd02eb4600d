import { readFileSync } from 'node:fs'
import type * as Mini from '@xiaopu/client/mini'
import type { ListingView } from '@xiaopu/domain'
import { parse } from 'acorn'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address } from '../address.ts'
import { listGoods, payAt } from '../market.ts'
import { baseUrl, eventually, type OpenShop, openShop } from '../shop.ts'
import { bareRealm } from './bare.ts'
import { fakeHost, type HostName, habits } from './fake-host.ts'

const folder = new URL('../../packages/client/dist/', import.meta.url)
const code = readFileSync(new URL('miniprogram/mini.js', folder), 'utf8')

let market: OpenShop

beforeAll(async () => {
  market = await openShop()
  await listGoods(market, 2)
})
afterAll(() => market.close())

/** The built client in a realm of its own, with the app's object and nothing else. */
function open(name: HostName, stored?: Map<string, string>) {
  const fake = fakeHost({
    habits: habits[name],
    domains: [baseUrl],
    fetch: async (request) => market.gateway.fetch(request),
  })
  for (const [key, value] of stored ?? []) fake.stored.set(key, value)
  const mini = bareRealm({ [name]: fake.host }).load(code) as unknown as typeof Mini
  const client = mini.createClient({ gateway: baseUrl, shop: market.keys.publishable })
  return { ...fake, mini, client }
}

const buyable = ({ skus }: ListingView) => skus.find(({ stock }) => stock > 0)?.skuId ?? ''

test.each(Object.keys(habits) as HostName[])(
  '%s: a listing is chosen, quoted, ordered, paid and followed in a realm without the Web',
  async (name) => {
    const { mini, client, stored } = open(name)
    const [listing] = (await client.listings.list()).items
    if (!listing) throw new Error('nothing on sale')
    const cart = mini.cartStore(client)
    await cart.add({ listing, sku: buyable(listing) })
    expect(cart.$cart.get()).toMatchObject({ quantity: 1, error: undefined })

    const checkout = mini.checkoutStore(client, { cart: () => cart.$cart.get().id })
    await checkout.quote(address)
    expect(checkout.$checkout.get()).toMatchObject({ step: 'quoted', error: undefined })
    const order = await checkout.place('请发顺丰')
    if (!order) throw new Error(`not placed: ${checkout.$checkout.get().error}`)
    const cashier = await checkout.pay(`${baseUrl}/shop/demo`)
    checkout.stop()
    await payAt(market, cashier ?? '')

    // The program is closed and opened again: what it kept is enough.
    const later = open(name, stored)
    const token = later.mini.orderToken(later.client, order.id) ?? ''
    const watched = later.mini.watchOrder(later.client, { order: order.id, token, paid: true })
    const state = await eventually(async () => {
      await watched.refresh()
      const now = watched.$order.get().order?.state
      return now === 'placed' && now
    })
    watched.stop()
    expect(state).toBe('placed')
  },
)

test('what the gateway refuses is the same error as in a browser', async () => {
  const { client, mini } = open('wx')
  const refused = await client.listings.read('lst_00000000000000000000000000').catch((e) => e)
  expect(mini.isShopError(refused)).toBe(true)
  expect(refused).toMatchObject({
    code: 'LISTING_NOT_FOUND',
    retry: false,
    detail: { status: 404 },
  })
})

test.each(['miniprogram/mini.js', 'mini-bundle.js'])(
  '%s is syntax of 2018 and loads nothing',
  (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const sourceType = file.startsWith('mini-') ? 'module' : 'script'
    expect(() => parse(text, { ecmaVersion: 2018, sourceType })).not.toThrow()
    expect(text).not.toMatch(/\bimport\b|\brequire\(|\(\?<[=!]/)
  },
)
