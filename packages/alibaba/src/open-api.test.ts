import { expect, test } from 'vitest'
import { home, line, type Reply, scripted } from './scripted.test.fixture.ts'
import { sign } from './sign.ts'

const failed = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

async function codeOf(asking: Promise<unknown>): Promise<unknown> {
  return asking.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  )
}

/** What a read and a write make of the same answer; asking for our number before a create succeeds. */
async function both(reply: Reply): Promise<unknown[]> {
  const { platform } = scripted((call) =>
    call.api === 'alibaba.trade.getBuyerOrderList' ? { result: [] } : reply(call),
  )
  const request = { outOrderId: 'so_1', lines: [line], address: home }
  return [await codeOf(platform.regions()), await codeOf(platform.place(request))]
}

test('a call is a signed form with the token and the time', async () => {
  const { platform, heard } = scripted(() => ({ result: [] }))
  await platform.regions('510000')
  const { _aop_signature: signature, ...signed } = heard[0]?.params ?? {}
  expect(signed).toEqual({
    areaCode: '510000',
    webSite: '1688',
    access_token: 'token',
    _aop_timestamp: '1795399200000',
  })
  const path = 'param2/1/com.alibaba.trade/alibaba.trade.addresscode.getchild/1000000'
  expect(signature).toBe(sign('secret', path, signed))
})

test.each<[string, string, string, Reply]>([
  ['connection refused', 'PLATFORM_BUSY', 'PLATFORM_BUSY', () => failed('ECONNREFUSED')],
  ['unknown host', 'PLATFORM_BUSY', 'PLATFORM_BUSY', () => failed('ENOTFOUND')],
  ['connection reset', 'PLATFORM_BUSY', 'PLATFORM_IN_DOUBT', () => failed('ECONNRESET')],
  ['time-out', 'PLATFORM_BUSY', 'PLATFORM_IN_DOUBT', () => new DOMException('', 'TimeoutError')],
  ['502 page', 'PLATFORM_BUSY', 'PLATFORM_IN_DOUBT', () => new Response('<html>', { status: 502 })],
  ['429 page', 'PLATFORM_BUSY', 'PLATFORM_BUSY', () => new Response('slow', { status: 429 })],
  ['page instead of JSON', 'PLATFORM_SCHEMA', 'PLATFORM_IN_DOUBT', () => '<html>'],
  ['empty answer', 'PLATFORM_SCHEMA', 'PLATFORM_IN_DOUBT', () => ''],
  ['list', 'PLATFORM_SCHEMA', 'PLATFORM_IN_DOUBT', () => '[]'],
  ['endless nesting', 'PLATFORM_SCHEMA', 'PLATFORM_IN_DOUBT', () => '['.repeat(1_000_000)],
  ['3 MB', 'PLATFORM_SCHEMA', 'PLATFORM_IN_DOUBT', () => `{"a":"${'x'.repeat(3_000_000)}"}`],
])('%s: a read says %s, a write %s', async (_, onRead, onWrite, reply) => {
  expect(await both(reply)).toEqual([onRead, onWrite])
})

test('the gateway error counts whatever the HTTP status', async () => {
  for (const status of [200, 400, 401, 500]) {
    const body = '{"error_code":"gw.APIACLDecline","error_message":"x","request_id":"r1"}'
    const { platform } = scripted(() => new Response(body, { status }))
    await expect(platform.regions()).rejects.toMatchObject({
      code: 'PLATFORM_PERMISSION',
      detail: { api: 'alibaba.trade.addresscode.getchild', requestId: 'r1' },
    })
  }
})

test('a platform that asks for a longer pause is left alone', async () => {
  const busy = () => new Response('', { status: 429, headers: { 'retry-after': '60' } })
  const { platform, heard } = scripted(busy)
  await expect(platform.regions()).rejects.toMatchObject({
    code: 'PLATFORM_BUSY',
    detail: { retryAfter: 60 },
  })
  expect(heard).toHaveLength(1)
})

test('the cause of a failure is passed on', async () => {
  const cause = failed('ECONNRESET')
  const { platform } = scripted(() => cause)
  await expect(platform.regions()).rejects.toMatchObject({ cause })
})
