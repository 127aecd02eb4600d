import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Placed } from '../market.ts'
import { order } from '../scenarios/story.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'

const friend = 'https://blog.example'

let market: OpenShop
let placed: Placed

beforeAll(async () => {
  market = await openShop()
  const body = { allowedOrigins: [friend] }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
  placed = await order(market)
}, 60_000)
afterAll(() => market.close())

/** Addresses that look like ours, or like a friend's, to one reader or another. */
const hostile: readonly string[] = [
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '////evil.example/%2f..',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/\\/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'http:evil.example',
  'https:///evil.example',
  'https://evil.example\\@blog.example',
  'https://evil.example\\.blog.example',
  'https://blog.example@evil.example',
  'https://blog.example:443@evil.example/',
  'https://blog.example%40evil.example',
  'https://blog.example%2eevil.example',
  'https://blog.example.evil.example/',
  'https://blog.exampleevil.example/',
  'https://evil.example/https://blog.example',
  'https://evil.example#https://blog.example',
  'https://evil.example?https://blog.example',
  'https://evil.example;blog.example/',
  'https://evil.example%00.blog.example/',
  'https://evil.example%0d%0aLocation:https://x',
  'https://evil.example%23.blog.example',
  'https://evil.example%3f.blog.example',
  'https://blog.example:8443/',
  'http://blog.example/',
  'https://www.blog.example/',
  'https://BLOG.example.evil.example/',
  'https://blog。example/',
  'https://blog.exämple/',
  'https://xn--blog-.example/',
  'https://[::ffff:5.6.7.8]/',
  'https://0x05060708/',
  'https://84281096/',
  'https://user:pass@evil.example/',
  'ht\ttps://evil.example/',
  'https://evil\n.example/',
  '\u0000https://evil.example/',
  ' https://evil.example/ ',
  'javascript:alert(1)//https://blog.example',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://blog.example/0123',
  'filesystem:https://blog.example/temporary/x',
  'ftp://blog.example/',
  'weixin://dl/business/',
  'intent://blog.example#Intent;scheme=https;end',
  'view-source:https://blog.example',
  'about:blank',
  '.',
  '',
  '?next=https://evil.example',
  '#https://evil.example',
  `${baseUrl}@evil.example/`,
  `${baseUrl}.evil.example/`,
  `${baseUrl.replace('8688', '8689')}/`,
  'http://127.0.0.1:86880/',
]

let keys = 0

const startAt = (returnUrl: string) =>
  placed.tell('payments', { returnUrl }, { 'idempotency-key': `return-${++keys}-url` })

test('the corpus of return addresses is as large as it is said to be', () => {
  expect(new Set(hostile).size).toBeGreaterThanOrEqual(40)
})

test.each(hostile)('S-28: no payment sends the buyer back to %j', async (returnUrl) => {
  const { status, json } = await startAt(returnUrl)
  if (status === 200) {
    // Read as browsers read it, it must lead to a friend all the same.
    const back = new URL(returnUrl).origin
    expect([new URL(baseUrl).origin, friend]).toContain(back)
    return
  }
  expect([status, json]).toMatchObject(
    status === 403 ? [403, { code: 'ORIGIN_NOT_ALLOWED' }] : [400, { code: 'BAD_REQUEST' }],
  )
})

test.each([
  `${friend}/thanks`,
  `${friend}:443/thanks?a=1#b`,
  'https://BLOG.example/thanks',
  `${baseUrl}/shop/demo/order`,
])('S-28: %s is where a buyer may come back to', async (returnUrl) => {
  const { status, json } = await startAt(returnUrl)
  expect([status, json.payment?.state]).toEqual([200, 'waiting'])
})

test.each([
  'https:blog.example/thanks',
  'HTTPS://blog.example/thanks',
  'https:\\\\blog.example/thanks',
])(
  'an address that only browsers read is told to the cashier as they read it: %s',
  async (returnUrl) => {
    const own = await order(market)
    const { status, json } = await own.tell(
      'payments',
      { returnUrl },
      { 'idempotency-key': `return-${++keys}-url` },
    )
    expect([status, json.payment?.state]).toEqual([200, 'waiting'])
  },
)

test.each(['//evil.example', '%2f%2fevil.example', '..%2f..%2fevil.example', 'https:evil.example'])(
  'S-28: a short link with the code %s leads nowhere else',
  async (code) => {
    const response = await market.gateway.fetch(new Request(`${baseUrl}/s/${code}`))
    const to = response.headers.get('location')
    expect(new URL(to ?? '/', baseUrl).origin).toBe(new URL(baseUrl).origin)
  },
)
