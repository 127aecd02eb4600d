import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { giveAddress } from './taps.ts'

onPhone((fake) => {
  fake.page('/cashier', '<h1>收银台</h1>')
  fake.page('/shop/qingtian/order', '<h1>订单</h1>')
  fake.page('/checkout', elementPage(fake, 'xp-checkout'))
})

const button = (name: string | RegExp, at = page) => at.getByRole('button', { name })

const openAt = (origin: string, cart: string, at = page) =>
  at.goto(`${origin}/checkout#cart=${cart}`)

async function quote(at = page) {
  await giveAddress(at, '张三 138 0013 8000 浙江省杭州市西湖区 文三路 1 号')
  await button('使用这个地址', at).tap()
  await button(/^付款/, at).waitFor()
}

/** All that this browser has written down for the page. */
const kept = (at = page) =>
  at.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))

test('what was typed is there again when the page was loaded anew, in this tab and in no other', async () => {
  await openAt(gateway.url, filledCart(gateway).id)
  await page.getByLabel('收货人').fill('李四')
  await page.getByLabel('省份').selectOption('浙江省')
  await page.getByLabel('城市').selectOption('杭州市')
  await page.getByLabel('详细地址').fill('中关村大街')
  await page.reload()
  expect(await page.getByLabel('收货人').inputValue()).toBe('李四')
  expect(await page.getByLabel('详细地址').inputValue()).toBe('中关村大街')
  await expect
    .poll(() =>
      page.getByLabel('城市').evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text),
    )
    .toBe('杭州市')
  const tab = await page.context().newPage()
  await openAt(gateway.url, filledCart(gateway).id, tab)
  expect(await tab.getByLabel('收货人').inputValue()).toBe('')
})

test('an address that is used is no draft any more: the tab keeps none', async () => {
  await openAt(gateway.url, filledCart(gateway).id)
  await quote()
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('张三')
})

test('on a page of somebody else, also a trusted one, nothing is kept before the address is used', async () => {
  const other = gateway.url.replace('127.0.0.1', 'localhost')
  gateway.world.inlineCheckout = [other]
  await openAt(other, filledCart(gateway).id)
  await page.getByLabel('收货人').fill('李四')
  expect(await kept()).not.toContain('李四')
})

test('a second tab whose cart was ordered in the first says so and orders nothing', async () => {
  const cart = filledCart(gateway)
  await openAt(gateway.url, cart.id)
  await quote()
  const tab = await page.context().newPage()
  await openAt(gateway.url, cart.id, tab)
  await button('使用这个地址', tab).tap()
  await button(/^付款/, tab).waitFor()

  await button(/^付款/).tap()
  await page.waitForURL('**/cashier*')
  await button(/^付款/, tab).tap()
  await tab.getByText('这个购物车已经下过单').waitFor()
  expect(gateway.world.orders.size).toBe(1)
  expect(await barriers(tab)).toEqual([])
  await shoot(tab, 'checkout-ordered', true)
  const [order] = gateway.world.orders.values()
  await tab.getByRole('link', { name: '查看订单' }).tap()
  await tab.waitForURL(`${gateway.url}/shop/qingtian/order#order=${order?.id}`)
})
