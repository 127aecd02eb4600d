import type { Erasure, Listing, OrderView, PersonalExport } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods, type Placed } from '../market.ts'
import { type Answer, ask, eventually, type OpenShop, openShop } from '../shop.ts'
import { canary, complete, masked, orderFor, remark, secrets, sql } from './canary-person.ts'
import { dump } from './dump.ts'

const day = 86_400_000
let market: OpenShop
let listing: Listing
let visitor: string

beforeAll(async () => {
  market = await openShop()
  ;[listing] = (await listGoods(market, 1)) as [Listing]
  visitor = 'visitor-canary-77'
  const { json: share } = await market.ask<{ code: string }>('/v1/shares', {
    body: { listing: listing.id, channel: 'wechat' },
  })
  await market.ask('/v1/visits', { body: { code: share.code, visitor } })
}, 60_000)
afterAll(() => market.close())

const withToken = (token: string) => ({ headers: { 'x-order-token': token } })
const exported = (placed: Placed, token = placed.token): Promise<Answer<PersonalExport>> =>
  market.ask(`/v1/orders/${placed.order.id}/export`, withToken(token))
const erase = (placed: Placed, token = placed.token): Promise<Answer<Erasure>> =>
  market.ask(`/v1/orders/${placed.order.id}/erase`, { method: 'POST', ...withToken(token) })
const codeOf = ({ text }: { text: string }) => JSON.parse(text).code

test('a buyer exports everything that is held about her, in the clear', async () => {
  const placed = await orderFor(market, listing, { visitor })
  await market.sell(`/v1/seller/orders/${placed.order.id}/reveal`, { body: { reason: '核对地址' } })
  const { json } = await exported(placed)
  expect(json.recipient).toEqual({ address: canary, remark })
  expect(json.order.address).toEqual(masked)
  expect(json.visits).toMatchObject([{ channel: 'wechat' }])
  expect(json.looks.map(({ action, reason }) => [action, reason])).toEqual([
    ['order.reveal', '核对地址'],
    ['order.export', undefined],
  ])
})

test('nobody exports or erases an order without its token', async () => {
  const placed = await orderFor(market, listing)
  const other = await orderFor(market, listing)
  for (const token of ['', 'guess', other.token]) {
    expect(codeOf(await exported(placed, token))).toBe('ORDER_NOT_FOUND')
    expect(codeOf(await erase(placed, token))).toBe('ORDER_NOT_FOUND')
  }
})

test('an order under way keeps its address: the parcel still needs it', async () => {
  const placed = await orderFor(market, listing)
  const refused = await erase(placed)
  expect([refused.status, codeOf(refused)]).toEqual([409, 'ORDER_UNDER_WAY'])
  expect((await exported(placed)).json.recipient?.address).toEqual(canary)
})

test('who erases may draw the new token herself; one that can be guessed is refused and nothing is erased', async () => {
  const shop = await openShop()
  const [offer] = await listGoods(shop, 1)
  const placed = await orderFor(shop, offer as Listing)
  await complete(shop, placed)
  const path = `/v1/orders/${placed.order.id}`
  const erase = (token: string) =>
    shop.ask<Erasure>(`${path}/erase`, { body: { token }, ...withToken(placed.token) })
  const weak = await erase('123456')
  expect([weak.status, codeOf(weak)]).toEqual([400, 'BAD_REQUEST'])
  const drawn = '0123456789abcdef0123456789abcdef'
  expect((await erase(drawn)).json.token).toBe(drawn)
  expect((await shop.ask(path, withToken(drawn))).status).toBe(200)
  expect((await shop.ask(path, withToken(placed.token))).status).toBe(404)
  await shop.close()
}, 60_000)

test('half a year after an order ended its recipient is cut to the masked form, by itself', async () => {
  const shop = await openShop()
  const [offer] = await listGoods(shop, 1)
  const placed = await orderFor(shop, offer as Listing)
  await complete(shop, placed)
  await shop.clock.advance(170 * day)
  expect((await placed.readAsSeller()).address).toEqual(masked)
  expect(await sql(shop, 'select 1 from orders where forgotten_at is not null')).toEqual([])
  await shop.clock.advance(11 * day)
  await eventually(async () => {
    // A round that was under way when the clock was turned plans the next one from then on.
    await shop.clock.advance(day / 4)
    const rows = await sql(shop, 'select 1 from orders where forgotten_at is not null')
    return rows.length > 0
  })
  expect((await placed.readAsSeller()).address).toEqual(masked)
  const revealed = await shop.sell(`/v1/seller/orders/${placed.order.id}/reveal`, {
    body: { reason: '想再看看' },
  })
  expect([revealed.status, revealed.json.code]).toEqual([410, 'PERSONAL_DATA_ERASED'])
  const { json } = await shop.ask<PersonalExport>(
    `/v1/orders/${placed.order.id}/export`,
    withToken(placed.token),
  )
  expect([json.recipient, json.forgottenAt]).toEqual([undefined, expect.any(String)])
  expect(json.looks.map(({ actor, action }) => [actor, action])[0]).toEqual([
    'gateway',
    'order.forget',
  ])
  // Carts, quotes and raw messages of half a year ago went as well.
  for (const table of ['carts', 'cart_changes', 'quotes', 'inbox'])
    expect(await sql(shop, `select 1 from ${table}`), table).toEqual([])
  await shop.close()
}, 60_000)

test('after an erasure no table holds a trace of the person; goods and amounts stay; the old link is dead', async () => {
  const shop = await openShop()
  const [offer] = await listGoods(shop, 1)
  const { json: share } = await shop.ask<{ code: string }>('/v1/shares', {
    body: { listing: offer?.id, channel: 'wechat' },
  })
  await shop.ask('/v1/visits', { body: { code: share.code, visitor } })
  const placed = await orderFor(shop, offer as Listing, { visitor, share: share.code })
  await complete(shop, placed)
  const before = (await placed.readAsSeller()) as OrderView
  const eraseNow = () =>
    shop.ask<Erasure>(`/v1/orders/${placed.order.id}/erase`, {
      method: 'POST',
      ...withToken(placed.token),
    })
  // A claim that is open needs the address; what she wrote about it goes with the rest.
  await sql(
    shop,
    `insert into after_sales (shop_id, after_sale_id, order_id, kind, reason, state, lines, note, opened_at)
    select shop_id, 'asc_1', order_id, 'refund_only', 'other', 'opened', '[]', $1, now() from orders`,
    [`我是${canary.name}，电话${canary.phone}`],
  )
  expect(codeOf(await eraseNow())).toBe('ORDER_UNDER_WAY')
  await sql(shop, `update after_sales set state = 'withdrawn'`)
  const { json } = await eraseNow()
  expect(json.erased).toEqual(['name', 'phone', 'street', 'remark', 'claims', 'visits'])
  expect(json.kept.map(({ what }) => what)).toEqual(['amounts', 'items', 'region', 'shipments'])
  expect(Date.parse(json.kept[0]?.until ?? '') - shop.clock.now()).toBeGreaterThan(1000 * day)

  const stolen = await dump(shop.databaseUrl)
  const shown = [masked.name, masked.phone, masked.street]
  for (const trace of [...secrets, ...shown, visitor, placed.token, json.token])
    expect(stolen).not.toContain(trace)
  await sql(shop, 'delete from after_sales')
  const old = await placed.tell('close')
  expect([old.status, codeOf(old)]).toEqual([404, 'ORDER_NOT_FOUND'])
  const { json: left } = await shop.ask<OrderView>(
    `/v1/orders/${placed.order.id}`,
    withToken(json.token),
  )
  expect(left).toMatchObject({ lines: before.lines, total: before.total, state: 'completed' })
  expect(left.address).toMatchObject({ name: '*', phone: '****', street: '***', city: '杭州市' })
  expect(left.remark).toBeUndefined()
  // Sending the order again does not open it again.
  const again = await shop.ask<{ order: OrderView; token: string }>('/v1/orders', {
    body: {
      quote: (await sql<{ id: string }>(shop, 'select quote_id as id from orders'))[0]?.id,
      total: before.total,
    },
    headers: { 'idempotency-key': 'once-more-1' },
  })
  expect(
    (
      await ask(
        shop.gateway,
        `/v1/orders/${placed.order.id}?shop=${shop.keys.publishable}`,
        withToken(again.json.token),
      )
    ).status,
  ).toBe(404)
  await shop.close()
}, 60_000)
