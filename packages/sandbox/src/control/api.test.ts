import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home, tryControl } from '../talk.test.fixture.ts'

const { cup, bag } = fixture
const start = Date.parse('2026-11-24T02:00:00Z')
let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start })
})

async function order(): Promise<string> {
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
    flow: 'fenxiao',
    outOrderId: 'sup_1',
  })
  return (body.result as { orderId: string }).orderId
}
const get = (path: string) => tryControl(sandbox, path, {}, 'GET')

test('the API prints its own table', async () => {
  const { body } = await get('')
  const rows = body as unknown as { method: string; path: string; summary: string }[]
  expect(rows).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/sandbox/api/orders/:id/ship' }),
  )
  expect(rows.every(({ summary }) => summary.length > 0)).toBe(true)
})

test('the state shows clock, orders, money, messages and calls with what they should have signed', async () => {
  const orderId = await order()
  const { body } = await get('state')
  expect(body).toMatchObject({
    now: start,
    app: { key: '1000000' },
    orders: [{ id: orderId, status: 'waitbuyerpay', totalFen: 3190 }],
    book: [{ kind: 'opening', fen: 100_000_000 }],
    messages: [{ type: 'ORDER_BUYER_VIEW_BUYER_MAKE' }],
    dues: [{ kind: 'pay-timeout', at: start + 43_200_000 }],
    cashier: { payments: {} },
  })
  expect(body.calls).toMatchObject([{ stringToSign: expect.stringContaining('outOrderIdsup_1') }])
})

test('the clock turns forward by a span or to a moment, never back', async () => {
  expect(await control(sandbox, 'clock', { advanceMs: 5000 })).toEqual({ now: start + 5000 })
  expect(await control(sandbox, 'clock', { at: start + 9000 })).toEqual({ now: start + 9000 })
  expect((await tryControl(sandbox, 'clock', { at: start })).status).toBe(400)
  expect((await tryControl(sandbox, 'clock', { advanceMs: -1 })).status).toBe(400)
  expect((await tryControl(sandbox, 'clock', {})).status).toBe(400)
})

test('a supplier changes the price of an unpaid order, and the buyer pays the new one', async () => {
  const orderId = await order()
  await control(sandbox, 'orders/sup_1/price', { totalFen: 3000 })
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.get.buyerView', {
    orderId,
    webSite: '1688',
  })
  expect(body).toMatchObject({
    result: { baseInfo: { totalAmount: 30, shippingFee: 6, discount: -190 } },
  })
  await control(sandbox, 'orders/sup_1/pay')
  expect(sandbox.world.members.get('b2b-2248544159')?.balanceFen).toBe(100_000_000 - 3000)
  expect((await tryControl(sandbox, 'orders/sup_1/price', { totalFen: 1 })).status).toBe(409)
  expect((await tryControl(sandbox, 'orders/sup_1/pay')).status).toBe(409)
})

test('a supplier closes a paid order: money and goods go back', async () => {
  const orderId = await order()
  await control(sandbox, `orders/${orderId}/pay`)
  const closed = await control(sandbox, `orders/${orderId}/close`, { remark: '缺货' })
  expect(closed).toMatchObject({
    status: 'terminated',
    refundedFen: 3190,
    closeReason: 'sellerGoodsLack',
  })
  expect(sandbox.world.members.get('b2b-2248544159')?.balanceFen).toBe(100_000_000)
  expect(sandbox.world.offers.get(cup.offerId)?.skus[0]?.stock).toBe(100)
  expect((await tryControl(sandbox, `orders/${orderId}/close`)).status).toBe(409)
})

test('an offer changes for all its SKUs or for one', async () => {
  const spec = cup.skus[1]?.specId ?? ''
  await control(sandbox, `offers/${cup.offerId}`, { consignFen: 2000, stock: { [spec]: 7 } })
  const skus = sandbox.world.offers.get(cup.offerId)?.skus
  expect(skus?.map(({ consignFen }) => consignFen)).toEqual([2000, 2000, 2000])
  expect(skus?.map(({ stock }) => stock)).toEqual([100, 7, 0])
  await control(sandbox, `offers/${bag.offerId}`, { fen: 900 })
  expect(sandbox.world.offers.get(bag.offerId)?.tiers).toEqual([
    { startQuantity: 10, fen: 900 },
    { startQuantity: 100, fen: 780 },
  ])
  const bad = await tryControl(sandbox, `offers/${cup.offerId}`, { stock: -1 })
  expect(bad).toMatchObject({ status: 400, body: { error: expect.stringContaining('stock') } })
})

test.each([
  ['orders/5/ship', {}, 404],
  ['offers/5', {}, 404],
  ['messages/5/send', {}, 404],
  ['tokens/expire', { token: 'x' }, 404],
  ['tokens', { memberId: 'x' }, 400],
  ['app', { callbackUrl: 'nowhere' }, 400],
  ['cashier-faults', { kind: 'x' }, 400],
])('%s with %j is refused with %i', async (path, body, status) => {
  expect((await tryControl(sandbox, path, body)).status).toBe(status)
})

test('a page of another site cannot turn the clock, a broken body turns nothing', async () => {
  const foreign = new Request('http://sandbox/sandbox/api/clock', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: '{"advanceMs":1000}',
  })
  expect((await sandbox.fetch(foreign)).status).toBe(403)
  const broken = new Request('http://sandbox/sandbox/api/clock', { method: 'POST', body: '{' })
  expect((await sandbox.fetch(broken)).status).toBe(400)
  expect(sandbox.clock.now()).toBe(start)
})

test('a code from the control API is a code for the token call', async () => {
  const { code } = await control(sandbox, 'codes', {})
  const { body } = await call(sandbox, 'system.oauth2:getToken', {
    grant_type: 'authorization_code',
    client_id: '1000000',
    client_secret: 'sandbox-secret',
    code: String(code),
  })
  expect(body.memberId).toBe('b2b-2248544159')
})

test('a reset forgets everything but the time', async () => {
  await order()
  await sandbox.clock.advance(1000)
  await control(sandbox, 'faults', { kind: 'qos' })
  await control(sandbox, 'reset')
  expect((await get('state')).body).toMatchObject({
    now: start + 1000,
    orders: [],
    messages: [],
    faults: [],
    dues: [],
    book: [{ kind: 'opening' }],
  })
  expect(sandbox.world.offers.get(cup.offerId)?.skus[0]?.stock).toBe(100)
})
