import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { call, control, home, signedRequest, tryControl } from './talk.test.fixture.ts'

const { cup } = fixture
const createApi = 'com.alibaba.trade:alibaba.trade.fastCreateOrder'
const payApi = 'com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay'
const request = {
  addressParam: home,
  cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
  flow: 'fenxiao',
  outOrderId: 'sup_1',
}

let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers })
})

const fault = (kind: string, more: object = {}) =>
  control(sandbox, 'faults', { api: createApi, kind, ms: 1, ...more })
const orders = () => sandbox.world.orders.size

test.each([
  ['timeout-before', 504, 0],
  ['timeout-after', 504, 1],
  ['http-500', 500, 0],
  ['http-500-after', 500, 1],
])('%s answers %i and leaves %i orders', async (kind, status, left) => {
  await fault(kind)
  const answer = await sandbox.fetch(signedRequest(createApi, request))
  expect(answer.status).toBe(status)
  expect(orders()).toBe(left)
  // The caller asks again and has exactly one order either way.
  expect((await call(sandbox, createApi, request)).body.success).toBe(true)
  expect(orders()).toBe(1)
})

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
])('%s breaks the connection and leaves %i orders', async (kind, left) => {
  await fault(kind)
  await expect(sandbox.fetch(signedRequest(createApi, request))).rejects.toThrow('fetch failed')
  expect(orders()).toBe(left)
})

test('a reset over real HTTP is a reset for the caller', async () => {
  await fault('reset-after')
  const { url } = await sandbox.start()
  try {
    await expect(fetch(signedRequest(createApi, request, { origin: url }))).rejects.toThrow()
    expect(orders()).toBe(1)
  } finally {
    await sandbox.stop()
  }
})

test('a caller that hangs up ends a silence', async () => {
  await fault('timeout-after', { ms: 3_600_000 })
  const hangUp = new AbortController()
  const asked = new Request(signedRequest(createApi, request), { signal: hangUp.signal })
  const answer = sandbox.fetch(asked)
  hangUp.abort()
  expect((await answer).status).toBe(504)
})

test('bad JSON comes after the order was made', async () => {
  await fault('bad-json')
  const answer = await sandbox.fetch(signedRequest(createApi, request))
  await expect(answer.json()).rejects.toThrow(SyntaxError)
  expect(orders()).toBe(1)
})

test.each([
  ['qos', {}, { error_code: 'gw.QosAppFrequencyLimit' }],
  ['gateway', { code: 'gw.APIACLDecline' }, { error_code: 'gw.APIACLDecline' }],
  ['business', { code: '500_004', message: '库存不足' }, { code: '500_004', message: '库存不足' }],
])('%s refuses and leaves nothing', async (kind, more, body) => {
  await fault(kind, more)
  expect((await call(sandbox, createApi, request)).body).toMatchObject(body)
  expect(orders()).toBe(0)
})

test('shapes seen in the wild: a list of one, success:false with an order, a payment denied that happened', async () => {
  await fault('list-result')
  const listed = await call(sandbox, createApi, request)
  const [order] = [...sandbox.world.orders.values()]
  expect(listed.body.result).toEqual({
    failedOfferList: [],
    orderList: [{ orderId: order?.id, orderAmmount: 3190, postFee: 600, success: true }],
  })
  await fault('success-false')
  expect((await call(sandbox, createApi, request)).body).toMatchObject({
    success: false,
    result: { orderId: order?.id },
  })
  await control(sandbox, 'faults', { api: payApi, kind: 'pay-false-negative' })
  const paid = await call(sandbox, payApi, {
    tradeWithholdPreparePayParam: { orderId: BigInt(order?.id ?? 0) },
  })
  expect(paid.body).toMatchObject({ result: { success: true, result: { paySuccess: false } } })
  expect(sandbox.world.orders.get(order?.id ?? '')?.status).toBe('waitsellersend')
  const trace = 'com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView'
  await control(sandbox, 'faults', { api: trace, kind: 'empty-trace' })
  const empty = await call(sandbox, trace, { orderId: order?.id, webSite: '1688' })
  expect(empty.body).toEqual({ success: true, errorMessage: expect.any(String) })
})

test('a fault hits as many calls as ordered, of its API only, and can be taken back', async () => {
  const basic = 'com.alibaba.account:alibaba.account.basic'
  await control(sandbox, 'faults', { api: 'alibaba.account.basic', kind: 'qos', times: 2 })
  expect((await call(sandbox, createApi, request)).body.success).toBe(true)
  expect((await call(sandbox, basic)).body.error_code).toBe('gw.QosAppFrequencyLimit')
  expect((await call(sandbox, basic)).body.error_code).toBe('gw.QosAppFrequencyLimit')
  expect((await call(sandbox, basic)).body.success).toBe(true)
  await control(sandbox, 'faults', { api: '*', kind: 'qos', times: 9 })
  await tryControl(sandbox, 'faults', {}, 'DELETE')
  expect((await call(sandbox, basic)).body.success).toBe(true)
})

test('a fault that does not exist is refused', async () => {
  expect((await tryControl(sandbox, 'faults', { kind: 'flood' })).status).toBe(400)
  expect((await tryControl(sandbox, 'message-faults', { kind: 'flood' })).status).toBe(400)
  expect((await tryControl(sandbox, 'faults', { kind: 'qos', times: 0 })).status).toBe(400)
})
