import { expect, test } from 'vitest'
import { shopKey } from './fake/gateway.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { giveAddress } from './taps.ts'

onPhone((fake) => {
  fake.page('/cashier', '<h1>收银台</h1>')
  fake.page('/shop/qingtian/order', '<h1>订单</h1>')
  fake.page('/checkout', elementPage(fake, 'xp-checkout'))
})

const button = (name: string | RegExp) => page.getByRole('button', { name })

async function quote(cart: string) {
  await page.goto(`${gateway.url}/checkout#cart=${cart}`)
  await giveAddress(page, '张三 138 0013 8000 浙江省杭州市西湖区 文三路 1 号')
  await button('使用这个地址').tap()
  await button(/^付款/).waitFor()
}

/** The gateway takes orders, and its answers get lost on the way. */
async function loseAnswers() {
  await page.route('**/v1/orders?*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    await route.fetch()
    return route.abort()
  })
}

test('an order whose answer was lost is found by the page that is loaded anew: it leads there, and there is one', async () => {
  const cart = filledCart(gateway)
  await quote(cart.id)
  await page.getByLabel('留言（选填）').fill('放门口')
  await loseAnswers()
  await button(/^付款/).tap()
  await page.getByText('没有网络').waitFor()
  await page.unroute('**/v1/orders?*')
  gateway.world.carts.set(cart.id, { ...cart, lines: [], quantity: 0, version: cart.version + 9 })
  await page.reload()
  const [order] = gateway.world.orders.values()
  await page.waitForURL(`${gateway.url}/shop/qingtian/order#order=${order?.id}`)
  expect(gateway.world.orders.size).toBe(1)
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('放门口')
})

test('a cart that was emptied meanwhile is said to be empty: no address is asked for nothing', async () => {
  const cart = filledCart(gateway)
  await page.goto(`${gateway.url}/checkout#cart=${cart.id}`)
  await button('使用这个地址').waitFor()
  gateway.world.carts.set(cart.id, { ...cart, lines: [], quantity: 0, version: cart.version + 9 })
  await page.reload()
  await page.getByText('购物车是空的').waitFor()
  expect(await button('使用这个地址').count()).toBe(0)
  await shoot(page, 'checkout-emptied')
})

test('the checkout of a cart that was ordered leads to its order', async () => {
  const cart = filledCart(gateway)
  await quote(cart.id)
  await button(/^付款/).tap()
  await page.waitForURL('**/cashier*')
  await page.goto(`${gateway.url}/checkout#cart=${cart.id}`)
  await page.getByText('购物车是空的').waitFor()
  const [order] = gateway.world.orders.values()
  await page.getByRole('link', { name: '查看订单' }).tap()
  await page.waitForURL(`${gateway.url}/shop/qingtian/order#order=${order?.id}`)
})

test('a hosted page knows its shop: paying leads back to the order also where the shop cannot be asked', async () => {
  const view = { slug: 'qingtian', name: '晴天小铺', state: 'open', theme: {} }
  const data = {
    shop: shopKey,
    view: { ...view, url: `${gateway.url}/shop/qingtian` },
    listings: [],
  }
  const seed = `<script type="application/json" data-xiaopu="${gateway.url}">${JSON.stringify(data)}</script>`
  gateway.page(
    '/checkout',
    elementPage(gateway, 'xp-checkout').replace('</main>', `</main>${seed}`),
  )
  gateway.fail('GET /v1/shop', 'INTERNAL')
  await quote(filledCart(gateway).id)
  await button(/^付款/).tap()
  await page.waitForURL('**/cashier*')
  const back = new URL(page.url()).searchParams.get('back')
  expect(back).toMatch(`${gateway.url}/shop/qingtian/order#order=ord_`)
  expect(gateway.asked).not.toContain('GET /v1/shop')
})
