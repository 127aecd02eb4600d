import type { ChannelSettings, ChannelView, Share } from '@xiaopu/domain'
import { afterEach, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { ask, baseUrl, type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
afterEach(() => shop.close())

const [first = ''] = offerIds
const agents = {
  wechat:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN',
  douyin:
    'Mozilla/5.0 (Linux; Android 10; M2007J17C; wv) AppleWebKit/537.36 Version/4.0 Chrome/75.0.3770.156 Mobile Safari/537.36 aweme_230400 JsSdk/1.0',
  kuaishou:
    'Mozilla/5.0 (Linux; Android 13; LE2120; wv) AppleWebKit/537.36 Version/4.0 Chrome/90.0.4430.226 KsWebView/1.8.90.604 (rel) Mobile Safari/537.36 Kwai/12.5.20',
  xiaohongshu:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 discover/8.45.1 xhsdiscover',
  browser:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
  robot: 'WhatsApp/2.24',
}
type Agent = keyof typeof agents

async function share(body: Record<string, unknown> = { channel: 'web' }): Promise<Share> {
  return (await shop.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

const follow = (code: string, agent: Agent) =>
  ask(shop.gateway, `/s/${code}`, {
    headers: { 'user-agent': agents[agent], 'accept-language': 'zh-CN' },
  })

const settle = (channel: string, body: Record<string, unknown>) =>
  shop.sell<ChannelSettings>(`/v1/seller/channels/${channel}`, { method: 'PUT', body })

const visits = async () =>
  (await shop.gateway.deps.db.selectFrom('visits').select('visit_id').execute()).length

test('a short link leads to the page in every app and browser, and no cache keeps it for another', async () => {
  shop = await openShop()
  const { code } = await share()
  for (const agent of ['wechat', 'douyin', 'kuaishou', 'xiaohongshu', 'browser'] as const) {
    const { status, headers } = await follow(code, agent)
    expect(status).toBe(302)
    expect(headers.get('location')).toMatch(`${baseUrl}/shop/demo?s=${code}#v=`)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('vary')).toContain('user-agent')
  }
  expect(await visits()).toBe(5)
})

test('a program that shows previews gets title, price and picture, and is no visit', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { code } = await share({ channel: 'wechat', listing: listing.id })
  for (const agent of ['robot', ''] as const) {
    const headers = { 'user-agent': agent && agents[agent] }
    const { status, text, headers: said } = await ask(shop.gateway, `/s/${code}`, { headers })
    expect(status).toBe(200)
    expect(said.get('x-robots-tag')).toBe('noindex')
    expect(text).toContain(`<meta property="og:title" content="${listing.title}">`)
    expect(text).toMatch(/<meta property="og:image" content="http:\/\/127.0.0.1:8688\/img\//)
    expect(text).toContain(`href="${baseUrl}/shop/demo/${listing.id}?s=${code}"`)
  }
  expect(await visits()).toBe(0)
})

test('where a seller wants a browser the link asks for one, with the link to copy; that is no visit yet', async () => {
  shop = await openShop()
  const { code, url } = await share()
  await settle('wechat', { opens: 'browser' })
  const { status, text } = await follow(code, 'wechat')
  expect(status).toBe(200)
  expect(text).toContain('请在浏览器中打开')
  expect(text).toContain(`value="${url}"`)
  expect(await visits()).toBe(0)
  expect((await follow(code, 'browser')).status).toBe(302)
  expect(await visits()).toBe(1)
})

test('an app with a mini-program of the seller offers it, and never jumps by itself', async () => {
  shop = await openShop()
  const { code } = await share()
  await settle('kuaishou', { mini: { appId: 'ks70001', path: '/pages/share/index' } })
  await settle('douyin', { mini: { appId: 'tt00001', link: 'https://z.douyin.com/abc' } })
  const kuaishou = await follow(code, 'kuaishou')
  expect(kuaishou.status).toBe(200)
  expect(kuaishou.text).toContain('打开快手小程序')
  expect(kuaishou.text).toContain(
    `kwai://miniapp?appId=ks70001&amp;KSMP_source=011012&amp;KSMP_internal_source=011012&amp;path=${encodeURIComponent(`/pages/share/index?s=${code}`)}`,
  )
  expect(kuaishou.text).toContain('继续看网页')
  expect((await follow(code, 'douyin')).text).toContain('href="https://z.douyin.com/abc"')
  // Neither is anything for the other apps.
  for (const agent of ['wechat', 'xiaohongshu', 'browser'] as const) {
    expect((await follow(code, agent)).status).toBe(302)
  }
})

test('a page inside one app names no other', async () => {
  shop = await openShop()
  const { code } = await share()
  await settle('xiaohongshu', { opens: 'browser' })
  await settle('wechat', { mini: { appId: 'wx0123456789', originalId: 'gh_0123456789ab' } })
  const { text } = await follow(code, 'xiaohongshu')
  expect(text).not.toMatch(/微信|抖音|快手|淘宝|支付宝|wechat|gh_/i)
})

test('a link that was good until a time says so afterwards, with the way to the shop', async () => {
  shop = await openShop()
  const until = new Date(shop.clock.now() + 60_000).toISOString()
  const { code, until: said } = await share({ channel: 'wechat', until })
  expect(said).toBe(until)
  expect((await follow(code, 'wechat')).status).toBe(302)
  await shop.clock.advance(61_000)
  const gone = await follow(code, 'wechat')
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('这个分享已失效')
  expect(gone.text).toContain(`href="${baseUrl}/shop/demo"`)
  expect((await ask(shop.gateway, `/v1/shares/${code}`)).status).toBe(404)
  // The seller asks for the same link again: it is good again.
  expect((await share({ channel: 'wechat' })).code).toBe(code)
  expect((await follow(code, 'wechat')).status).toBe(302)
})

test('a mini-program reads what a share shows and which listing it is', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { code } = await share({ channel: 'kuaishou', listing: listing.id })
  const { json } = await ask(shop.gateway, `/v1/shares/${code}`)
  expect(json).toMatchObject({
    code,
    channel: 'kuaishou',
    listing: listing.id,
    title: listing.title,
  })
})

test('pages learn how buyers check out in an app; secrets go in and never come out', async () => {
  shop = await openShop()
  const read = (channel: string, query = '') =>
    shop.ask<ChannelView>(`/v1/channels/${channel}${query}`).then(({ json }) => json)
  expect(await read('kuaishou')).toEqual({
    channel: 'kuaishou',
    checkout: { mode: 'catalog-only', reason: 'needs-admission' },
    script: false,
  })
  await settle('kuaishou', { admitted: true })
  expect((await read('kuaishou')).checkout).toEqual({ mode: 'native', reason: 'admitted' })
  expect((await read('wechat', '?mini=1')).checkout.mode).toBe('handoff')
  const secret = 'very-secret-0123456789'
  const set = await settle('wechat', { site: { appId: 'wx0123456789', secret } })
  expect(set.json.site).toEqual({ appId: 'wx0123456789', hasSecret: true })
  const listed = await shop.sell('/v1/seller/channels')
  const { rows } = await shop.gateway.deps.db
    .selectFrom('shop_channels')
    .selectAll()
    .execute()
    .then((rows) => ({ rows }))
  expect(set.text + listed.text + JSON.stringify(rows)).not.toContain(secret)
  expect((await read('wechat')).script).toBe(true)
  // Another account has another secret.
  const other = await settle('wechat', { site: { appId: 'wx9999999999' } })
  expect(other.json.site).toEqual({ appId: 'wx9999999999', hasSecret: false })
  expect((await settle('wechat', { site: null })).json.site).toBeUndefined()
  expect((await settle('telegram', {})).status).toBe(404)
})

test('a seller hears of words that break a rule before she spreads them, and nothing is held back', async () => {
  shop = await openShop()
  const answer = await shop.sell<{ share: Share; warnings: { rule: string; where: string }[] }>(
    '/v1/seller/shares',
    { body: { channel: 'xiaohongshu', text: '全网最低价，加我微信 abc12345' } },
  )
  expect(answer.status).toBe(200)
  expect(answer.json.share.code).toHaveLength(8)
  expect(answer.json.warnings.map(({ rule, where }) => `${where} ${rule}`)).toEqual(
    expect.arrayContaining(['text absolute_term', 'text contact_info', 'text foreign_platform']),
  )
  const clean = await shop.sell<{ warnings: unknown[] }>('/v1/seller/shares', {
    body: { channel: 'wechat', text: '不锈钢保温杯，500 毫升' },
  })
  expect(clean.json.warnings).toEqual([])
})

test('a poster for an app that punishes codes has none, unless someone wants one', async () => {
  shop = await openShop()
  const { code } = await share({ channel: 'xiaohongshu' })
  const poster = (query: string) =>
    ask(shop.gateway, `/v1/shares/${code}/poster?format=portrait${query}`)
  const isCode = /shape-rendering="crispEdges"/
  expect((await poster('')).text).not.toMatch(isCode)
  expect((await poster('&code=always')).text).toMatch(isCode)
  const wechat = await share({ channel: 'wechat' })
  const { text } = await ask(shop.gateway, `/v1/shares/${wechat.code}/poster`)
  expect(text).toMatch(isCode)
})
