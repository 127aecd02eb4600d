import type { Share } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCoupon, orderWith } from '../coupons/with-coupon.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPayShop, type PayShop } from './pay-shop.ts'
import { openPhone, shoot } from './phone.ts'
import { chooseFirstInStock, giveAddress } from './taps.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let shop: PayShop

beforeAll(async () => {
  browser = await openChromium()
  shop = await openPayShop()
  await makeCoupon(shop.market)
  await makeCoupon(shop.market, { code: 'OTHER', minSpend: { amount: 9_000_000, currency: 'CNY' } })
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

/** Where a link for the goods leads. */
async function linkWith(coupon?: string): Promise<string> {
  const { json } = await shop.market.sell<{ share: Share }>('/v1/seller/shares', {
    body: { channel: 'wechat', listing: shop.listing.id, coupon },
  })
  return json.share.url
}

const pasted = '张三 13800138000 浙江省杭州市西湖区文三路 1 号'

test('a buyer types a code: what it takes off is shown, ordered and on the order’s page; a wrong one says why', async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(await linkWith())
  await chooseFirstInStock(page)
  await page.getByRole('button', { name: '去结算' }).tap()
  await giveAddress(page, pasted)
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  const code = page.getByLabel('优惠码（选填）')
  await code.fill('nobody')
  await page.getByRole('button', { name: '使用', exact: true }).tap()
  await page.getByText('没有这个优惠码').waitFor()
  await code.fill('other')
  await page.getByRole('button', { name: '使用', exact: true }).tap()
  await page.getByText(/再买 ¥.* 的商品就能用/).waitFor()
  await code.fill('mia5')
  await page.getByRole('button', { name: '使用', exact: true }).tap()
  await page.getByText('优惠 MIA5').waitFor()
  await page.getByText('-¥5.00').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, 'coupon-checkout', true)
  await page.getByRole('button', { name: /^付款/ }).tap()
  await page.waitForURL(/\/(pay|sandbox|cashier)/)
  await context.close()
})

test('a link carries a coupon: whoever comes through it finds it taken off without a word', async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(await linkWith('MIA5'))
  await chooseFirstInStock(page)
  await page.getByRole('button', { name: '去结算' }).tap()
  await giveAddress(page, pasted.replace('13800138000', '13900139000'))
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByText('优惠 MIA5').waitFor()
  await page.getByText('-¥5.00').waitFor()
  await context.close()
})

test('a link carries a coupon for more goods than she has: she reads for how much more, and pays without it if she likes', async () => {
  const { context, page } = await openPhone(browser)
  await page.goto(await linkWith('OTHER'))
  await chooseFirstInStock(page)
  await page.getByRole('button', { name: '去结算' }).tap()
  await giveAddress(page, pasted.replace('13800138000', '13900139001'))
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByText(/^再买 ¥8\d,?\d{3}\.\d\d 的商品，就能用优惠码 OTHER$/).waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, 'coupon-spend-more', true)
  await page.getByRole('button', { name: /^付款/ }).tap()
  await page.waitForURL(/\/(pay|sandbox|cashier)/)
  await context.close()
})

test('an order that was not paid gives its coupon back, and its page says until when', async () => {
  const placed = await orderWith(shop.market, shop.listing, { phone: '13700137000' })
  await placed.tell('close')
  const { context, page } = await openPhone(browser)
  await page.goto(shop.pageOf(placed))
  await page.getByText(/优惠码 MIA5 已退回，.* 前还能用/).waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'coupon-back', true)
  await context.close()
})
