import { fen, type PaymentStart } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { kuaishou } from './index.ts'
import { signParams } from './sign.ts'

const start: PaymentStart = {
  ...{ outTradeNo: 'T20261124000101', amount: fen(1990), subject: '阿梅的小店', way: 'mini' },
  ...{ expiresAt: '2026-11-24T08:15:00.000Z', payer: 'open_1' },
  ...{ notifyUrl: 'https://shop.test/notify', returnUrl: 'https://shop.test/back' },
}
const refund = {
  ...{ outTradeNo: 'T20261124000101', outRefundNo: 'R1', amount: fen(990), total: fen(1990) },
  ...{ reason: '缺货', notifyUrl: 'https://shop.test/notify' },
}

/** Kuaishou's answers by the last word of the address; a token unless said otherwise. */
function answering(answers: Readonly<Record<string, unknown>>) {
  const asked: { url: URL; body: string }[] = []
  let time = Date.UTC(2026, 10, 24, 8)
  let tokens = 0
  const provider = kuaishou({
    ...{ appId: 'ks1', appSecret: 'a-secret', category: 1233 },
    now: () => time,
    fetch: async (input, init) => {
      const url = new URL(String(input))
      asked.push({ url, body: String(init?.body) })
      const name = url.pathname.split('/').at(-1) ?? ''
      const token = { result: 1, access_token: `token-${++tokens}`, expires_in: 172_800 }
      const body = answers[name] ?? (name === 'access_token' ? token : { result: 90_000 })
      return new Response(typeof body === 'string' ? body : JSON.stringify(body))
    },
  })
  const names = () => asked.map(({ url }) => url.pathname.split('/').at(-1))
  return { provider, asked, names, turn: (ms: number) => (time += ms) }
}

test('an order is begun, signed, for its buyer, and handed to ks.pay', async () => {
  const order_info = { order_no: '1211', order_info_token: 'TOKEN' }
  const { provider, asked } = answering({ create_order: { result: 1, order_info } })
  expect(await provider.start(start)).toEqual({
    kind: 'bridge',
    bridge: 'kuaishou',
    params: { serviceId: '1', orderInfo: order_info },
  })
  const { url, body } = asked[1] ?? {}
  expect(`${url}`).toBe(
    'https://open.kuaishou.com/openapi/mp/developer/epay/create_order?app_id=ks1&access_token=token-1',
  )
  const { sign, ...said } = JSON.parse(body ?? '')
  expect(said).toEqual({
    out_order_no: 'T20261124000101',
    open_id: 'open_1',
    total_amount: 1990,
    subject: '阿梅的小店',
    detail: '阿梅的小店',
    type: 1233,
    expire_time: 900,
    notify_url: 'https://shop.test/notify',
  })
  expect(sign).toBe(signParams({ app_id: 'ks1', ...said }, 'a-secret'))
})

const found = (pay_status: string, out_order_no = start.outTradeNo) => ({
  query_order: { result: 1, payment_info: { out_order_no, total_amount: 1990, pay_status } },
})

test.each([
  ['PROCESSING', 'notpay'],
  ['SUCCESS', 'success'],
  ['FAILED', 'closed'],
  ['TIMEOUT', 'closed'],
])('%s is %s', async (status, state) => {
  const fact = await answering(found(status)).provider.query(start.outTradeNo)
  expect(fact).toMatchObject({ outTradeNo: start.outTradeNo, state, amount: fen(1990) })
})

test.each<[string, unknown, string]>([
  ['refuses, with a number that nobody knows', { result: 90_004 }, '90004'],
  ['speaks of another order', found('SUCCESS', 'T2').query_order, 'other number'],
  ['says a new state', found('DONE').query_order, 'shape'],
  ['speaks no JSON', '<html>', 'shape'],
])('Kuaishou %s: the outcome stays open', async (_, query_order, reason) => {
  const { provider } = answering({ query_order })
  await expect(provider.query(start.outTradeNo)).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { provider: 'kuaishou', reason },
  })
})

test('one token serves many calls, those side by side too, until it is about to end', async () => {
  const { provider, names, turn } = answering(found('PROCESSING'))
  await Promise.all([provider.query(start.outTradeNo), provider.query(start.outTradeNo)])
  await provider.query(start.outTradeNo)
  expect(names().filter((name) => name === 'access_token')).toHaveLength(1)
  turn(172_800_000 - 299_000)
  await provider.query(start.outTradeNo)
  expect(names().filter((name) => name === 'access_token')).toHaveLength(2)
})

test('after a refusal the token is fetched anew: somebody may have replaced it', async () => {
  const { provider, names } = answering({})
  for (let time = 0; time < 2; time++)
    await expect(provider.query(start.outTradeNo)).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
  expect(names().filter((name) => name === 'access_token')).toHaveLength(2)
})

test('without a token nothing is asked, and nothing is known', async () => {
  const { provider, names } = answering({ access_token: { result: 90_001 } })
  await expect(provider.start(start)).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { reason: 'access token' },
  })
  expect(names()).toEqual(['access_token'])
})

test.each([
  ['SUCCESS', 'ORDER_ALREADY_PAID'],
  ['PROCESSING', 'PROVIDER_BUSY'],
])('an order that is %s cannot be closed: %s', async (status, code) => {
  await expect(answering(found(status)).provider.close(start.outTradeNo)).rejects.toMatchObject({
    code,
  })
})

const refund_info = { refund_amount: 990, refund_status: 'REFUND_SUCCESS', ks_refund_no: '222' }

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['is accepted', { apply_refund: { result: 1, refund_no: '222' } }, 'processing'],
  [
    'was sent before',
    { apply_refund: { result: 10_000_687 }, query_refund: { result: 1, refund_info } },
    'success',
  ],
  [
    'was paid back before',
    { apply_refund: { result: 10_000_607 }, query_refund: { result: 1, refund_info } },
    'success',
  ],
  ['is refused', { apply_refund: { result: 90_005 } }, 'PROVIDER_BUSY'],
])('a refund that %s', async (_, answers, expected) => {
  const { provider } = answering(answers)
  const came = await provider.refund(refund).then(
    ({ state }) => state,
    ({ code }) => code,
  )
  expect(came).toBe(expected)
})

test.each([
  ['REFUND_SUCCESS', 'success'],
  ['REFUND_PROCESSING', 'processing'],
  ['REFUND_FAILED', 'failed'],
])('a refund that is %s is %s', async (refund_status, state) => {
  const answer = { result: 1, refund_info: { ...refund_info, refund_status } }
  const fact = await answering({ query_refund: answer }).provider.queryRefund(refund)
  expect(fact).toMatchObject({ state, amount: fen(990), refundId: '222', outRefundNo: 'R1' })
})

test('a login’s code is its buyer, or refused', async () => {
  const known = answering({ code2session: { result: 1, open_id: 'open_1', session_key: 'x' } })
  expect(await known.provider.payers?.identify('kuaishou-mini', 'code')).toBe('open_1')
  const refused = answering({ code2session: { result: 90_001 } })
  await expect(refused.provider.payers?.identify('kuaishou-mini', 'code')).rejects.toMatchObject({
    code: 'LOGIN_REFUSED',
  })
})

test('ways that Kuaishou does not have, payers it does not know and no secret are mistakes', async () => {
  const { provider } = answering({})
  await expect(provider.start({ ...start, way: 'wap' })).rejects.toThrow(TypeError)
  const { payer: _, ...unknown } = start
  await expect(provider.start(unknown)).rejects.toMatchObject({ code: 'LOGIN_REFUSED' })
  expect(() => kuaishou({ appId: 'ks1', appSecret: '', category: 1 })).toThrow('secret')
})
