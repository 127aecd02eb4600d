import { hour } from '@xiaopu/domain'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginGroup,
  buyInGroup,
  groupsOf,
  makeDeal,
  nextPhone,
  orderInGroup,
  pay,
  soon,
} from '../group-buys/with-group.ts'
import { eventually } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPayShop, type PayShop } from './pay-shop.ts'
import { openPhone, shoot } from './phone.ts'
import { giveAddress } from './taps.ts'
import { zoomText } from './text-zoom.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let shop: PayShop
let deal: string
let listingUrl: string

beforeAll(async () => {
  browser = await openChromium()
  shop = await openPayShop()
  // Paying at the sandbox's own cashier is one tap.
  await shop.turn('wechat', 'off')
  await shop.turn('alipay', 'off')
  deal = (await makeDeal(shop.market, shop.listing)).json.id
  const { json } = await shop.market.ask<{ url: string }>('/v1/shop')
  listingUrl = `${json.url}/${shop.listing.id}`
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

/** Chooses, and gives an address, by taps. */
async function chooseByTaps(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog')
  for (const property of await sheet.getByRole('group').all()) {
    if ((await property.locator('button[aria-pressed=true]').count()) > 0) continue
    await property.locator('button:not([aria-disabled=true])').first().tap()
  }
  await sheet.getByRole('button', { name: '去填地址' }).tap()
  await page.waitForURL(/\/checkout/)
  await giveAddress(page, `张三 ${nextPhone()} 浙江省杭州市西湖区文三路 1 号`)
}

/** The same, until all that is left is to pay. */
async function buyByTaps(page: Page): Promise<void> {
  await chooseByTaps(page)
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByText(/拼团价：3 人都付款后 \d+ 小时内发货，人不齐全额退款/).waitFor()
}

async function payByTap(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^付款/ }).tap()
  await page.getByRole('button', { name: /支付/ }).first().tap()
  await page.waitForURL(/\/order/)
}

test('a buyer begins a group on the listing’s page; a friend joins by her link; once all have paid it goes on', async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(listingUrl)
  await page.getByRole('button', { name: '发起拼团' }).waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, 'group-listing', true)
  const left = () =>
    page.locator('.group').evaluate((box) => box.querySelector('p')?.getBoundingClientRect().left)
  const before = await left()
  expect(before).toBeGreaterThan(0)
  await page.getByRole('button', { name: '发起拼团' }).tap()
  await page.getByRole('dialog').waitFor()
  // What a sheet brings for its own looks moves nothing beneath it.
  expect(await left()).toBe(before)
  await buyByTaps(page)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'group-checkout', true)
  await payByTap(page)
  await page.getByText(/还差 2 人成团，.* 前人不齐会全额退款/).waitFor()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: '邀请好友拼团' }).tap()
  await page.getByText('链接已复制').waitFor()
  const invitation = await page.evaluate(() => navigator.clipboard.readText())
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'group-order-waiting', true)

  const [{ id: groupBuy } = { id: '' }] = (await groupsOf(shop.market, shop.listing)).open
  expect(invitation).toBe(`${listingUrl}?group=${groupBuy}`)
  const friend = await openPhone(browser)
  await friend.page.goto(invitation)
  await friend.page.getByText('朋友邀请你一起拼').waitFor()
  await friend.page.getByText('还差 2 人').waitFor()
  await shoot(friend.page, 'group-invited', true)
  await friend.page.getByRole('button', { name: '去参团' }).tap()
  await buyByTaps(friend.page)
  await payByTap(friend.page)
  await friend.page.getByText(/还差 1 人成团/).waitFor()
  await buyInGroup(shop.market, shop.listing, { deal, groupBuy })
  await friend.page.reload()
  await friend.page
    .getByText(/已成团|已下单|备货/)
    .first()
    .waitFor()
  await shoot(friend.page, 'group-order-full', true)

  // The link leads to a group that is full by now.
  const late = await openPhone(browser)
  await late.page.goto(invitation)
  await late.page.getByText(/朋友邀请你的团已经结束或满员/).waitFor()
  await late.page.getByRole('button', { name: '发起拼团' }).waitFor()
  for (const each of [context, friend.context, late.context]) await each.close()
})

test('who paid for a group that had ended takes another one by a tap', async () => {
  const { groupBuy } = await beginGroup(shop.market, shop.listing, { deal })
  await shop.market.clock.advance(24 * hour - 60_000)
  const late = await orderInGroup(shop.market, shop.listing, { deal, groupBuy })
  await shop.market.clock.advance(120_000)
  await pay(shop.market, late)
  await eventually(async () => (await late.read()).seat?.state === 'missed')
  const { context, page } = await openPhone(browser)
  await page.goto(shop.pageOf(late))
  await page.getByText(/你付款时这个团已经结束/).waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'group-order-missed', true)
  await page.getByRole('button', { name: '换一个团' }).tap()
  await page.getByText(/还差 2 人成团/).waitFor()
  await context.close()
})

test('whose group has filled meanwhile goes from the checkout to the listing by a tap', async () => {
  const { groupBuy } = await beginGroup(shop.market, shop.listing, { deal })
  const { context, page } = await openPhone(browser)
  await page.goto(`${listingUrl}?group=${groupBuy}`)
  await page.getByText('朋友邀请你一起拼').waitFor()
  await page.getByRole('button', { name: '去参团' }).first().tap()
  await chooseByTaps(page)
  for (let more = 0; more < 2; more++)
    await orderInGroup(shop.market, shop.listing, { deal, groupBuy })
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByText(/这个团满员了/).waitFor()
  await shoot(page, 'group-checkout-full', true)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('link', { name: shop.listing.title }).tap()
  await page.waitForURL(listingUrl)
  await page.getByRole('button', { name: '发起拼团' }).waitFor()
  await context.close()
})

test('in large English letters the groups stay within the page, and the choice keeps its margins', async () => {
  const { json: groups } = await shop.market.ask<{ open: readonly object[] }>(
    `/v1/listings/${shop.listing.id}/groups`,
  )
  if (groups.open.length === 0) await beginGroup(shop.market, shop.listing, { deal })
  const { context, page } = await openPhone(browser, { locale: 'en-US' })
  await page.goto(listingUrl)
  const begin = page.getByRole('button', { name: 'Start a group' })
  await begin.waitFor()
  await page.getByRole('button', { name: 'Join' }).first().waitFor()
  await zoomText(page, 2)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, 'group-listing-english-large', true)
  await begin.tap()
  const box = await page.getByRole('dialog').locator('[part=buy]').boundingBox()
  expect([box?.x, box?.width]).toEqual([16, 328])
  await context.close()
})

test('a friend joins a group whose deal has run out meanwhile; nobody begins another one', async () => {
  const { clock } = shop.market
  await clock.advance(Date.parse(soon) - clock.now() - hour)
  const { groupBuy } = await beginGroup(shop.market, shop.listing, { deal })
  await clock.advance(2 * hour)
  const { context, page } = await openPhone(browser)
  await page.goto(`${listingUrl}?group=${groupBuy}`)
  await page.getByText('朋友邀请你一起拼').waitFor()
  expect(await page.getByRole('button', { name: '发起拼团' }).count()).toBe(0)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'group-deal-over', true)
  await page.getByRole('button', { name: '去参团' }).first().tap()
  await buyByTaps(page)
  await context.close()
})
