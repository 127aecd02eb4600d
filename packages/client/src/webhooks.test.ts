import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyWebhook } from './webhooks.ts'

const now = Date.UTC(2026, 10, 24, 8)
const id = 'evt_01M869380010B8KNRSEW3T9N3K'
const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
const other = `whsec_${Buffer.from('another-secret-another-secret-xx').toString('base64')}`
const body = JSON.stringify({ id, type: 'order.paid', state: 'paid', version: 2 })

/** Spelled with Node's own HMAC, as the specification says. */
function sign(text = body, { at = now, key = secret, about = id } = {}): Headers {
  const timestamp = String(Math.floor(at / 1000))
  const mac = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(`${about}.${timestamp}.${text}`)
    .digest('base64')
  return new Headers({
    'webhook-id': about,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  })
}

const reasonOf = (headers: Headers, text = body, secrets = [secret]) =>
  verifyWebhook({ headers, body: text, secrets, now }).then(
    () => 'genuine',
    (error) => error.detail?.reason ?? error.name,
  )

test('a genuine delivery is read, as text and as bytes', async () => {
  const headers = sign()
  const event = await verifyWebhook({ headers, body, secrets: [secret], now })
  expect(event).toMatchObject({ id, type: 'order.paid', version: 2 })
  const bytes = new TextEncoder().encode(body)
  expect(await verifyWebhook({ headers, body: bytes, secrets: [secret], now })).toEqual(event)
})

test('the example of the Standard Webhooks specification is genuine', async () => {
  const headers = new Headers({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  const reason = await verifyWebhook({
    headers,
    body: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    now: 1_614_265_330_000,
  }).catch((error) => error.detail.reason)
  // The signature is right; only the body names no event.
  expect(reason).toBe('body')
})

test.each([
  ['no id', 'webhook-id', 'headers'],
  ['no time stamp', 'webhook-timestamp', 'headers'],
  ['no signature', 'webhook-signature', 'headers'],
])('a delivery with %s is refused', async (_what, name, reason) => {
  const headers = sign()
  headers.delete(name)
  expect(await reasonOf(headers)).toBe(reason)
})

test.each([
  ['another body', sign(), body.replace('paid', 'void'), 'signature'],
  ['another secret', sign(body, { key: other }), body, 'signature'],
  ['a signature of another version', replaced('v1,', 'v2,'), body, 'signature'],
  ['a signature that is none', replaced('v1,', 'v1,?'), body, 'signature'],
  ['half a signature', replaced(/.{22}=$/, ''), body, 'signature'],
  ['another id', changed('webhook-id', 'evt_other'), body, 'signature'],
  ['a later time stamp', changed('webhook-timestamp', String(now / 1000 + 1)), body, 'signature'],
  ['a time stamp in words', changed('webhook-timestamp', 'now'), body, 'headers'],
  ['301 seconds of age', sign(body, { at: now - 301_000 }), body, 'timestamp'],
  ['301 seconds to come', sign(body, { at: now + 301_000 }), body, 'timestamp'],
  ['a body that is no JSON', sign('paid!'), 'paid!', 'body'],
  ['a body about another event', sign(body, { about: 'evt_2' }), body, 'body'],
])('a delivery with %s is refused', async (_what, headers, text, reason) => {
  expect(await reasonOf(headers, text)).toBe(reason)
})

function replaced(what: string | RegExp, by: string): Headers {
  return changed('webhook-signature', (sign().get('webhook-signature') ?? '').replace(what, by))
}

function changed(name: string, value: string): Headers {
  const headers = sign()
  headers.set(name, value)
  return headers
}

test('300 seconds of age are fresh enough', async () => {
  expect(await reasonOf(sign(body, { at: now - 300_000 }))).toBe('genuine')
})

test('either of two secrets, and any of several signatures, will do', async () => {
  expect(await reasonOf(sign(body, { key: other }), body, [secret, other])).toBe('genuine')
  const headers = sign(body, { key: other })
  const both = `${headers.get('webhook-signature')} ${sign().get('webhook-signature')}`
  headers.set('webhook-signature', both)
  expect(await reasonOf(headers)).toBe('genuine')
})

test('a secret that is none is a mistake of the program', async () => {
  for (const none of ['', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_not base64'])
    expect(await reasonOf(sign(), body, [none])).toBe('TypeError')
})

test('headers are taken as Node and its frameworks have them', async () => {
  const signed = Object.fromEntries(sign())
  const written = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name.replace('webhook', 'Webhook'), value]),
  )
  for (const headers of [signed, written, { ...signed, 'set-cookie': ['a', 'b'] }]) {
    expect(await verifyWebhook({ headers, body, secrets: [secret], now })).toMatchObject({ id })
  }
  await expect(verifyWebhook({ headers: {}, body, secrets: [secret], now })).rejects.toMatchObject({
    detail: { reason: 'headers' },
  })
})

test('bytes of a Buffer are read as they are', async () => {
  const headers = sign()
  const bytes = Buffer.from(`..${body}..`).subarray(2, -2)
  expect(await verifyWebhook({ headers, body: bytes, secrets: [secret], now })).toMatchObject({
    id,
  })
})

test('a mistake of the program is told as one, whoever calls', async () => {
  const parsed = JSON.parse(body)
  const wrong = { headers: sign(), body, secrets: [secret], now }
  await expect(verifyWebhook({ ...wrong, body: parsed })).rejects.toThrow(/the raw body/)
  await expect(verifyWebhook({ ...wrong, secrets: [] })).rejects.toThrow(/no secret/)
  const unset = [process.env.NO_SUCH_SECRET as string]
  await expect(verifyWebhook({ ...wrong, secrets: unset })).rejects.toThrow(/whsec_/)
  await expect(verifyWebhook({ ...wrong, headers: new Headers(), secrets: [] })).rejects.toThrow(
    TypeError,
  )
})
