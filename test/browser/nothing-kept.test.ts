import { expect, test } from 'vitest'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart, opening, placedOrder } from './fake/scenes.ts'
import { giveAddress } from './taps.ts'

onPhone((fake) => {
  fake.page('/cashier', '<h1>收银台</h1>')
  fake.page('/shop/qingtian/order', elementPage(fake, 'xp-order'))
})

const button = (name: string | RegExp) => page.getByRole('button', { name })
const headline = (name: string) => page.getByRole('heading', { name, exact: true })
/** Where the cashier sends the buyer back to. */
const back = () => new URL(page.url()).searchParams.get('back') ?? ''

/** What browsers do that keep nothing: some refuse the very access, some are full. */
const refusals = {
  blocked: () =>
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    }),
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  },
}

for (const [kind, refuse] of Object.entries(refusals)) {
  test(`who pays with a browser whose storage is ${kind} comes back to her order, also after a reload`, async () => {
    await page.addInitScript(refuse)
    const cart = filledCart(gateway)
    gateway.page('/checkout', elementPage(gateway, 'xp-checkout'))
    await page.goto(`${gateway.url}/checkout#cart=${cart.id}`)
    await giveAddress(page, '张三 13800138000 浙江省杭州市西湖区 文三路 1 号')
    await button('使用这个地址').tap()
    await button(/^付款/).tap()
    await page.waitForURL('**/cashier*')
    const [order] = gateway.world.orders.values()
    const open = `${gateway.url}/shop/qingtian/order${order ? opening(order) : ''}`
    expect(back()).toBe(`${open}&paid=1`)

    await page.goto(back())
    await headline('待付款').waitFor()
    await page.reload()
    await headline('待付款').waitFor()
    await button(/^去付款/).tap()
    await page.waitForURL('**/cashier*')
    expect(back()).toBe(`${open}&paid=1`)
  })
}

test('an order that is paid again from a page of somebody else is opened by its own page', async () => {
  const order = placedOrder(gateway)
  gateway.page('/order', elementPage(gateway, 'xp-order'))
  await page.goto(`${gateway.url.replace('127.0.0.1', 'localhost')}/order${opening(order)}`)
  await headline('待付款').waitFor()
  await button(/^去付款/).tap()
  await page.waitForURL('**/cashier*')
  expect(back()).toBe(`${gateway.url}/shop/qingtian/order${opening(order)}&paid=1`)
})
