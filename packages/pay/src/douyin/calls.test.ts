import { fen, type PaymentStart } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { douyin } from './index.ts'
import { signParams } from './sign.ts'

const now = Date.UTC(2026, 10, 24, 8)

function answering(body: unknown) {
  const asked: { url: string; body: Record<string, string | number> }[] = []
  const provider = douyin({
    ...{ appId: 'tt1', appSecret: 'secret', salt: 'a-salt', token: 'a-token' },
    now: () => now,
    fetch: async (url, init) => {
      asked.push({ url: String(url), body: JSON.parse(String(init?.body)) })
      return new Response(typeof body === 'string' ? body : JSON.stringify(body))
    },
  })
  return { provider, asked }
}

const start: PaymentStart = {
  ...{ outTradeNo: 'T20261124000101', amount: fen(1990), subject: '阿梅的小店 🎉', way: 'mini' },
  expiresAt: '2026-11-24T08:15:00.000Z',
  ...{ notifyUrl: 'https://shop.test/notify', returnUrl: 'https://shop.test/back' },
}
const refund = {
  ...{ outTradeNo: 'T20261124000101', outRefundNo: 'R1', amount: fen(990), total: fen(1990) },
  ...{ reason: '缺货', notifyUrl: 'https://shop.test/notify' },
}

test('an order is begun, signed, for as long as it may be paid, and handed to tt.pay', async () => {
  const data = { order_id: 'N1', order_token: 'TOKEN' }
  const { provider, asked } = answering({ err_no: 0, err_tips: 'success', data })
  expect(await provider.start(start)).toEqual({
    kind: 'bridge',
    bridge: 'douyin',
    params: { orderInfo: data, service: 5 },
  })
  const { sign, ...said } = asked[0]?.body ?? {}
  expect(asked[0]?.url).toBe('https://developer.toutiao.com/api/apps/ecpay/v1/create_order')
  expect(said).toEqual({
    app_id: 'tt1',
    out_order_no: 'T20261124000101',
    total_amount: 1990,
    subject: '阿梅的小店',
    body: '阿梅的小店',
    valid_time: 900,
    notify_url: 'https://shop.test/notify',
  })
  expect(sign).toBe(signParams(said, 'a-salt'))
})

test.each([
  ['2026-11-24T08:01:00Z', 300],
  ['2026-12-24T08:00:00Z', 172_800],
])('an order that is open until %s is open for %i seconds there', async (expiresAt, seconds) => {
  const { provider, asked } = answering({ err_no: 0, data: { order_id: 'N1', order_token: 'T' } })
  await provider.start({ ...start, expiresAt })
  expect(asked[0]?.body.valid_time).toBe(seconds)
})

const found = (order_status: string, out_order_no = start.outTradeNo) => ({
  ...{ err_no: 0, out_order_no, order_id: 'N1' },
  payment_info: { total_fee: 1990, order_status },
})

test.each([
  ['PROCESSING', 'notpay'],
  ['SUCCESS', 'success'],
  ['FAIL', 'closed'],
  ['TIMEOUT', 'closed'],
])('%s is %s', async (status, state) => {
  const fact = await answering(found(status)).provider.query(start.outTradeNo)
  expect(fact).toMatchObject({ outTradeNo: start.outTradeNo, state, amount: fen(1990) })
})

test.each<[string, unknown, string]>([
  ['may have done it', { err_no: 1000, err_tips: '内部异常' }, '1000'],
  ['is busy', { err_no: 1001 }, '1001'],
  ['does not take our signature', { err_no: 2008 }, '2008'],
  ['says what nobody knows', { err_no: 9999 }, '9999'],
  ['speaks of another order', found('SUCCESS', 'T2'), 'other number'],
  ['says a new state', found('DONE'), 'shape'],
  ['speaks no JSON', '<html>', 'shape'],
])('Douyin %s: the outcome stays open', async (_, body, reason) => {
  await expect(answering(body).provider.query(start.outTradeNo)).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { provider: 'douyin', reason },
  })
})

test('numbers that nobody used are undefined by their own codes, each for its question', async () => {
  expect(await answering({ err_no: 2000 }).provider.query('T2')).toBeUndefined()
  expect(await answering({ err_no: 3101 }).provider.queryRefund(refund)).toBeUndefined()
  await expect(answering({ err_no: 3101 }).provider.query('T2')).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
  })
})

test.each([
  ['SUCCESS', 'ORDER_ALREADY_PAID'],
  ['PROCESSING', 'PROVIDER_BUSY'],
])('an order that is %s cannot be closed: %s', async (status, code) => {
  await expect(answering(found(status)).provider.close(start.outTradeNo)).rejects.toMatchObject({
    code,
  })
})

test('a refund is accepted under our number and takes the number of its payment along', async () => {
  const { provider, asked } = answering({ err_no: 0, refund_no: '720' })
  expect(await provider.refund(refund)).toMatchObject({ state: 'processing', refundId: '720' })
  expect(asked[0]?.body).toMatchObject({
    out_refund_no: 'R1',
    refund_amount: 990,
    cp_extra: start.outTradeNo,
  })
})

test.each([
  ['SUCCESS', 'success'],
  ['PROCESSING', 'processing'],
  ['FAIL', 'failed'],
])('a refund that is %s is %s', async (refund_status, state) => {
  const refundInfo = { refund_no: '720', refund_amount: 990, refund_status }
  const fact = await answering({ err_no: 0, refundInfo }).provider.queryRefund(refund)
  expect(fact).toMatchObject({ state, amount: fen(990), refundId: '720', outRefundNo: 'R1' })
})

test('a login’s code is its buyer, refused, or open', async () => {
  const identify = (body: unknown) =>
    answering(body).provider.payers?.identify('douyin-mini', 'code')
  expect(await identify({ err_no: 0, data: { openid: 'open_1', session_key: 'x' } })).toBe('open_1')
  await expect(identify({ err_no: 40_018 })).rejects.toMatchObject({ code: 'LOGIN_REFUSED' })
  await expect(identify({ err_no: 40_017 })).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
})

test('ways that Douyin does not have, and a shop without its secrets, are mistakes', async () => {
  const { provider } = answering({})
  await expect(provider.start({ ...start, way: 'wap' })).rejects.toThrow(TypeError)
  const options = { appId: 'tt1', appSecret: 'secret', salt: '', token: 'a-token' }
  expect(() => douyin(options)).toThrow('SALT')
})
