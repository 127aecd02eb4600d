import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart, opening, type PageLook, placedOrder } from './fake/scenes.ts'
import { shoot } from './phone.ts'

onPhone((fake) => {
  fake.page('/cashier', '<h1>收银台</h1>')
  fake.page('/shop/qingtian/order', '<h1>订单</h1>')
  fake.world.payWith = ['wechat', 'alipay']
})

const orders = () => [...gateway.world.orders.values()]
const chosen = () => orders().map(({ payment }) => payment?.provider)

async function openCheckout(look: PageLook = {}): Promise<void> {
  gateway.page('/checkout', elementPage(gateway, 'xp-checkout', look))
  await page.goto(`${gateway.url}/checkout#cart=${filledCart(gateway).id}`)
  const paste = page.locator('[part=paste]')
  await paste.locator('textarea').fill('张三 138 0013 8000 浙江省杭州市西湖区 文三路 1 号')
  await paste.getByRole('button').tap()
  await page.locator('#in-name').and(page.locator(':not(:placeholder-shown)')).waitFor()
  await page.locator('.bar button').tap()
  await page.locator('[part=pay]').waitFor()
}

async function openOrder(look: PageLook = {}): Promise<void> {
  gateway.page('/order', elementPage(gateway, 'xp-order', look))
  await page.goto(`${gateway.url}/order${opening(placedOrder(gateway))}`)
  await page.locator('[part=pay]').waitFor()
}

const sides = () => page.evaluate(() => document.documentElement.scrollWidth)
const radio = (name: string) => page.getByRole('radio', { name })

const looks = [
  ['zh', {}, '支付宝', '微信支付'],
  ['zh-dark', { theme: 'dark' }, '支付宝', '微信支付'],
  ['en', { lang: 'en' }, 'Alipay', 'WeChat Pay'],
] as const

test.each(looks)(
  'at the checkout the buyer taps what she pays with, and nobody is kept out: %s',
  async (name, look, alipay, wechat) => {
    await openCheckout(look)
    expect(await radio(wechat).isChecked()).toBe(true)
    await page.getByText(alipay, { exact: true }).tap()
    expect(await radio(alipay).isChecked()).toBe(true)
    expect(await barriers(page)).toEqual([])
    expect(await sides()).toBe(360)
    await radio(alipay).scrollIntoViewIfNeeded()
    await shoot(page, `pay-choice-checkout-${name}`, true)
    await page.locator('[part=pay]').tap()
    await page.waitForURL('**/cashier*')
    expect(chosen()).toEqual(['alipay'])
  },
)

test.each(looks)(
  'on the order’s page she is asked again, and what she chose before is chosen: %s',
  async (name, look, alipay, wechat) => {
    await openOrder(look)
    expect(await radio(wechat).isChecked()).toBe(true)
    expect(await barriers(page)).toEqual([])
    expect(await sides()).toBe(360)
    await shoot(page, `pay-choice-order-${name}`, true)
    await page.getByText(alipay, { exact: true }).tap()
    await page.locator('[part=pay]').tap()
    await page.waitForURL('**/cashier*')
    expect(chosen()).toEqual(['alipay'])
    await page.goBack()
    await page.locator('[part=pay]').waitFor()
    expect(await radio(alipay).isChecked()).toBe(true)
  },
)

test('what needs no choosing is not asked', async () => {
  gateway.world.payWith = []
  await openCheckout()
  expect(await page.getByRole('radio').count()).toBe(0)
  await page.locator('[part=pay]').tap()
  await page.waitForURL('**/cashier*')
  expect(chosen()).toEqual([undefined])
})

test('by keyboard the arrows choose', async () => {
  await openOrder()
  await radio('微信支付').focus()
  await page.keyboard.press('ArrowDown')
  expect(await radio('支付宝').isChecked()).toBe(true)
})
