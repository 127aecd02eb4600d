import { createHash } from 'node:crypto'
import { defaultWechatAccount } from '@xiaopu/sandbox'
import { afterEach, expect, test } from 'vitest'
import { baseUrl, type OpenShop, type OpenShopOptions, openShop } from '../shop.ts'

let shop: OpenShop
afterEach(() => shop.close())

const { appId, secret } = defaultWechatAccount
const page = `${baseUrl}/shop/demo?s=AbCd2345`

interface Signature {
  readonly appId: string
  readonly timestamp: number
  readonly nonceStr: string
  readonly signature: string
}

async function openSigning(options: OpenShopOptions = {}): Promise<void> {
  shop = await openShop(options)
  const body = { site: { appId, secret } }
  await shop.sell('/v1/seller/channels/wechat', { method: 'PUT', body })
}

const sign = <Body = Signature>(url = page) =>
  shop.ask<Body>('/v1/jssdk/signature', { body: { url } })

/** As WeChat's app checks it, written a second time. */
function isGood({ timestamp, nonceStr, signature }: Signature, url: string): boolean {
  const fields = [
    ['jsapi_ticket', shop.sandbox.wechat.ticket()],
    ['noncestr', nonceStr],
    ['timestamp', timestamp],
    ['url', url],
  ]
  const text = fields.map(([name, value]) => `${name}=${value}`).join('&')
  return createHash('sha1').update(text, 'utf8').digest('hex') === signature
}

test('a page of the shop is signed so that WeChat takes it, cut at #, with a new nonce each time', async () => {
  await openSigning()
  const { status, json } = await sign(`${page}#v=vis_1`)
  expect(status).toBe(200)
  expect(json.appId).toBe(appId)
  expect(json.timestamp).toBe(Math.floor(shop.clock.now() / 1000))
  expect(isGood(json, page)).toBe(true)
  expect((await sign()).json.nonceStr).not.toBe(json.nonceStr)
})

test('a token and a ticket are asked for once, however many pages ask at the same moment', async () => {
  await openSigning()
  const all = await Promise.all(Array.from({ length: 8 }, () => sign()))
  expect(all.every(({ json }) => isGood(json, page))).toBe(true)
  expect(shop.sandbox.wechat.asked).toEqual(['stable_token', 'getticket'])
  await shop.clock.advance(7200_000)
  expect(isGood((await sign()).json, page)).toBe(true)
  expect(shop.sandbox.wechat.asked).toHaveLength(4)
})

test('neither token, ticket nor secret stands in the database in the clear', async () => {
  await openSigning()
  await sign()
  const rows = await shop.gateway.deps.db.selectFrom('channel_tickets').selectAll().execute()
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['ticket', 'token'])
  expect(JSON.stringify(rows)).not.toContain(shop.sandbox.wechat.ticket())
})

test('only pages of the gateway and of origins that the seller listed are signed', async () => {
  await openSigning()
  for (const url of ['https://evil.example/', 'javascript:alert(1)', 'nonsense', 'null']) {
    const { status, json } = await sign<{ code: string }>(url)
    expect([status, json.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
  }
  await shop.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { allowedOrigins: ['https://blog.example'] },
  })
  const own = 'https://blog.example/post?id=1'
  const { json } = await shop.ask<Signature>('/v1/jssdk/signature', {
    body: { url: own },
    headers: { origin: 'https://blog.example' },
  })
  expect(isGood(json, own)).toBe(true)
})

test('a secret that was reset at WeChat is asked with once more, and then said to be wrong', async () => {
  await openSigning()
  await sign()
  shop.sandbox.wechat.reset('another-secret')
  await shop.clock.advance(7200_000)
  const { status, json } = await sign<{ code: string; detail: object }>()
  expect([status, json.code, json.detail]).toEqual([502, 'CHANNEL_REFUSED', { code: '40125' }])
  const site = { appId, secret: 'another-secret' }
  await shop.sell('/v1/seller/channels/wechat', { method: 'PUT', body: { site } })
  expect(isGood((await sign()).json, page)).toBe(true)
})

test('a kept token that WeChat no longer takes is replaced at once', async () => {
  await openSigning()
  await sign()
  // The ticket ends; the token was spoilt by someone who forced a new one.
  await shop.gateway.deps.db.deleteFrom('channel_tickets').where('kind', '=', 'ticket').execute()
  shop.sandbox.wechat.refuse(40001)
  expect(isGood((await sign()).json, page)).toBe(true)
  expect(shop.sandbox.wechat.asked.slice(2)).toEqual(['getticket', 'stable_token', 'getticket'])
})

test('a busy WeChat may be asked again, one that refuses this server may not', async () => {
  await openSigning()
  shop.sandbox.wechat.refuse(-1, 45009, 40164)
  const codes = []
  for (let i = 0; i < 3; i++) codes.push((await sign<{ code: string }>()).json.code)
  expect(codes).toEqual(['CHANNEL_BUSY', 'CHANNEL_BUSY', 'CHANNEL_REFUSED'])
  expect((await sign()).status).toBe(200)
})

test('answers that are no JSON, or hold nothing, are a busy WeChat and not a broken page', async () => {
  let body = '<html>502</html>'
  await openSigning({ gateway: { fetch: async () => new Response(body) } })
  for (body of ['<html>', '[]', '{}', '{"access_token":"","expires_in":7200}', 'null']) {
    const { status, json } = await sign<{ code: string }>()
    expect([status, json.code]).toEqual([503, 'CHANNEL_BUSY'])
  }
})

test('a shop without an account says so', async () => {
  shop = await openShop()
  const { status, json } = await sign<{ code: string }>()
  expect([status, json.code]).toEqual([409, 'CHANNEL_NOT_SET_UP'])
})
