import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { table } from '@xiaopu/api/table'
import * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { orderAddressCalls } from './address.ts'
import { afterSaleCalls, afterSales } from './after-sales.ts'
import type { Call, Calls } from './call.ts'
import { shop } from './call.ts'
import { groupBuyCalls } from './group-buys.ts'
import { createClient, createSeller } from './index.ts'
import { sellerCalls } from './seller-calls.ts'
import { shopCalls } from './shop-calls.ts'
import { channelCalls } from './wechat/calls.ts'

function flatten(calls: Calls): Call[] {
  return Object.values(calls).flatMap((entry) =>
    typeof entry.path === 'string' ? [entry as Call] : flatten(entry as Calls),
  )
}

const calls = [
  shopCalls,
  afterSaleCalls,
  groupBuyCalls,
  orderAddressCalls,
  channelCalls,
  sellerCalls,
].flatMap(flatten)

test.each(calls)('$method $path is called as the contract says', (call) => {
  const row = table.find((each) => each.method === call.method && each.path === call.path)
  expect(row?.caller).toBe(call.caller)
  // A body that may be left out is.
  const needsBody = row?.body !== undefined && !v.is(row.body, undefined)
  expect(call.input).toBe(needsBody ? 'body' : row?.query ? 'query' : 'none')
  expect(call.repeat === 'key').toBe(row?.idempotent === true)
})

test('an editor shows of every call what the contract says of its row', () => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const files = globSync('**/*.ts', { cwd: here }).map((file) => readFileSync(here + file, 'utf8'))
  const written = files.flatMap((text) => [
    ...text.matchAll(
      /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?\w+: (?:shop|buyer|seller|anyone)<\s*'\w+\.\w+'\s*>\(\s*'(\w+)',\s*'(.*?)'/g,
    ),
  ])
  expect(written).toHaveLength(calls.length)
  for (const [, doc = '', method, path] of written) {
    const row = table.find((each) => each.method === method && each.path === path)
    expect(doc.replaceAll(/\s*\n\s*\* ?/g, ' ').trim()).toBe(`${row?.summary}.`)
  }
})

test('every route with a JSON answer has a call', () => {
  const name = (row: { method: string; path: string }) => `${row.method} ${row.path}`
  const called = new Set(calls.map(name))
  expect(table.filter((row) => row.reply && !called.has(name(row)))).toEqual([])
})

test('types follow the contract', () => {
  // @ts-expect-error a path that is not the row's
  shop<'carts.readCart'>('GET', '/v1/carts', 'none')
  // @ts-expect-error a row without body takes none
  shop<'carts.readCart'>('GET', '/v1/carts/:cart', 'body')
  // @ts-expect-error no such row
  shop<'carts.burnCart'>('GET', '/v1/carts/:cart', 'none')

  const client = createClient({ gateway: 'http://127.0.0.1:9', shop: 'xpk_x' })
  const seller = createSeller({ gateway: 'http://127.0.0.1:9', secret: 'xsk_x' })
  const uncalled = [
    // @ts-expect-error the quote is missing
    () => client.orders.place({ total: { amount: 1, currency: 'CNY' } }),
    // @ts-expect-error money is not a number
    () => client.orders.place({ quote: 'quo_x', total: 1990 }),
    // @ts-expect-error an order is only read with its token
    () => client.orders.read('ord_x'),
    // @ts-expect-error a cart's id is missing
    () => client.carts.read(),
    // @ts-expect-error no such field
    () => client.listings.list({ query: '杯' }),
    // @ts-expect-error cost has no place in a buyer's view
    async () => (await client.listings.read('lst_x')).cost,
    // @ts-expect-error a page cannot publish
    () => client.listings.publish('lst_x'),
    // @ts-expect-error a seller's calls take no order token
    () => seller.orders.read('ord_x', { token: 't' }),
    () => client.listings.list(),
    () => client.listings.list({ ids: ['lst_x'], limit: 20 }),
    () => client.orders.check('ord_x', { token: 't' }),
    // @ts-expect-error a claim is named after its order
    () => afterSales(client).withdraw('ord_x', { token: 't' }),
    () => afterSales(client).withdraw('ord_x', 'afs_x', { token: 't' }),
  ]
  expect(uncalled).toHaveLength(13)
  expectTypeOf(client.carts.read).returns.resolves.toHaveProperty('goods')
  expectTypeOf(seller.orders.read).returns.resolves.toHaveProperty('profit')
})
