import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home, signedRequest } from '../talk.test.fixture.ts'

const detail = 'com.alibaba.fenxiao:alibaba.fenxiao.productInfo.get'
const preview = 'com.alibaba.trade:alibaba.createOrder.preview'

let sandbox: Sandbox
let now: number
beforeEach(() => {
  now = Date.parse('2026-11-24T02:00:00Z')
  sandbox = createSandbox({ offers: fixtureOffers, now: () => now, callsPerMinute: 3 })
})

/** The same request to another path or with other parameters; its signature no longer fits. */
async function bent(request: Request, path: (path: string) => string): Promise<Request> {
  const url = new URL(request.url)
  return new Request(`${url.origin}${path(url.pathname)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: await request.text(),
  })
}

const codeOf = async (answer: Response) => {
  const body = (await answer.json()) as { error_code?: string }
  return `${answer.status} ${body.error_code}`
}

test.each([
  ['an app key is missing', (path: string) => path.replace('/1000000', ''), '400 gw.AppKeyMissing'],
  [
    'an app key is unknown',
    (path: string) => path.replace('1000000', '7'),
    '400 gw.AppKeyNotFound',
  ],
  [
    'an API is unknown, although the signature is wrong too',
    (path: string) => path.replace('.get/', '.got/'),
    '400 gw.APIUnsupported',
  ],
  ['a version is unknown', (path: string) => path.replace('/1/', '/2/'), '400 gw.APIUnsupported'],
  [
    'a protocol is unknown',
    (path: string) => path.replace('param2', 'xml2'),
    '400 gw.APIUnsupported',
  ],
])('%s', async (_title, path, expected) => {
  const request = await bent(signedRequest(detail, { offerId: 1 }), path)
  expect(await codeOf(await sandbox.fetch(request))).toBe(expected)
})

test('checks come in the platform’s order: signature, token, permission, frequency, parameters', async () => {
  const order = { addressParam: home, cargoParamList: [{ offerId: 1, quantity: 1 }] }
  const unsigned = new Request(
    `http://sandbox/openapi/param2/1/${preview.replace(':', '/')}/1000000`,
  )
  expect(await codeOf(await sandbox.fetch(unsigned))).toBe('400 gw.SignatureMissing')

  // A wrong secret shows before the missing token does.
  const wrong = { secret: 'wrong', token: '' }
  expect((await call(sandbox, preview, {}, wrong)).body.error_code).toBe('gw.SignatureInvalid')

  await control(sandbox, 'app', { denied: [preview] })
  expect((await call(sandbox, preview, {}, { token: 'no such' })).body).toMatchObject({
    error_code: '401',
    error_message: 'Request need user authorized',
  })
  // Permission shows before the missing parameters do.
  expect((await call(sandbox, preview)).body).toMatchObject({
    error_code: 'gw.APIACLDecline',
    error_message: 'AppKey is not allowed(acl)',
  })
  await control(sandbox, 'app', { denied: [] })
  expect((await call(sandbox, preview)).body.error_code).toBe('gw.ParamMissing')
  const spoiled = await call(sandbox, preview, { ...order, cargoParamList: '[{' })
  expect(spoiled).toMatchObject({ status: 400, body: { error_code: 'gw.ParamInvalid' } })
  await call(sandbox, preview, order)
  expect((await call(sandbox, preview)).body.error_code).toBe('gw.QosAppFrequencyLimit')
  now += 60_000
  expect((await call(sandbox, preview, order)).body.error_code).toBeUndefined()
})

test('an expired token is refused as an unknown one is', async () => {
  await control(sandbox, 'tokens/expire', { token: 'at-0001' })
  expect(await call(sandbox, detail, { offerId: 1 })).toMatchObject({
    status: 401,
    body: { error_code: '401' },
  })
})

test('a timestamp that is far off is refused once the app wants that', async () => {
  const stale = { offerId: fixture.cup.offerId, _aop_timestamp: now - 11 * 60_000 }
  expect((await call(sandbox, detail, stale)).body.success).toBe(true)
  await control(sandbox, 'app', { checkTimestamp: true })
  expect((await call(sandbox, detail, stale)).body.error_code).toBe('gw.TimestampInvalid')
})

test('query and form are one: a signature in the query, the rest in the body', async () => {
  const request = signedRequest(detail, { offerId: fixture.cup.offerId })
  const form = new URLSearchParams(await request.text())
  const signature = form.get('_aop_signature') ?? ''
  form.delete('_aop_signature')
  const split = new Request(`${request.url}?_aop_signature=${signature}`, {
    method: 'POST',
    body: form,
  })
  expect((await sandbox.fetch(split)).status).toBe(200)
  const inQuery = await signedRequest(detail, { offerId: fixture.cup.offerId }).text()
  expect((await sandbox.fetch(new Request(`${request.url}?${inQuery}`))).status).toBe(200)
})

test('a JSON body carries no parameters', async () => {
  const request = signedRequest(detail, {})
  const json = new Request(request.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offerId: 1 }),
  })
  expect(await codeOf(await sandbox.fetch(json))).toBe('400 gw.SignatureMissing')
})

test('the call log says what should have been signed', async () => {
  await call(sandbox, detail, { offerId: 1 }, { secret: 'wrong' })
  const logged = sandbox.calls.all().at(-1)
  expect(logged).toMatchObject({ api: detail, status: 400, errorCode: 'gw.SignatureInvalid' })
  expect(logged?.stringToSign).toBe(
    'param2/1/com.alibaba.fenxiao/alibaba.fenxiao.productInfo.get/1000000access_tokenat-0001offerId1',
  )
})
