import type { Listing, SellerOrder, Share } from '@xiaopu/domain'
import { defaultWechatAccount } from '@xiaopu/sandbox'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { eventually } from '../shop.ts'
import { type App, openIn, type ServedShop, serveShop } from './apps.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { shoot } from './phone.ts'
import { chooseFirstInStock, giveAddress } from './taps.ts'
import { watch } from './watch.ts'

let browser: Browser
let served: ServedShop
let listing: Listing

beforeAll(async () => {
  served = await serveShop()
  listing = await served.shop.list(offerIds[0] ?? '')
  browser = await openChromium()
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

async function shareFor(channel: App | 'web'): Promise<Share> {
  const body = { channel, listing: listing.id }
  return (await served.shop.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** From a short link that somebody spread to the goods in the cart; the way goes on to the checkout. */
async function fillCart(page: Page, { url, code }: Share, name: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { name: listing.title }).first().waitFor()
  // The visit's number may still stand behind it.
  expect(page.url().split('#')[0]).toBe(`${served.url}/shop/demo/${listing.id}?s=${code}`)
  await shoot(page, `channel-${name}-1-goods`)
  await chooseFirstInStock(page)
  await page.getByRole('dialog').getByText(listing.title).first().waitFor()
  await shoot(page, `channel-${name}-2-cart`)
  await button(page, '去结算').tap()
  await page.waitForURL(/\/shop\/demo\/checkout/)
}

/** Types the address, reads the total, and taps the one button. Answers what it says. */
async function confirmOrder(page: Page, name: string): Promise<string> {
  await giveAddress(page, '王小芳 13800138000 浙江省杭州市西湖区文三路90号3幢501')
  await button(page, '使用这个地址').tap()
  const pay = button(page, /^付款 ¥/)
  await pay.waitFor()
  await page
    .getByText(/包邮|运费/)
    .first()
    .waitFor()
  // A finger that has just left still dims what it was on.
  await expect.poll(() => barriers(page), { timeout: 10_000 }).toEqual([])
  await shoot(page, `channel-${name}-3-checkout`)
  const asked = (await pay.textContent()) ?? ''
  await pay.tap()
  return asked
}

/** The order's page says that it is paid, for how much, and the share is credited. */
async function seePaid(page: Page, asked: string, share: Share, name: string): Promise<void> {
  await page.waitForURL(/\/shop\/demo\/order/)
  await page.getByRole('heading', { name: /^(备货中|待发货)$/ }).waitFor()
  const total = /¥[\d.,]+/.exec(asked)?.[0] ?? 'no total'
  expect(await page.getByText(total).count()).toBeGreaterThan(0)
  await page.getByText('浙江省').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, `channel-${name}-4-order`)
  const [id] = /ord_\w+/.exec(page.url()) ?? []
  const bought = await eventually(async () => {
    const { json } = await served.shop.sell<SellerOrder>(`/v1/seller/orders/${id}`)
    return json.state === 'placed' && json
  })
  expect(bought.credit?.code).toBe(share.code)
}

test('in WeChat: friends and Moments get the card, and the buyer pays in the app’s own window', async () => {
  const { shop, settle } = served
  const { appId, secret } = defaultWechatAccount
  await settle('wechat', { site: { appId, secret } })
  const accounts = '/v1/seller/payment-accounts/wechat'
  const account = shop.sandbox.wechatPay.account()
  await shop.sell(accounts, { method: 'PUT', body: { account, state: 'on' } })
  const share = await shareFor('wechat')
  const { context, page, told } = await openIn(browser, 'wechat', {
    window: (params) => shop.sandbox.wechatPay.payInWindow(params),
  })
  const { errors } = await watch(page)
  await fillCart(page, share, 'wechat')
  for (const name of ['updateAppMessageShareData', 'updateTimelineShareData']) {
    const { sent } = told.find((each) => each.name === name) ?? {}
    expect(sent?.link, name).toBe(`${served.url}/shop/demo/${listing.id}?s=${share.code}`)
    expect(sent?.title, name).toContain(listing.title)
    expect(sent?.imgUrl, name).toMatch(`${served.url}/img/`)
  }
  expect(await page.getByRole('note').count()).toBe(0)
  const asked = await confirmOrder(page, 'wechat')
  await seePaid(page, asked, share, 'wechat')
  expect(told.filter(({ name }) => name === 'getBrandWCPayRequest')).toHaveLength(1)
  expect(errors).toEqual([])
  await shop.sell(accounts, { method: 'PUT', body: { state: 'off' } })
  await context.close()
})

test('in a browser: the buyer pays at the cashier', async () => {
  const share = await shareFor('web')
  const { context, page } = await openIn(browser, 'web')
  const { errors } = await watch(page)
  await fillCart(page, share, 'web')
  const asked = await confirmOrder(page, 'web')
  await page.waitForURL(/\/cashier\//)
  await button(page, /^支付/).tap()
  await seePaid(page, asked, share, 'web')
  expect(errors).toEqual([])
  await context.close()
})

test.each([
  ['douyin', '这里只供看货。要下单，请到店主在本平台的店铺。'],
  ['kuaishou', '这里只供看货，暂时不能在这里下单付款。'],
  ['xiaohongshu', '这里只供看货，暂时不能在这里下单付款。'],
] as const)(
  'in %s: goods and cart are there, and nobody gives an address for what cannot be paid here',
  async (app, words) => {
    const share = await shareFor(app)
    const { context, page } = await openIn(browser, app)
    const watched = await watch(page)
    await fillCart(page, share, app)
    await page.getByRole('note').getByText(words).waitFor()
    await expect.poll(() => page.getByRole('textbox').count()).toBe(0)
    expect(await button(page, /付款|使用这个地址/).count()).toBe(0)
    expect(await page.getByText(/微信|抖音|快手|小红书|淘宝|支付宝/).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `channel-${app}-3-checkout`)
    await page.getByRole('link', { name: '回店铺继续看' }).tap()
    await page.waitForURL(`${served.url}/shop/demo`)
    await page.getByRole('link', { name: listing.title }).first().waitFor()
    expect(watched.errors).toEqual([])
    await context.close()
  },
)

test('in Kuaishou, once the platform admitted the shop: the buyer pays there', async () => {
  await served.settle('kuaishou', { admitted: true })
  const share = await shareFor('kuaishou')
  const { context, page } = await openIn(browser, 'kuaishou')
  const { errors } = await watch(page)
  await fillCart(page, share, 'admitted')
  const asked = await confirmOrder(page, 'admitted')
  await page.waitForURL(/\/cashier\//)
  await button(page, /^支付/).tap()
  await seePaid(page, asked, share, 'admitted')
  expect(await page.getByRole('note').count()).toBe(0)
  expect(errors).toEqual([])
  await context.close()
})
