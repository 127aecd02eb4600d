import { fen, type PaymentStart } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { xiaohongshu } from './index.ts'

const now = Date.UTC(2026, 10, 24, 8)
const order = {
  ...{ openId: 'open_1', path: '/pages/order/index?order=1', createdAt: '2026-11-24T07:59:00Z' },
  lines: [{ productId: 'P1', skuId: 'S1', quantity: 2, sum: fen(1500) }],
  freight: fen(490),
}
const start: PaymentStart = {
  ...{ outTradeNo: 'T20261124000101', amount: fen(1990), subject: '阿梅的小店', way: 'mini' },
  expiresAt: '2026-11-24T08:15:00.000Z',
  ...{ notifyUrl: 'https://shop.test/notify', returnUrl: 'https://shop.test/back' },
}
const refund = {
  ...{ outTradeNo: 'T20261124000101', outRefundNo: 'R1', amount: fen(990), total: fen(1990) },
  ...{ reason: '缺货', notifyUrl: 'https://shop.test/notify' },
}
const ok = (data: unknown) => ({ data, success: true, msg: 'success', code: 0 })

function answering(answers: Readonly<Record<string, unknown>>, known = true) {
  const asked: { url: URL; body: Record<string, unknown> }[] = []
  const provider = xiaohongshu({
    ...{ appId: '64', appSecret: 'secret', token: 'a-token' },
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
    order: async () => (known ? order : undefined),
    now: () => now,
    fetch: async (input, init) => {
      const url = new URL(String(input))
      asked.push({ url, body: JSON.parse(String(init?.body)) })
      const token = ok({ access_token: 'token-1', expire_in: 7200 })
      const name = url.pathname.split('/').slice(-2).join('/')
      const body = answers[name] ?? (name === 'rmp/token' ? token : { success: false, code: 1 })
      return new Response(typeof body === 'string' ? body : JSON.stringify(body))
    },
  })
  return { provider, asked }
}

test('an order is made known with its lines, and its token goes to the client', async () => {
  const data = { order_id: 'XHS-1', pay_token: 'TOKEN', open_pay_type: 'life_gpay' }
  const { provider, asked } = answering({ 'order/upsert': ok(data) })
  expect(await provider.start(start)).toEqual({
    kind: 'bridge',
    bridge: 'xiaohongshu',
    params: { orderInfo: { payToken: 'TOKEN', orderId: 'XHS-1' } },
  })
  expect(asked.map(({ url }) => url.href)).toEqual([
    'https://miniapp.xiaohongshu.com/api/rmp/token',
    'https://miniapp.xiaohongshu.com/api/rmp/mp/deal/order/upsert?app_id=64&access_token=token-1',
  ])
  const sum = { num: 2, sale_price: 1500, real_price: 1500 }
  expect(asked[1]?.body).toEqual({
    ...{ out_order_id: 'T20261124000101', open_id: 'open_1', path: '/pages/order/index?order=1' },
    ...{ biz_create_time: now / 1000 - 60, biz_update_time: now / 1000 },
    order_expired_time: now / 1000 + 900,
    product_infos: [{ out_product_id: 'P1', out_sku_id: 'S1', ...sum }],
    price_info: { order_price: 1990, freight_price: 490, discount_price: 0 },
  })
})

test('goods that are no life service are refused by name', async () => {
  const { provider } = answering({
    'order/upsert': { success: false, code: 510_010, msg: '不支持' },
  })
  await expect(provider.start(start)).rejects.toMatchObject({
    code: 'PAYMENT_NOT_HERE',
    detail: { provider: 'xiaohongshu', reason: 510_010 },
  })
})

test('an amount that its lines do not make is a mistake of ours, and nothing is asked', async () => {
  const { provider, asked } = answering({})
  await expect(provider.start({ ...start, amount: fen(1991) })).rejects.toThrow('1990 fen')
  expect(asked).toEqual([])
})

const found = (order_status: number) =>
  ok({ order_id: 'XHS-1', pay_amount: 1990, order_status, third_trade_no: 'PAY-1' })

test.each([
  [1, 'notpay'],
  [6, 'success'],
  [7, 'success'],
  [71, 'closed'],
  [998, 'closed'],
])('status %i is %s', async (status, state) => {
  const fact = await answering({ 'gpay_order/get': found(status) }).provider.query(start.outTradeNo)
  expect(fact).toEqual({
    ...{ outTradeNo: start.outTradeNo, state },
    ...(state === 'success' && { amount: fen(1990), transactionId: 'PAY-1' }),
  })
})

test('orders that Xiaohongshu or the shop does not know are undefined', async () => {
  const none = answering({ 'gpay_order/get': ok({ order_status: 0 }) })
  expect(await none.provider.query(start.outTradeNo)).toBeUndefined()
  expect(await answering({}, false).provider.query(start.outTradeNo)).toBeUndefined()
})

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['a new status', { 'gpay_order/get': found(5) }, 'status 5'],
  ['a refusal', { 'gpay_order/get': { success: false, code: 40_001, msg: 'token' } }, '40001'],
  ['no JSON', { 'gpay_order/get': '<html>' }, 'shape'],
  ['no token', { 'rmp/token': { success: false, code: 1 } }, 'access token'],
])('%s leaves the outcome open', async (_, answers, reason) => {
  await expect(answering(answers).provider.query(start.outTradeNo)).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { provider: 'xiaohongshu', reason },
  })
})

test('an open order is closed, a paid one is not', async () => {
  const open = answering({ 'gpay_order/get': found(1), 'order/sync_status': ok(null) })
  await open.provider.close(start.outTradeNo)
  expect(open.asked.at(-1)?.body).toEqual({
    ...{ out_order_id: start.outTradeNo, open_id: 'open_1', status: 71 },
    biz_update_time: now / 1000,
  })
  const paid = answering({ 'gpay_order/get': found(6) })
  await expect(paid.provider.close(start.outTradeNo)).rejects.toMatchObject({
    code: 'ORDER_ALREADY_PAID',
  })
})

test('refunds go by vouchers of life services: for goods they are refused by name', async () => {
  const { provider } = answering({})
  for (const asked of [provider.refund(refund), provider.queryRefund(refund)])
    await expect(asked).rejects.toMatchObject({ code: 'PAYMENT_NOT_HERE' })
})
