import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { fen, ShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { alipay } from './index.ts'

const [ours, theirs] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
if (!ours || !theirs) throw new Error('no keys')
const now = Date.UTC(2026, 10, 24, 8)

/** Alipay's answer to everything: a node, signed unless said otherwise. */
function answer(
  method: string,
  node: object,
  sign?: string,
  name = `${method.replaceAll('.', '_')}_response`,
) {
  const text = JSON.stringify(node).replaceAll('/', '\\/')
  const key = createPrivateKey(String(theirs?.privateKey.export({ type: 'pkcs8', format: 'pem' })))
  const genuine = createSign('RSA-SHA256').update(text).sign(key, 'base64')
  const signature = sign === '' ? '' : `,"sign":"${sign ?? genuine}"`
  return `{"${name}":${text}${signature}}`
}

function answering(...bodies: (string | Response | Error)[]) {
  const asked: { url: URL; init: RequestInit | undefined }[] = []
  const provider = alipay({
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    privateKey: String(ours?.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    alipayPublicKey: String(theirs?.publicKey.export({ type: 'spki', format: 'pem' })),
    now: () => now,
    fetch: async (url, init) => {
      asked.push({ url: new URL(String(url)), init })
      const body = bodies.length > 1 ? bodies.shift() : bodies[0]
      if (body instanceof Error) throw body
      return typeof body === 'string' ? new Response(body) : (body ?? new Response())
    },
  })
  return { provider, asked }
}

const query = 'alipay.trade.query'
const found = {
  code: '10000',
  msg: 'Success',
  out_trade_no: 'T1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '19.90',
  send_pay_date: '2026-11-24 16:00:12',
  store_name: 'a/b',
}
const refused = (sub_code: string, code = '40004') => ({
  code,
  msg: 'Business Failed',
  sub_code,
  sub_msg: '不行',
})

const start = {
  outTradeNo: 'T1',
  amount: fen(1990),
  subject: '阿梅/的=小&店🎉',
  expiresAt: '2026-11-24T08:15:00.000Z',
  notifyUrl: 'https://shop.test/notify',
  returnUrl: 'https://shop.test/back?order=1',
} as const

test.each([
  ['page', 'alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
  ['wap', 'alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
] as const)(
  '%s pay is an address that says it all, and asks nobody',
  async (way, method, product) => {
    const { provider, asked } = answering('')
    const step = await provider.start({ ...start, way })
    if (step.kind !== 'redirect') throw new Error('no address')
    const url = new URL(step.url)
    expect(url.origin + url.pathname).toBe('https://openapi.alipay.com/gateway.do')
    const { biz_content, sign, ...params } = Object.fromEntries(url.searchParams)
    expect(params).toEqual({
      app_id: '2021000000000001',
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: '2026-11-24 16:00:00',
      version: '1.0',
      notify_url: start.notifyUrl,
      return_url: start.returnUrl,
    })
    expect(JSON.parse(biz_content ?? '')).toEqual({
      out_trade_no: 'T1',
      total_amount: '19.90',
      subject: '阿梅 的 小 店',
      time_expire: '2026-11-24 16:15:00',
      product_code: product,
      ...(way === 'wap' && { quit_url: start.returnUrl }),
    })
    expect(sign).toMatch(/^[\w+/]{342}==$/)
    expect(asked).toEqual([])
  },
)

test('inside the app a trade is made for its buyer', async () => {
  const made = { code: '10000', msg: 'Success', out_trade_no: 'T1', trade_no: '2026' }
  const { provider, asked } = answering(answer('alipay.trade.create', made))
  expect(await provider.start({ ...start, way: 'mini', payer: 'open_1' })).toEqual({
    kind: 'bridge',
    bridge: 'alipay',
    params: { tradeNO: '2026' },
  })
  const { url, init } = asked[0] ?? {}
  expect(init).toMatchObject({ method: 'POST', redirect: 'error' })
  expect(url?.searchParams.get('charset')).toBe('utf-8')
  expect(url?.searchParams.has('biz_content')).toBe(false)
  const content = new URLSearchParams(String(init?.body)).get('biz_content')
  expect(JSON.parse(content ?? '')).toMatchObject({
    product_code: 'JSAPI_PAY',
    op_app_id: '2021000000000001',
    buyer_open_id: 'open_1',
  })
})

test.each([
  ['TRADE_SUCCESS', found.send_pay_date, 'success'],
  ['TRADE_FINISHED', found.send_pay_date, 'success'],
  ['WAIT_BUYER_PAY', undefined, 'notpay'],
  ['TRADE_CLOSED', undefined, 'closed'],
  ['TRADE_CLOSED', found.send_pay_date, 'success'],
])('%s, paid at %s, is %s', async (trade_status, send_pay_date, state) => {
  const { provider } = answering(answer(query, { ...found, trade_status, send_pay_date }))
  expect(await provider.query('T1')).toEqual({
    outTradeNo: 'T1',
    state,
    amount: fen(1990),
    ...(state === 'success' && { transactionId: '2026' }),
    ...(send_pay_date && { paidAt: '2026-11-24T08:00:12.000Z' }),
  })
})

test.each<[string, string | Response | Error, string]>([
  ['not signed', answer(query, found, ''), 'signature'],
  [
    'signed for another text',
    answer(query, { ...found, total_amount: '0.01' }, answerSign(found)),
    'signature',
  ],
  ['signed with nonsense', answer(query, found, 'bm9uc2Vuc2U='), 'signature'],
  ['about another trade', answer(query, { ...found, out_trade_no: 'T2' }), 'other number'],
  ['of another method', answer('alipay.trade.close', found), 'shape'],
  ['of another shape', answer(query, { ...found, total_amount: 1990 }), 'shape'],
  ['in fractions of a fen', answer(query, { ...found, total_amount: '19.901' }), 'shape'],
  ['no JSON', '<html>', 'shape'],
  ['a bare 502', new Response('Bad gateway', { status: 502 }), 'http 502'],
  ['never there', new TypeError('fetch failed'), 'unreachable'],
  [
    'an unsigned word about our app',
    answer(query, refused('isv.invalid-app-id', '40002'), '', 'error_response'),
    'isv.invalid-app-id',
  ],
  [
    'a signed word about our key',
    answer(query, refused('isv.invalid-signature', '40002')),
    'isv.invalid-signature',
  ],
  ['busy', answer(query, refused('ACQ.SYSTEM_ERROR')), 'ACQ.SYSTEM_ERROR'],
  [
    'a service that is down',
    answer(query, refused('isp.unknow-error', '20000')),
    'isp.unknow-error',
  ],
  ['a refusal nobody knows', answer(query, refused('ACQ.NEW_CODE')), 'ACQ.NEW_CODE'],
])('an answer that is %s leaves the outcome open', async (_, body, reason) => {
  const { provider } = answering(body)
  await expect(provider.query('T1')).rejects.toThrow(
    new ShopError('PROVIDER_BUSY', { provider: 'alipay', reason }),
  )
})

function answerSign(node: object): string {
  return /"sign":"([^"]+)"/.exec(answer(query, node))?.[1] ?? ''
}

test('a trade that Alipay has never heard of is undefined', async () => {
  const { provider } = answering(answer(query, refused('ACQ.TRADE_NOT_EXIST')))
  expect(await provider.query('T1')).toBeUndefined()
})

test('an unsigned word that there is no such trade is not believed', async () => {
  const { provider } = answering(answer(query, refused('ACQ.TRADE_NOT_EXIST'), ''))
  await expect(provider.query('T1')).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
})

test.each([
  ['ACQ.TRADE_HAS_SUCCESS', 'ORDER_ALREADY_PAID'],
  ['ACQ.TRADE_HAS_CLOSE', 'ORDER_CLOSED'],
  ['ACQ.CONTEXT_INCONSISTENT', 'PAYMENT_MISMATCH'],
])('a trade refused with %s is %s', async (code, ours) => {
  const { provider } = answering(answer('alipay.trade.create', refused(code)))
  await expect(provider.start({ ...start, way: 'jsapi', payer: 'open_1' })).rejects.toMatchObject({
    code: ours,
    detail: { provider: 'alipay', reason: code },
    cause: new Error('不行'),
  })
})

const close = 'alipay.trade.close'
const closed = answer(close, {
  code: '10000',
  msg: 'Success',
  out_trade_no: 'T1',
  trade_no: '2026',
})

test.each<[string, string[], string | undefined]>([
  ['waits', [closed], undefined],
  ['was never opened', [answer(close, refused('ACQ.TRADE_NOT_EXIST'))], undefined],
  ['is closed', [answer(close, refused('ACQ.TRADE_HAS_CLOSE'))], undefined],
  [
    'turns out to be closed',
    [
      answer(close, refused('ACQ.TRADE_STATUS_ERROR')),
      answer(query, { ...found, trade_status: 'TRADE_CLOSED', send_pay_date: undefined }),
    ],
    undefined,
  ],
  [
    'turns out to be paid',
    [answer(close, refused('ACQ.REASON_TRADE_STATUS_INVALID')), answer(query, found)],
    'ORDER_ALREADY_PAID',
  ],
  [
    'is of a state that nobody can tell',
    [
      answer(close, refused('ACQ.REASON_ILLEGAL_STATUS')),
      answer(query, refused('ACQ.SYSTEM_ERROR')),
    ],
    'PROVIDER_BUSY',
  ],
  [
    'is said to wait after all',
    [
      answer(close, refused('ACQ.TRADE_STATUS_ERROR')),
      answer(query, { ...found, trade_status: 'WAIT_BUYER_PAY' }),
    ],
    'PROVIDER_BUSY',
  ],
])('closing a trade that %s', async (_, bodies, code) => {
  const { provider } = answering(...bodies)
  if (code) await expect(provider.close('T1')).rejects.toMatchObject({ code })
  else await expect(provider.close('T1')).resolves.toBeUndefined()
})

const refund = 'alipay.trade.refund'
const refundQuery = 'alipay.trade.fastpay.refund.query'
const made = (fund_change: string) =>
  answer(refund, {
    code: '10000',
    msg: 'Success',
    out_trade_no: 'T1',
    trade_no: '2026',
    fund_change,
    refund_fee: '9.90',
  })
const known = { code: '10000', msg: 'Success', out_trade_no: 'T1', trade_no: '2026' }
const done = answer(refundQuery, {
  ...known,
  out_request_no: 'R1',
  refund_amount: '9.90',
  refund_status: 'REFUND_SUCCESS',
})
const none = answer(refundQuery, known)
const wanted = {
  ...{ outTradeNo: 'T1', outRefundNo: 'R1', amount: fen(990), total: fen(1990) },
  ...{ reason: '缺货', notifyUrl: 'https://shop.test/notify' },
}

test.each<[string, string[], string]>([
  ['moves money', [made('Y')], 'success'],
  ['had moved it before', [made('N'), done], 'success'],
  ['has not moved it yet', [made('N'), none], 'PROVIDER_BUSY'],
  [
    'is more than what is left',
    [answer(refund, refused('ACQ.REASON_TRADE_REFUND_FEE_ERR'))],
    'PAYMENT_MISMATCH',
  ],
  [
    'repeats a number with another amount',
    [answer(refund, refused('ACQ.DISCORDANT_REPEAT_REQUEST'))],
    'PAYMENT_MISMATCH',
  ],
  ['is of no trade', [answer(refund, refused('ACQ.TRADE_NOT_EXIST'))], 'PAYMENT_NOT_FOUND'],
  ['comes too late', [answer(refund, refused('ACQ.TRADE_HAS_FINISHED'))], 'failed'],
  ['is not allowed', [answer(refund, refused('ACQ.TRADE_NOT_ALLOW_REFUND'))], 'failed'],
  [
    'finds the account empty, until it is filled',
    [answer(refund, refused('ACQ.SELLER_BALANCE_NOT_ENOUGH'))],
    'PROVIDER_BUSY',
  ],
])('a refund that %s', async (_, bodies, expected) => {
  const { provider, asked } = answering(...bodies)
  const came = await provider.refund(wanted).then(
    ({ state, amount, outRefundNo }) => `${state} ${amount.amount} ${outRefundNo}`,
    (error) => error.code,
  )
  expect(came).toBe(/^[A-Z]/.test(expected) ? expected : `${expected} 990 R1`)
  const content = new URLSearchParams(String(asked[0]?.init?.body)).get('biz_content')
  expect(JSON.parse(content ?? '')).toEqual({
    out_trade_no: 'T1',
    out_request_no: 'R1',
    refund_amount: '9.90',
    refund_reason: '缺货',
  })
})

test.each([
  ['that went through', done, { state: 'success', amount: fen(990) }],
  ['that Alipay says nothing of', none, undefined],
  [
    'of a trade that it does not know',
    answer(refundQuery, refused('ACQ.TRADE_NOT_EXIST')),
    undefined,
  ],
  [
    'of another number',
    answer(refundQuery, {
      ...known,
      out_request_no: 'R2',
      refund_amount: '1.00',
      refund_status: 'REFUND_SUCCESS',
    }),
    undefined,
  ],
])('a refund %s, asked for', async (_, body, expected) => {
  const { provider } = answering(body)
  const fact = await provider.queryRefund({ outTradeNo: 'T1', outRefundNo: 'R1' })
  if (expected) expect(fact).toMatchObject(expected)
  else expect(fact).toBeUndefined()
})

test('ways that Alipay does not have are a mistake of ours', async () => {
  const { provider } = answering('')
  await expect(provider.start({ ...start, way: 'native' })).rejects.toThrow(TypeError)
})

test('inside Alipay nobody pays before she is known, and a login’s code says who she is', async () => {
  const token = 'alipay.system.oauth.token'
  const known = answering(answer(token, { open_id: 'open_1', access_token: 'x', expires_in: 300 }))
  await expect(known.provider.start({ ...start, way: 'mini' })).rejects.toMatchObject({
    code: 'LOGIN_REFUSED',
  })
  expect(await known.provider.payers?.identify('alipay-mini', 'code')).toBe('open_1')
  const { searchParams } = known.asked[0]?.url ?? new URL('http://none')
  expect([searchParams.get('grant_type'), searchParams.get('code')]).toEqual([
    'authorization_code',
    'code',
  ])
  const refusal = answer(token, refused('isv.code-invalid', '40002'), undefined, 'error_response')
  await expect(
    answering(refusal).provider.payers?.identify('alipay-mini', 'code'),
  ).rejects.toMatchObject({ code: 'LOGIN_REFUSED' })
})

test.each([
  ['open_1', { buyer_open_id: 'open_1' }],
  ['2088000000000009', { buyer_id: '2088000000000009' }],
])('buyer %s is named as her app knows her', async (payer, named) => {
  const made = { code: '10000', msg: 'Success', out_trade_no: 'T1', trade_no: '2026' }
  const { provider, asked } = answering(answer('alipay.trade.create', made))
  await provider.start({ ...start, way: 'mini', payer })
  const content = new URLSearchParams(String(asked[0]?.init?.body)).get('biz_content')
  expect(JSON.parse(content ?? '')).toMatchObject(named)
})
