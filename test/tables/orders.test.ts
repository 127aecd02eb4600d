import { hour, type SellerOrder, type Share, second } from '@xiaopu/domain'
import { createShop } from '@xiaopu/gateway'
import { textsFor } from '@xiaopu/texts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  address,
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { ask, eventually, type OpenShop, openShop } from '../shop.ts'
import { fieldsOf, names, type Row, rowsOf, sumOf, table } from './read-table.ts'

let market: OpenShop
let share: Share
let sold: Placed
let unpaid: Placed
const placed: SellerOrder[] = []
const back = { amount: 150, currency: 'CNY' }

beforeAll(async () => {
  market = await openShop()
  const body = { channel: 'wechat', name: '妈妈群' }
  share = (await market.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
  const goods = await listGoods(market, 2, 1)
  const cart = () =>
    fillCart(
      market,
      goods.map((listing) => ({ listing, quantity: 2 })),
    )
  const visitor = 'visitor-of-anna'
  await market.ask('/v1/visits', { body: { code: share.code, visitor } })
  const also = { visitor, remark: '请放门口' }
  sold = await placeOrder(market, await quoteFor(market, await cart()), also)
  await payAt(market, await startPaying(sold))
  await eventually(async () => (await sold.read()).state === 'placed')
  await market.clock.advance(80 * hour)
  await eventually(async () => (await sold.read()).state === 'shipped')
  await giveBack()
  unpaid = await placeOrder(market, await quoteFor(market, await cart()))
  placed.push(await unpaid.readAsSeller(), await sold.readAsSeller())
}, 120_000)
afterAll(() => market.close())

async function giveBack(): Promise<void> {
  const { status, text } = await market.sell(`/v1/seller/orders/${sold.order.id}/refunds`, {
    body: { lines: [{ line: sold.order.lines[0]?.id, quantity: 0, amount: back }] },
    headers: { 'idempotency-key': 'a-little-back' },
  })
  if (status !== 200) throw new Error(text)
  await eventually(async () => {
    await market.clock.advance(second)
    return (await sold.read()).refunds.every(({ state }) => state === 'succeeded')
  })
}

const rowsFor = (rows: readonly Row[], { order }: Placed) =>
  rows.filter((row) => row.order === order.number)

test('it is a file that Excel opens: byte order mark, CRLF, a name, titles in the language asked for', async () => {
  const { status, headers, text } = await table(market)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const day = new Date(market.clock.now() + 8 * hour).toISOString().slice(0, 10)
  expect(headers.get('content-disposition')).toBe(`attachment; filename="orders-${day}.csv"`)
  expect(headers.get('cache-control')).toBe('no-store')
  const response = await market.gateway.fetch(
    new Request('http://127.0.0.1:8688/v1/seller/orders/table', {
      headers: { authorization: `Bearer ${market.keys.secret}` },
    }),
  )
  expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(text.split('\r\n').at(-1)).toBe('')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const lang of ['zh-CN', 'en'] as const) {
    const [titles, first] = fieldsOf((await table(market, { lang })).text)
    const texts = textsFor(lang)
    expect(titles).toEqual(Object.values(texts.orderTable.columns))
    expect(first?.[names.indexOf('state')]).toBe(texts.orderStates.pending_payment)
  }
  expect((await table(market, { lang: 'fr' })).status).toBe(400)
})

test('each line of an order is a row, with what its seller sees', async () => {
  const rows = rowsOf((await table(market)).text)
  expect(rows.map(({ order }) => order)).toEqual(
    placed.flatMap(({ number, lines }) => lines.map(() => number)),
  )
  const order = placed[1] as SellerOrder
  for (const [at, row] of rowsFor(rows, sold).entries()) {
    const line = order.lines[at]
    expect(row).toMatchObject({
      placedAt: '2026-11-24 16:00:00',
      paidAt: '2026-11-24 16:00:00',
      state: '已发货',
      title: line?.title,
      quantity: '2',
      share: '妈妈群',
      channel: '微信',
      promoter: '',
      buyer: `${address.name.slice(0, 1)}*`,
      remark: '***',
      profitKind: '实际',
    })
    for (const { value } of line?.properties ?? []) expect(row.properties).toContain(value)
    const inside = order.shipments.filter(({ lines }) => lines.some(({ sku }) => sku === line?.sku))
    expect(inside.length).toBeGreaterThan(0)
    expect(row.parcel).toBe(inside.map(({ number }) => number).join('; '))
    expect(row.carrier).toBe(inside.map(({ carrier }) => carrier).join('; '))
  }
})

test('every column of money adds up to the fen, whatever number of lines an order has', async () => {
  const rows = rowsOf((await table(market)).text)
  expect(rows.length).toBeGreaterThan(placed.length)
  const all = (amount: (order: SellerOrder) => number) =>
    placed.reduce((sum, order) => sum + amount(order), 0)
  expect(sumOf(rows, 'subtotal')).toBe(all(({ goods }) => goods.amount))
  expect(sumOf(rows, 'total')).toBe(all(({ total }) => total.amount))
  expect(sumOf(rows, 'subtotal') + sumOf(rows, 'freight') - sumOf(rows, 'discount')).toBe(
    sumOf(rows, 'total'),
  )
  const paid = placed[1] as SellerOrder
  expect(sumOf(rows, 'cost')).toBe(paid.cost.amount)
  expect(sumOf(rows, 'profit')).toBe(paid.profit.amount)
  expect(sumOf(rows, 'refunded')).toBe(back.amount)
  const [first, ...others] = rowsFor(rows, sold)
  for (const name of ['freight', 'discount', 'total', 'cost', 'profit', 'refunded'] as const) {
    expect(first?.[name], name).toMatch(/^-?\d+\.\d\d$/)
    for (const row of others) expect(row[name], name).toBe('')
  }
})

test('an order that is not paid earns nothing yet: no cost and no profit', async () => {
  for (const row of rowsFor(rowsOf((await table(market)).text), unpaid)) {
    expect(row).toMatchObject({ state: '待付款', paidAt: '', cost: '', profit: '', profitKind: '' })
  }
})

test('a number of ours is a number, and a long one keeps its digits', async () => {
  const { text } = await table(market)
  const [, ...records] = fieldsOf(text)
  for (const fields of records) {
    expect(fields[names.indexOf('order')]).toMatch(/^'\d{18}$/)
    expect(fields[names.indexOf('price')]).toMatch(/^\d+\.\d\d$/)
    expect(fields[names.indexOf('quantity')]).toBe('2')
  }
})

test('it says nothing of the supplier and shows the buyer masked', async () => {
  const { text } = await table(market)
  const order = placed[1] as SellerOrder
  for (const { supplier, platformOrderId } of order.supplierOrders) {
    expect(text).not.toContain(supplier.name)
    expect(text).not.toContain(platformOrderId)
  }
  for (const word of [address.name, address.phone, address.street, '请放门口'])
    expect(text).not.toContain(word)
})

test('days and states choose orders, here as in the list', async () => {
  const noon = (order: SellerOrder, ms: number) =>
    new Date(Date.parse(order.placedAt) + ms).toISOString()
  const [later, earlier] = placed as [SellerOrder, SellerOrder]
  const numbers = async (query: Record<string, string>) => {
    const rows = rowsOf((await table(market, query)).text)
    const { json } = await market.sell<{ items: SellerOrder[] }>(
      `/v1/seller/orders?${new URLSearchParams(query)}`,
    )
    const listed = json.items.map(({ number }) => number)
    expect([...new Set(rows.map(({ order }) => order))]).toEqual(listed)
    return listed
  }
  expect(await numbers({ from: noon(later, 0) })).toEqual([later.number])
  expect(await numbers({ from: noon(later, 1) })).toEqual([])
  expect(await numbers({ to: noon(later, 0) })).toEqual([earlier.number])
  expect(await numbers({ from: noon(earlier, 0), to: noon(later, 1) })).toHaveLength(2)
  expect(await numbers({ state: 'shipped' })).toEqual([earlier.number])
})

test.each(['table', '', 'report'])(
  'a day that no calendar has is refused by name (%s)',
  async (name) => {
    const path = name === 'report' ? '/v1/seller/report' : `/v1/seller/orders/${name}`
    for (const from of ['2026-02-31T00:00:00Z', '0000-01-01T00:00:00Z', 'yesterday']) {
      const { status, json } = await market.sell(`${path.replace(/\/$/, '')}?from=${from}`)
      expect([from, status, json.code]).toEqual([from, 400, 'BAD_REQUEST'])
    }
  },
)

test('another seller’s table has none of these orders', async () => {
  const other = await createShop(market.gateway.deps, { slug: 'other', name: '别家' })
  const { status, text } = await ask(market.gateway, '/v1/seller/orders/table', {
    headers: { authorization: `Bearer ${other.secretKey}` },
  })
  expect([status, rowsOf(text)]).toEqual([200, []])
})

test('a restricted key is given no table, whatever it may do', async () => {
  const body = { kind: 'restricted', scopes: ['orders:read'] }
  const { json } = await market.sell<{ secret: string }>('/v1/seller/keys', { body })
  const answer = await ask(market.gateway, '/v1/seller/orders/table', {
    headers: { authorization: `Bearer ${json.secret}` },
  })
  expect([answer.status, answer.json.code]).toEqual([403, 'KEY_NOT_ALLOWED'])
})
