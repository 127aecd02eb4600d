import type { AuditEntry, Listing, RevealedAddress, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods, type Placed } from '../market.ts'
import { type Answer, type OpenShop, openShop } from '../shop.ts'
import { canary, masked, orderFor, remark, secrets, sql } from './canary-person.ts'

let market: OpenShop
let listing: Listing
let placed: Placed

beforeAll(async () => {
  market = await openShop()
  ;[listing] = (await listGoods(market, 1)) as [Listing]
  placed = await orderFor(market, listing)
}, 60_000)
afterAll(() => market.close())

const reveal = (order: string, reason: unknown): Promise<Answer<RevealedAddress>> =>
  market.sell(`/v1/seller/orders/${order}/reveal`, { body: { reason } })
const log = async (): Promise<AuditEntry[]> =>
  (await market.sell<{ items: AuditEntry[] }>('/v1/seller/audit-log?limit=100')).json.items

test('a seller who says why sees the whole address, and it is written down who looked', async () => {
  const { status, json } = await reveal(placed.order.id, '买家问快递打错电话')
  expect([status, json]).toEqual([200, { address: canary, remark }])
  const [{ id }] = (await sql<{ id: string }>(
    market,
    `select key_id as id from shop_keys where kind = 'secret'`,
  )) as [{ id: string }]
  expect((await log())[0]).toEqual({
    seq: 1,
    at: new Date(market.clock.now()).toISOString(),
    actor: id,
    action: 'order.reveal',
    subject: placed.order.id,
    reason: '买家问快递打错电话',
  })
})

test.each([undefined, '', '   ', 'x', 'x'.repeat(201)])(
  'without a reason (%j) nothing is shown',
  async (reason) => {
    const before = (await log()).length
    expect((await reveal(placed.order.id, reason)).status).toBe(400)
    expect((await log()).length).toBe(before)
  },
)

test('an order that is not there, or of another shop, is neither shown nor written down', async () => {
  const before = (await log()).length
  const { status, text } = await reveal('ord_01ARZ3NDEKTSV4RRFFQ69G5FAV', '买家问快递')
  expect([status, JSON.parse(text).code]).toEqual([404, 'ORDER_NOT_FOUND'])
  expect((await log()).length).toBe(before)
})

test.each([
  ['the whole phone', '19987654321'],
  ['the phone as people write it', '199-8765-4321'],
  ['the phone as chats show it', '+86 199 8765 4321'],
  ['its last four digits', '4321'],
])('orders are found by %s, and shown masked', async (_, phone) => {
  const { json } = await market.sell<{ items: SellerOrder[] }>('/v1/seller/orders/find', {
    body: { phone },
  })
  expect(json.items.map(({ id, address }) => [id, address])).toEqual([[placed.order.id, masked]])
})

test.each(['13800138000', '0000', '9987654321'])('no order goes to %s', async (phone) => {
  const { json } = await market.sell<{ items: SellerOrder[] }>('/v1/seller/orders/find', {
    body: { phone },
  })
  expect(json.items).toEqual([])
})

test('a buyer cannot look for orders by a phone, nor look behind the mask', async () => {
  const asBuyer = { headers: { 'x-order-token': placed.token } }
  const found = await market.ask('/v1/seller/orders/find', { body: { phone: '4321' }, ...asBuyer })
  expect([found.status, found.json.code]).toEqual([401, 'KEY_MISSING'])
  const path = `/v1/seller/orders/${placed.order.id}/reveal`
  expect((await market.ask(path, { body: { reason: '我是买家' }, ...asBuyer })).status).toBe(401)
})

test('after fifty looks in a day the mask stays on, also for fifty who ask at once; a day later it may come off', async () => {
  const before = (await log()).length
  const answers = await Promise.all(
    Array.from({ length: 55 }, () => reveal(placed.order.id, '批量查看')),
  )
  const seen = answers.filter(({ status }) => status === 200).length
  expect(seen).toBe(50 - before)
  const refused = await reveal(placed.order.id, '批量查看')
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([429, 'REVEALS_SPENT'])
  for (const secret of secrets) expect(refused.text).not.toContain(secret)
  await market.clock.advance(86_400_000 + 1)
  expect((await reveal(placed.order.id, '第二天')).status).toBe(200)
})

test('the log is read page by page, newest first, without a gap', async () => {
  const pages: AuditEntry[] = []
  let cursor = ''
  do {
    const { json } = await market.sell<{ items: AuditEntry[]; next?: string }>(
      `/v1/seller/audit-log?limit=20${cursor}`,
    )
    pages.push(...json.items)
    cursor = json.next === undefined ? '' : `&cursor=${json.next}`
  } while (cursor !== '')
  expect(pages.map(({ seq }) => seq)).toEqual(pages.map((_, i) => pages.length - i))
})
