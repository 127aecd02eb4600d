import { expect, test } from 'vitest'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox } from '../sandbox.ts'
import { call } from '../talk.test.fixture.ts'
import { grantCode } from './oauth.ts'

const start = Date.parse('2026-11-24T02:00:00Z')
const open = () => createSandbox({ offers: fixtureOffers, now: () => start })
const client = { client_id: '1000000', client_secret: 'sandbox-secret' }
const getToken = 'system.oauth2:getToken'

test('a code becomes a token once, within two minutes, for the redirect it was made for', async () => {
  const sandbox = open()
  const { world } = sandbox
  const grant = () =>
    world.store.transaction(() => grantCode(world, 'b2b-2248544159', 'https://shop.example/back'))
  const code = grant()
  const asked = { ...client, grant_type: 'authorization_code', need_refresh_token: true, code }
  const wrong = await call(sandbox, getToken, { ...asked, redirect_uri: 'https://other.example' })
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', error_code: '400', error_description: expect.any(String) },
  })
  const right = { ...asked, redirect_uri: 'https://shop.example/back' }
  const first = await call(sandbox, getToken, right, { token: '' })
  expect(first.body).toMatchObject({
    expires_in: '36000',
    resource_owner: 'xiaopu_test',
    memberId: 'b2b-2248544159',
    refresh_token_timeout: '20270523100000000+0800',
  })
  expect((await call(sandbox, getToken, right)).body.error).toBe('invalid_grant')

  const late = { ...right, code: grant() }
  await sandbox.clock.advance(120_000)
  expect((await call(sandbox, getToken, late)).body.error).toBe('invalid_grant')
})

test('a token lives ten hours; a refresh token gives the next one', async () => {
  const sandbox = open()
  const refresh = { ...client, grant_type: 'refresh_token', refresh_token: 'rt-0001' }
  const { body } = await call(sandbox, getToken, refresh)
  expect(body.refresh_token).toBeUndefined()
  const token = String(body.access_token)
  const basic = 'com.alibaba.account:alibaba.account.basic'
  expect((await call(sandbox, basic, {}, { token })).body).toMatchObject({
    result: { loginId: 'xiaopu_test', memberId: 'b2b-2248544159', userId: 2248544159 },
  })
  await sandbox.clock.advance(36_000_000)
  expect((await call(sandbox, basic, {}, { token })).status).toBe(401)
})

test('a wrong client secret is no client', async () => {
  const asked = { ...client, client_secret: 'no', grant_type: 'refresh_token', refresh_token: 'x' }
  expect(await call(open(), getToken, asked)).toMatchObject({
    status: 400,
    body: { error: 'invalid_client', error_code: '400' },
  })
})
