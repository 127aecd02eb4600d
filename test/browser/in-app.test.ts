import { createHash } from 'node:crypto'
import type { Channel, Listing, Share } from '@xiaopu/domain'
import { defaultWechatAccount } from '@xiaopu/sandbox'
import jsqr from 'jsqr'
import type { Browser, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import type { OpenShop } from '../shop.ts'
import { openIn, type ServedShop, serveShop } from './apps.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { shoot } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'

let browser: Browser
let served: ServedShop
let shop: OpenShop
let url: string
let listing: Listing

beforeAll(async () => {
  served = await serveShop()
  ;({ shop, url } = served)
  listing = await shop.list(offerIds[0] ?? '')
  browser = await openChromium()
  const { appId, secret } = defaultWechatAccount
  const mini = { appId: 'wx0123456789', originalId: 'gh_0123456789ab', path: '/pages/share/index' }
  await settle('wechat', { site: { appId, secret }, mini })
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

const settle: ServedShop['settle'] = (app, body) => served.settle(app, body)

async function shareOf(channel: Channel): Promise<Share> {
  const body = { channel, listing: listing.id }
  return (await shop.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

const read = (png: Buffer) => {
  const { data, width, height } = PNG.sync.read(png)
  return jsqr(new Uint8ClampedArray(data), width, height)?.data
}
const button = (page: Page, name: string) => page.getByRole('button', { name })

test('in WeChat a page is signed, and friends and Moments get the card of the listing', async () => {
  const { code } = await shareOf('wechat')
  const { context, page, told } = await openIn(browser, 'wechat')
  const watched = await watch(page)
  await page.goto(`${url}/s/${code}`)
  await expect.poll(() => told.map(({ name }) => name)).toContain('updateTimelineShareData')
  const [verify] = told.filter(({ name }) => name === 'preVerifyJSAPI')
  const { verifyNonceStr, verifyTimestamp, verifySignature, verifyAppId } = verify?.sent ?? {}
  expect(verifyAppId).toBe(defaultWechatAccount.appId)
  // As WeChat checks it, over the address that it shows.
  const text = `jsapi_ticket=${shop.sandbox.wechat.ticket()}&noncestr=${verifyNonceStr}&timestamp=${verifyTimestamp}&url=${verify?.url.split('#')[0]}`
  expect(verifySignature).toBe(createHash('sha1').update(text).digest('hex'))
  const link = `${url}/shop/demo/${listing.id}?s=${code}`
  const sent = (name: string) => told.find((each) => each.name === name)?.sent
  expect(sent('updateAppMessageShareData')).toMatchObject({ link })
  expect(sent('updateAppMessageShareData')?.title).toContain(listing.title)
  expect(sent('updateAppMessageShareData')?.imgUrl).toMatch(`${url}/img/`)
  expect(sent('updateTimelineShareData')).toMatchObject({ link })
  const tag = page.locator('wx-open-launch-weapp')
  expect(await tag.getAttribute('username')).toBe('gh_0123456789ab')
  expect(await tag.getAttribute('path')).toBe(`/pages/share/index.html?s=${code}`)
  expect(watched.errors).toEqual([])
  await shoot(page, 'in-app-wechat')
  await context.close()
})

test('where WeChat refuses, the page sells as ever', async () => {
  const { context, page, told } = await openIn(browser, 'wechat', { refusing: ['preVerifyJSAPI'] })
  const watched = await watch(page)
  await page.goto(`${url}/shop/demo/${listing.id}`)
  await expect.poll(() => told.some(({ name }) => name === 'preVerifyJSAPI')).toBe(true)
  await settled(page)
  expect(told.map(({ name }) => name)).not.toContain('updateAppMessageShareData')
  expect(await page.getByRole('heading', { name: listing.title }).count()).toBeGreaterThan(0)
  expect(watched.errors).toEqual([])
  await context.close()
})

test.each([
  ['douyin', '请到店主在本平台的店铺'],
  ['kuaishou', '暂时不能在这里下单付款'],
  ['xiaohongshu', '暂时不能在这里下单付款'],
] as const)(
  'in %s buyers hear at once what they can do here; no other app is named',
  async (app, words) => {
    const { code } = await shareOf(app)
    const { context, page } = await openIn(browser, app)
    const watched = await watch(page)
    await page.goto(`${url}/s/${code}`)
    await page.getByText(words).waitFor()
    await settled(page)
    expect(watched.errors).toEqual([])
    expect(await barriers(page)).toEqual([])
    expect(await page.getByText(/微信|抖音|快手|小红书|淘宝|支付宝/).count()).toBe(0)
    expect(watched.requests.filter((each) => each.url.includes('wx.qq.com'))).toEqual([])
    await shoot(page, `in-app-${app}`)
    await context.close()
  },
)

test('a seller whom the platform admitted has her page without that note', async () => {
  await settle('kuaishou', { admitted: true })
  const { context, page } = await openIn(browser, 'kuaishou')
  const asked = page.waitForResponse((response) => response.url().includes('/v1/channels/kuaishou'))
  await page.goto(`${url}/shop/demo`)
  await asked
  await settled(page)
  expect(await page.getByRole('note').count()).toBe(0)
  await settle('kuaishou', { admitted: false })
  await context.close()
})

test('in WeChat the code is a picture that can be held, and reads back', async () => {
  const { context, page } = await openIn(browser, 'wechat')
  await page.goto(`${url}/shop/demo/${listing.id}`)
  await button(page, '分享').tap()
  const code = page.getByRole('img', { name: `「${listing.title}」的二维码` })
  await code.waitFor()
  expect(await code.getAttribute('src')).toMatch(/^data:image\/png;base64,/)
  expect(read(await code.screenshot())).toMatch(`${url}/s/`)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'in-app-wechat-share')
  await context.close()
})

test.each(['douyin', 'kuaishou', 'xiaohongshu'] as const)(
  'in %s the share sheet has words and a poster without a code, and says why',
  async (app) => {
    const { context, page } = await openIn(browser, app)
    await page.goto(`${url}/shop/demo/${listing.id}`)
    await button(page, '分享').tap()
    await page.getByText('所以这里只有文案和不带码的海报').waitFor()
    expect(await page.getByRole('img', { name: /二维码/ }).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `in-app-${app}-share`)
    await button(page, '复制文案').tap()
    await page.getByText('文案已复制').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(listing.title)
    expect(copied).not.toMatch(/https?:|\/s\//)
    await button(page, '生成海报').tap()
    const poster = page.getByRole('img', { name: `「${listing.title}」的海报` })
    await poster.waitFor()
    expect(read(await poster.screenshot())).toBeUndefined()
    await shoot(page, `in-app-${app}-poster`)
    await context.close()
  },
)

test('a page that asks for a browser says how, and copies the link', async () => {
  await settle('douyin', { opens: 'browser' })
  const { url: link } = await shareOf('douyin')
  const { context, page } = await openIn(browser, 'douyin')
  const watched = await watch(page)
  await page.goto(link)
  await page.getByRole('heading', { name: '请在浏览器中打开' }).waitFor()
  await button(page, '复制链接').tap()
  await button(page, '已复制').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  expect(watched.errors).toEqual([])
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'in-app-browser')
  await settle('douyin', { opens: 'page' })
  await context.close()
})

test('a mini-program of the seller is offered in its app, at once and as a choice', async () => {
  await settle('kuaishou', { mini: { appId: 'ks70001', path: '/pages/share/index' } })
  const { url: link, code } = await shareOf('kuaishou')
  const { context, page } = await openIn(browser, 'kuaishou')
  await page.goto(link)
  const way = page.getByRole('link', { name: '打开快手小程序' })
  expect(await way.getAttribute('href')).toMatch(/^kwai:\/\/miniapp\?appId=ks70001/)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'in-app-mini')
  await page.getByRole('link', { name: '继续看网页' }).tap()
  await page.waitForURL(`${url}/shop/demo/${listing.id}?s=${code}`)
  await settle('kuaishou', { mini: null })
  await context.close()
})
