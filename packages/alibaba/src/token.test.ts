import { expect, test } from 'vitest'
import { authoriseUrl, extendGrant, grantByCode } from './authorise.ts'
import { refreshingToken } from './token.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 23, 2)

/** A token endpoint that answers by script, and the fields it was sent. */
function endpoint(...answers: (object | Error | Response)[]) {
  const heard: Record<string, string>[] = []
  const urls: string[] = []
  const access = {
    baseUrl: 'https://gw.example',
    appKey: '1000000',
    appSecret: 'secret',
    now: () => now,
    fetch: async (url: URL | RequestInfo, init?: RequestInit): Promise<Response> => {
      urls.push(String(url))
      heard.push(Object.fromEntries(new URLSearchParams(String(init?.body))))
      const answer = answers[heard.length - 1] ?? answers.at(-1) ?? {}
      if (answer instanceof Error) throw answer
      return answer instanceof Response ? answer : Response.json(answer)
    },
  }
  return { access, heard, urls }
}

const granted = {
  access_token: 'at-1',
  refresh_token: 'rt-1',
  expires_in: '36000',
  refresh_token_timeout: '20270522103000000+0800',
  resource_owner: 'xiaopu_test',
  aliId: '2248544159',
  memberId: 'b2b-2248544159',
}

test('the authorise page is told the app, where to come back and what to bring', () => {
  const asked = { appKey: '1000000', redirectUri: 'https://shop.example/back?a=1', state: 's&t' }
  const url = new URL(authoriseUrl(asked))
  expect(url.origin + url.pathname).toBe('https://auth.1688.com/oauth/authorize')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '1000000',
    site: '1688',
    redirect_uri: 'https://shop.example/back?a=1',
    state: 's&t',
  })
})

test('a code becomes a grant that says whose it is and how long it lasts', async () => {
  const { access, heard, urls } = endpoint(granted)
  const redirectUri = 'https://shop.example/back'
  expect(await grantByCode(access, { code: 'c-1', redirectUri })).toEqual({
    accessToken: 'at-1',
    expiresAt: now + 36_000_000,
    refreshToken: 'rt-1',
    refreshTokenExpiresAt: '2027-05-22T02:30:00.000Z',
    memberId: 'b2b-2248544159',
    userId: '2248544159',
    loginId: 'xiaopu_test',
  })
  expect(urls).toEqual(['https://gw.example/openapi/param2/1/system.oauth2/getToken/1000000'])
  expect(heard[0]).toEqual({
    grant_type: 'authorization_code',
    need_refresh_token: 'true',
    client_id: '1000000',
    client_secret: 'secret',
    redirect_uri: redirectUri,
    code: 'c-1',
  })
})

test.each<[string, string, object | Error | Response]>([
  ['a used code', 'PLATFORM_AUTH', { error: 'invalid_grant', error_description: 'x' }],
  ['a page', 'PLATFORM_AUTH', new Response('<html>')],
  ['an empty token', 'PLATFORM_AUTH', { access_token: '' }],
  ['no answer', 'PLATFORM_BUSY', new TypeError('fetch failed')],
  ['a 503', 'PLATFORM_BUSY', new Response('', { status: 503 })],
])('%s is %s', async (_, code, answer) => {
  const { access } = endpoint(answer)
  const asking = grantByCode(access, { code: 'c', redirectUri: 'https://shop.example' })
  await expect(asking).rejects.toMatchObject({ code })
})

test('many calls at the end of a token make one refresh', async () => {
  const { access, heard } = endpoint({ ...granted, refresh_token: undefined })
  const saved: object[] = []
  const token = refreshingToken({
    ...access,
    refreshToken: 'rt-0',
    known: { accessToken: 'at-0', expiresAt: now + 299_999 },
    save: async (fresh) => void saved.push(fresh),
  })
  const tokens = await Promise.all(Array.from({ length: 20 }, () => token.access()))
  expect(new Set(tokens)).toEqual(new Set(['at-1']))
  expect(heard).toHaveLength(1)
  expect(heard[0]).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'rt-0' })
  expect(saved).toMatchObject([{ accessToken: 'at-1', refreshToken: 'rt-0' }])
})

test('a refresh token in its last thirty days is extended, and the new one is kept', async () => {
  const ends = (days: number) => ({
    access_token: 'at-1',
    expires_in: '36000',
    refresh_token_timeout: String(now + days * day),
  })
  const { access, heard, urls } = endpoint(ends(29), { ...granted, refresh_token: 'rt-2' })
  const saved: object[] = []
  const save = async (fresh: object) => void saved.push(fresh)
  await refreshingToken({ ...access, refreshToken: 'rt-0', save }).access()
  expect(urls.map((url) => url.split('/').at(-2))).toEqual(['getToken', 'postponeToken'])
  expect(heard[1]).toMatchObject({ refresh_token: 'rt-0', access_token: 'at-1' })
  expect(saved.at(-1)).toMatchObject({ refreshToken: 'rt-2' })
})

test('a refused extension leaves the fresh token good', async () => {
  const ending = { access_token: 'at-1', refresh_token_timeout: String(now + day) }
  const { access } = endpoint(ending, { error: 'invalid_grant' })
  expect(await refreshingToken({ ...access, refreshToken: 'rt-0' }).access()).toBe('at-1')
  const { access: refusing } = endpoint({ error: 'invalid_grant' })
  const tokens = { refreshToken: 'rt', accessToken: 'at' }
  await expect(extendGrant(refusing, tokens)).rejects.toMatchObject({ code: 'PLATFORM_AUTH' })
})
