import { readFileSync } from 'node:fs'
import { fen, ShopError } from '@xiaopu/domain'
import { afterEach, expect, test, vi } from 'vitest'
import { sandboxCashier } from './index.ts'
import { doubtOf, signCall, signMessage } from './sign.ts'

interface Vector {
  readonly name: string
  readonly kind: 'request' | 'answer' | 'notice'
  readonly operation?: string
  readonly secret: string
  readonly timestamp: string
  readonly nonce: string
  readonly body: string
  readonly signature: string
}

const { vectors } = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/cashier.json', import.meta.url), 'utf8'),
) as { vectors: Vector[] }

const bytes = (text: string) => new TextEncoder().encode(text)
const secret = 'cashier-secret'
const now = Date.UTC(2026, 10, 24, 8)
const seconds = String(now / 1000)

test.each(vectors)('vector $name is signed as the protocol says', (vector) => {
  const signature =
    vector.kind === 'request'
      ? signCall(vector.secret, `/cashier/v1/${vector.operation}`, vector, vector.body)
      : signMessage(vector.secret, vector, bytes(vector.body))
  expect(signature).toBe(vector.signature)
})

/** Headers as the cashier sends them with a body. */
function stamped(body: string, timestamp = seconds, key = secret): Headers {
  const stamp = { timestamp, nonce: 'nonce-0123456789ab' }
  return new Headers({
    'x-cashier-timestamp': stamp.timestamp,
    'x-cashier-nonce': stamp.nonce,
    'x-cashier-signature': signMessage(key, stamp, bytes(body)),
  })
}

/** A provider whose cashier gives this answer to everything. */
function answering(body: string, { status = 200, headers = stamped(body) } = {}) {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const provider = sandboxCashier({
    baseUrl: 'http://cashier.test/',
    merchant: 'mch_sandbox',
    secret,
    now: () => now,
    nonce: () => 'nonce-0123456789ab',
    fetch: async (url, init) => {
      asked.push({ url: String(url), init })
      return new Response(body, { status, headers })
    },
  })
  return { provider, asked }
}

const notpay = JSON.stringify({ outTradeNo: 'T1', state: 'notpay', amount: 1990, currency: 'CNY' })

test('a call goes where the protocol says, signed as vector C1', async () => {
  const { provider, asked } = answering(notpay)
  expect(await provider.query('T1')).toEqual({
    outTradeNo: 'T1',
    state: 'notpay',
    amount: fen(1990),
  })
  expect(asked[0]?.url).toBe('http://cashier.test/cashier/v1/payments/query')
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    body: '{"outTradeNo":"T1"}',
    redirect: 'error',
    headers: {
      'x-cashier-merchant': 'mch_sandbox',
      'x-cashier-timestamp': seconds,
      'x-cashier-signature': signCall(
        secret,
        '/cashier/v1/payments/query',
        { timestamp: seconds, nonce: 'nonce-0123456789ab' },
        '{"outTradeNo":"T1"}',
      ),
    },
  })
})

test.each([
  [
    'signed with another secret',
    notpay,
    { headers: stamped(notpay, seconds, 'wrong') },
    'signature',
  ],
  ['not signed', notpay, { headers: new Headers() }, 'signature'],
  ['signed for another body', notpay, { headers: stamped(`${notpay} `) }, 'signature'],
  ['301 s old', notpay, { headers: stamped(notpay, String(now / 1000 - 301)) }, 'timestamp'],
  ['301 s ahead', notpay, { headers: stamped(notpay, String(now / 1000 + 301)) }, 'timestamp'],
  ['stamped with words', notpay, { headers: stamped(notpay, 'soon') }, 'timestamp'],
  ['not JSON', '<html>', {}, 'shape'],
  ['of another shape', '{"outTradeNo":"T1","state":"paid"}', {}, 'shape'],
  ['in fractions of a fen', notpay.replace('1990', '1990.5'), {}, 'shape'],
  ['in dollars', notpay.replace('CNY', 'USD'), {}, 'shape'],
  ['about another payment', notpay.replace('T1', 'T2'), {}, 'other number'],
  ['a bare 502', 'Bad gateway', { status: 502, headers: new Headers() }, 'signature'],
  ['an unknown refusal', '{"code":"NEW","message":""}', { status: 400 }, 'shape'],
  [
    'an unsigned refusal',
    '{"code":"ORDER_NOT_EXIST","message":""}',
    { status: 404, headers: new Headers() },
    'signature',
  ],
  [
    'the word that our secret is wrong',
    '{"code":"SIGN_ERROR","message":""}',
    { status: 401, headers: new Headers() },
    'SIGN_ERROR',
  ],
])('an answer that is %s leaves the outcome open', async (_, body, how, reason) => {
  const { provider } = answering(body, how)
  await expect(provider.query('T1')).rejects.toThrow(
    new ShopError('PROVIDER_BUSY', { provider: 'sandbox', reason }),
  )
})

test('300 s off is still fresh', async () => {
  for (const off of [-300, 300]) {
    const headers = stamped(notpay, String(now / 1000 + off))
    expect(doubtOf(secret, headers, bytes(notpay), now)).toBeUndefined()
  }
})

test('a cashier page that is no web page is not shown to a buyer', async () => {
  const body = '{"outTradeNo":"T1","state":"notpay","cashierUrl":"javascript:alert(1)"}'
  const start = answering(body).provider.start({
    outTradeNo: 'T1',
    amount: fen(1990),
    subject: '收纳盒',
    expiresAt: '2026-11-24T08:15:00Z',
    notifyUrl: 'http://shop.test/notify',
    returnUrl: 'http://shop.test/back',
    way: 'page',
  })
  await expect(start).rejects.toMatchObject({ code: 'PROVIDER_BUSY', detail: { reason: 'shape' } })
})

test.each([
  ['ORDER_PAID', 400, 'ORDER_ALREADY_PAID'],
  ['ORDER_NOT_EXIST', 404, 'PAYMENT_NOT_FOUND'],
  ['ORDER_CLOSED', 400, 'ORDER_CLOSED'],
  ['AMOUNT_MISMATCH', 400, 'PAYMENT_MISMATCH'],
  ['REFUND_EXCEEDS', 400, 'PAYMENT_MISMATCH'],
  ['PARAM_ERROR', 400, 'BAD_REQUEST'],
  ['SYSTEM_BUSY', 503, 'PROVIDER_BUSY'],
])('a signed %s is understood', async (code, status, ours) => {
  const { provider } = answering(JSON.stringify({ code, message: 'why' }), { status })
  await expect(provider.close('T1')).rejects.toMatchObject({
    code: ours,
    detail: { reason: code },
    cause: new Error('why'),
  })
})

test('a wrong field is named as the cashier names it', async () => {
  const message = 'returnUrl must be an absolute http or https address'
  const { provider } = answering(JSON.stringify({ code: 'PARAM_ERROR', message }), { status: 400 })
  await expect(provider.close('T1')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    detail: { provider: 'sandbox', reason: 'PARAM_ERROR', said: message },
  })
})

afterEach(() => {
  vi.useRealTimers()
})

test('an answer that does not come within 5 s, or not to its end, is given up', async () => {
  vi.useFakeTimers()
  const hanging: typeof fetch = (_, init) =>
    new Promise((_, fail) => {
      init?.signal?.addEventListener('abort', () => fail(init.signal?.reason))
    })
  const stalling: typeof fetch = async (_, init) =>
    new Response(
      new ReadableStream({
        start(stream) {
          stream.enqueue(bytes('{'))
          init?.signal?.addEventListener('abort', () => stream.error(init.signal?.reason))
        },
      }),
    )
  for (const fetch of [hanging, stalling]) {
    const provider = sandboxCashier({ baseUrl: 'http://x.test', merchant: 'm', secret, fetch })
    const asked = expect(provider.query('T1')).rejects.toMatchObject({
      code: 'PROVIDER_BUSY',
      detail: { reason: 'timeout' },
    })
    await vi.advanceTimersByTimeAsync(4999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await asked
    expect(vi.getTimerCount()).toBe(0)
  }
})

test('a cashier that is not there is busy, with the cause kept', async () => {
  const cause = new TypeError('fetch failed')
  const provider = sandboxCashier({
    baseUrl: 'http://x.test',
    merchant: 'm',
    secret,
    fetch: () => Promise.reject(cause),
  })
  await expect(provider.queryRefund({ outTradeNo: 'T1', outRefundNo: 'R1' })).rejects.toMatchObject(
    { code: 'PROVIDER_BUSY', cause },
  )
})

const told = vectors.find(({ kind }) => kind === 'notice')?.body ?? ''

test('a notice is read once its bytes are verified', async () => {
  const { provider } = answering('')
  expect(await provider.readNotice(stamped(told), bytes(told))).toEqual({
    kind: 'payment',
    eventId: 'evt_1',
    merchant: 'mch_sandbox',
    fact: {
      outTradeNo: 'pay_01JDX5M0Q8',
      state: 'success',
      amount: fen(1990),
      transactionId: '4200000001202611240000000001',
      paidAt: '2026-11-24T08:00:12Z',
    },
  })
})

test.each([
  ['signature', told.replace('1990', '1'), stamped(told)],
  ['signature', told, new Headers()],
  ['timestamp', told, stamped(told, String(now / 1000 - 301))],
  ['shape', '{}', stamped('{}')],
  ['shape', 'null', stamped('null')],
  ['shape', told.replace('payment.succeeded', 'refund.succeeded'), undefined],
  ['shape', told.replace('"success"', '"notpay"'), undefined],
  ['shape', told.replace('CNY', 'USD'), undefined],
  ['shape', told.replace('1990', '-1990'), undefined],
])('a notice with a wrong %s is refused', async (reason, body, headers) => {
  const { provider } = answering('')
  await expect(provider.readNotice(headers ?? stamped(body), bytes(body))).rejects.toThrow(
    new ShopError('PAYMENT_NOT_GENUINE', { provider: 'sandbox', reason }),
  )
})

test('bytes that are no UTF-8 are no notice', async () => {
  const body = Uint8Array.of(0x7b, 0xff, 0x7d)
  const stamp = { timestamp: seconds, nonce: 'nonce-0123456789ab' }
  const headers = stamped('')
  headers.set('x-cashier-signature', signMessage(secret, stamp, body))
  await expect(answering('').provider.readNotice(headers, body)).rejects.toMatchObject({
    detail: { reason: 'shape' },
  })
})

test('an empty merchant secret signs nothing, and no notice verifies with it', async () => {
  const stamp = { timestamp: seconds, nonce: 'nonce-0123456789ab' }
  expect(() => signMessage('', stamp, bytes('{}'))).toThrow('empty')
  expect(() => doubtOf('', stamped('{}'), bytes('{}'), now)).toThrow('empty')
})
