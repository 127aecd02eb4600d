import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { listGoods } from '../market.ts'
import { buy, order } from '../scenarios/story.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { rowsOf, sumOf, table } from './read-table.ts'

/** Of two lines each. */
const count = 1_500

let market: OpenShop
let total: number

beforeAll(async () => {
  market = await openShop()
  const bought = await buy(market, await order(market, await listGoods(market, 2, 1)))
  total = bought.total.amount
  // Copies of one order: its row, its lines and what it brought and cost.
  const copied = (table: string, ids: Record<string, string>) => {
    const changed = Object.entries({ order_id: copyOf('order_id', 'ord_'), ...ids })
    const fields = changed.map(([name, value]) => `'${name}', ${value}`).join(', ')
    return `insert into ${table} select made.* from ${table} as t, generate_series(1, ${count - 1}) as n,
      lateral jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object(${fields})) as made
      where t.order_id = '${bought.id}'`
  }
  await inDatabase(
    market,
    copied('orders', {
      number: `'3' || lpad(n::text, 17, '0')`,
      quote_id: copyOf('quote_id', 'quo_'),
      token_hash: `'copy-' || n`,
    }),
    copied('order_lines', { order_line_id: copyOf('order_line_id', 'oln_') }),
    copied('ledger_entries', { ref: `t.ref || '-' || n` }),
  )
}, 120_000)
afterAll(() => market.close({ audited: false }))

/** The same id with other last signs, older than the one it is made of. */
const copyOf = (column: string, prefix: string) =>
  `'${prefix}01' || right(t.${column}, 4) || lpad(n::text, 20, '0')`

const response = () =>
  market.gateway.fetch(
    new Request('http://127.0.0.1:8688/v1/seller/orders/table', {
      headers: { authorization: `Bearer ${market.keys.secret}` },
    }),
  )

test('thousands of rows come whole, each order once, and add up', async () => {
  const rows = rowsOf((await table(market)).text)
  expect(rows).toHaveLength(2 * count)
  expect(new Set(rows.map(({ order }) => order)).size).toBe(count)
  expect(sumOf(rows, 'total')).toBe(count * total)
  expect(sumOf(rows, 'subtotal') + sumOf(rows, 'freight')).toBe(count * total)
})

test('it is read as it is taken, a hundred orders at a time: what nobody takes is not read', async () => {
  const reader = (await response()).body?.getReader()
  const first = await reader?.read()
  const begun = new TextDecoder().decode(first?.value)
  expect(rowsOf(begun)).toHaveLength(200)
  // Whatever is gone before its page is read is not in the file.
  await inDatabase(market, `update orders set state = 'closed' where state = 'placed'`)
  let rest = ''
  let pieces = 1
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) break
    rest += new TextDecoder().decode(value)
    pieces++
  }
  expect(pieces).toBe(count / 100)
  const states = rowsOf(begun.slice(0, begun.indexOf('\n') + 1) + rest).map(({ state }) => state)
  expect(states).toHaveLength(2 * (count - 100))
  expect(new Set(states)).toEqual(new Set(['已关闭']))
})

test('who goes away in the middle ends the reading', async () => {
  const reader = (await response()).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect((await reader?.read())?.done).toBe(true)
  expect(market.log.filter(({ event }) => event === 'order-table.cut')).toEqual([])
})

test('a file that cannot be finished breaks off on the wire, so that nobody takes it for the whole', async () => {
  const spoil = (which: 'min' | 'max') =>
    inDatabase(
      market,
      `update order_lines set properties = '0' where order_id = (select ${which}(order_id) from orders)`,
    )
  const cut = () => market.log.filter(({ event }) => event === 'order-table.cut').length
  await spoil('min')
  const { server, url } = await serving()
  const headers = { authorization: `Bearer ${market.keys.secret}` }
  const begun = await fetch(`${url}/v1/seller/orders/table`, { headers })
  expect(begun.status).toBe(200)
  await expect(begun.text()).rejects.toThrow('terminated')
  expect(cut()).toBe(1)
  await spoil('max')
  const refused = await fetch(`${url}/v1/seller/orders/table`, { headers })
  expect([refused.status, refused.headers.get('content-type')]).toEqual([
    500,
    'application/problem+json',
  ])
  expect(cut()).toBe(1)
  server.close()
})

/** The gateway on a port of its own. */
async function serving() {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve(
    { fetch: (request) => market.gateway.answer(request), hostname: '127.0.0.1', port: 0 },
    ({ port }) => resolve(port),
  )
  return { server, url: `http://127.0.0.1:${await promise}` }
}
