import { beforeEach, expect, test } from 'vitest'
import { at } from '../buyer.test.fixture.ts'
import { type JsonObject, readJson } from '../json.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home, tryControl } from '../talk.test.fixture.ts'
import { signatureOf, stringToSign } from './check-signature.ts'

const start = Date.parse('2026-11-24T02:00:00Z')
const basic = 'com.alibaba.account:alibaba.account.basic'
const create = 'com.alibaba.trade:alibaba.trade.fastCreateOrder'
let sandbox: Sandbox
let pushed: { readonly url: string; readonly type: string; readonly isGenuine: boolean }[]
beforeEach(async () => {
  pushed = []
  sandbox = createSandbox({
    offers: fixtureOffers,
    now: () => start,
    callbackUrl: 'http://first/push',
    fetch: async (url, init) => {
      const form = new URLSearchParams(String(init?.body))
      const text = form.get('message') ?? ''
      const secret = String(url).includes('first') ? 'sandbox-secret' : 'other'
      pushed.push({
        url: String(url),
        type: String((readJson(text) as JsonObject).type),
        isGenuine: form.get('_aop_signature') === signatureOf(secret, `message${text}`),
      })
      return new Response('')
    },
  })
  await control(sandbox, 'apps', {
    key: '2000000',
    secret: 'other',
    callbackUrl: 'http://other/push',
  })
})

/** A call of the second app. */
async function ask(api: string, token: string | undefined, params: object = {}, secret = 'other') {
  const path = `param2/1/${api.replace(':', '/')}/2000000`
  const form = new Map<string, string>(token === undefined ? [] : [['access_token', token]])
  for (const [name, value] of Object.entries(params)) {
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  form.set('_aop_signature', signatureOf(secret, stringToSign(path, form)))
  const answer = await sandbox.fetch(
    new Request(`http://sandbox/openapi/${path}`, {
      method: 'POST',
      body: new URLSearchParams([...form]),
    }),
  )
  return { status: answer.status, body: readJson(await answer.text()) as JsonObject }
}

test('each app has its own secret and its own tokens', async () => {
  const { token } = await control(sandbox, 'tokens', { memberId: 'b2b-5', appKey: '2000000' })
  expect((await ask(basic, String(token))).body).toMatchObject({ result: { memberId: 'b2b-5' } })
  expect((await ask(basic, 'at-0001')).status).toBe(401)
  expect((await ask(basic, String(token), {}, 'sandbox-secret')).body.error_code).toBe(
    'gw.SignatureInvalid',
  )
  expect((await call(sandbox, basic, {}, { token: String(token) })).status).toBe(401)
  expect(sandbox.calls.all().at(-2)?.expectedSignature).toBe(
    signatureOf('other', sandbox.calls.all().at(-2)?.stringToSign ?? ''),
  )
})

test('permissions and limits are an app’s own', async () => {
  const { token } = await control(sandbox, 'tokens', { memberId: 'b2b-5', appKey: '2000000' })
  await control(sandbox, 'app', { appKey: '2000000', granted: [basic], limits: { [basic]: 2 } })
  const order = { addressParam: home, cargoParamList: [], flow: 'fenxiao' }
  expect((await ask(create, String(token), order)).body.error_code).toBe('gw.APIACLDecline')
  expect((await ask(basic, String(token))).status).toBe(200)
  expect((await ask(basic, String(token))).status).toBe(200)
  expect((await ask(basic, String(token))).body.error_code).toBe('gw.QosAppFrequencyLimit')
  expect((await call(sandbox, basic)).status).toBe(200)
})

test('a single-user app acts for its account without a token; with one, for the token’s', async () => {
  expect((await ask(basic, undefined)).status).toBe(401)
  await control(sandbox, 'tokens', { memberId: 'b2b-6' })
  await control(sandbox, 'app', { appKey: '2000000', singleUser: 'b2b-6' })
  expect(at(await ask(basic, undefined), 'result', 'memberId')).toBe('b2b-6')
  expect((await ask(basic, 'nonsense')).status).toBe(401)
  const single = createSandbox({ offers: fixtureOffers, singleUser: true })
  const own = await call(single, basic, {}, { token: '' })
  expect(at(own, 'result', 'memberId')).toBe('b2b-2248544159')
  expect((await tryControl(sandbox, 'app', { singleUser: 'b2b-none' })).status).toBe(404)
})

test('messages go to the apps that the member trusts, signed with each one’s secret', async () => {
  const { token } = await control(sandbox, 'tokens', {
    memberId: 'b2b-2248544159',
    appKey: '2000000',
  })
  const line = { offerId: fixtureOffers[1]?.offerId, quantity: 1 }
  const order = { addressParam: home, cargoParamList: [line], flow: 'fenxiao' }
  await call(sandbox, create, order)
  await sandbox.clock.advance(0)
  expect(pushed.map(({ url, isGenuine }) => `${url} ${isGenuine}`).toSorted()).toEqual([
    'http://first/push true',
    'http://other/push true',
  ])
  await control(sandbox, 'consent/cancel', { memberId: 'b2b-2248544159', appKey: '2000000' })
  expect(pushed.map(({ type }) => type)).toContain('AUTHORIZATION_CANCEL')
  expect((await ask(basic, String(token))).status).toBe(401)
  pushed = []
  await call(sandbox, create, order)
  await sandbox.clock.advance(0)
  expect(pushed.map(({ url }) => url)).toEqual(['http://first/push'])
})

test('each app fetches its own failed messages and none of the other’s', async () => {
  await control(sandbox, 'app', { callbackUrl: '' })
  await control(sandbox, 'app', { appKey: '2000000', callbackUrl: '' })
  await control(sandbox, 'tokens', { memberId: 'b2b-2248544159', appKey: '2000000' })
  const line = { offerId: fixtureOffers[1]?.offerId, quantity: 1 }
  await call(sandbox, create, { addressParam: home, cargoParamList: [line], flow: 'fenxiao' })
  const query = 'cn.alibaba.open:push.query.messageList'
  const first = await call(sandbox, query, {}, { token: '' })
  expect(first.body).toMatchObject({
    pushMessagePage: { totalCount: 1, datas: [{ appKey: '1000000' }] },
  })
  const { body } = await ask('cn.alibaba.open:push.cursor.messageList', undefined)
  expect(body).toMatchObject({ pushMessageList: [{ appKey: '2000000' }] })
  expect((await call(sandbox, query, {}, { token: '' })).body).toEqual(first.body)
})

test('codes, refresh tokens and clients of one app are nothing to the other', async () => {
  const { code } = await control(sandbox, 'codes', {
    appKey: '2000000',
    memberId: 'b2b-2248544159',
  })
  const asked = { grant_type: 'authorization_code', need_refresh_token: true, code: String(code) }
  const first = { client_id: '1000000', client_secret: 'sandbox-secret' }
  const other = { client_id: '2000000', client_secret: 'other' }
  const getToken = 'system.oauth2:getToken'
  expect((await call(sandbox, getToken, { ...asked, ...first })).body.error).toBe('invalid_grant')
  expect((await ask(getToken, undefined, { ...asked, ...first })).body.error).toBe('invalid_client')
  const given = await ask(getToken, undefined, { ...asked, ...other })
  expect(given.body.refresh_token).toEqual(expect.any(String))
  await sandbox.clock.advance(0)
  expect(pushed.at(-1)?.type).toBe('AUTHORIZATION_SUCCESS')
  const refresh = { grant_type: 'refresh_token', refresh_token: given.body.refresh_token }
  expect((await call(sandbox, getToken, { ...refresh, ...first } as never)).body.error).toBe(
    'invalid_grant',
  )
  expect((await ask(getToken, undefined, { ...refresh, ...other })).body.access_token).toEqual(
    expect.any(String),
  )
  expect((await ask(getToken, undefined, { ...other, grant_type: 'password' })).body.error).toBe(
    'invalid_grant',
  )
  const postpone = { refresh_token: given.body.refresh_token, access_token: 'at-none' }
  expect(
    (await ask('system.oauth2:postponeToken', undefined, { ...postpone, ...other })).body.error,
  ).toBe('invalid_grant')
})

test('a registered redirect address holds for its host', async () => {
  await control(sandbox, 'app', { appKey: '2000000', redirectUri: 'https://shop.example/back' })
  const visit = (redirect_uri: string) =>
    sandbox.fetch(
      new Request(
        `http://sandbox/oauth/authorize?${new URLSearchParams({ client_id: '2000000', redirect_uri })}`,
      ),
    )
  expect((await visit('https://shop.example/elsewhere')).status).toBe(302)
  expect((await visit('https://evil.example/back')).status).toBe(400)
})

test.each([
  [{ key: '2000000', secret: 'x' }, 409],
  [{ key: 'abc', secret: 'x' }, 400],
  [{ key: '3000000' }, 400],
])('the app %j is not added', async (body, status) => {
  expect((await tryControl(sandbox, 'apps', body)).status).toBe(status)
})
