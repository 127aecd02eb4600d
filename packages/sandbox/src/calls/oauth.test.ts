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

test('a browser is sent back with a code and its state, or told what is wrong', async () => {
  const sandbox = open()
  const visit = (query: object) =>
    sandbox.fetch(
      new Request(`http://sandbox/oauth/authorize?${new URLSearchParams({ ...query })}`),
    )
  const redirect_uri = 'https://shop.example/back?x=1'
  const back = await visit({ client_id: '1000000', redirect_uri, state: 's 1' })
  expect(back.status).toBe(302)
  const target = new URL(back.headers.get('location') ?? '')
  expect(target.origin + target.searchParams.get('x')).toBe('https://shop.example1')
  expect(target.searchParams.get('state')).toBe('s 1')
  const asked = { ...client, grant_type: 'authorization_code', redirect_uri }
  const token = await call(sandbox, getToken, {
    ...asked,
    code: target.searchParams.get('code') ?? '',
  })
  expect(token.body.memberId).toBe('b2b-2248544159')

  expect((await visit({ client_id: '5', redirect_uri })).status).toBe(400)
  expect((await visit({ client_id: '1000000' })).status).toBe(400)
  expect((await visit({ client_id: '1000000', redirect_uri: 'javascript:1' })).status).toBe(400)
})

test('a refresh token is prolonged before it ends', async () => {
  const { body } = await call(open(), 'system.oauth2:postponeToken', {
    ...client,
    refresh_token: 'rt-0001',
    access_token: 'at-0001',
  })
  expect(body.refresh_token).toMatch(/^[0-9a-f-]{36}$/)
})
