import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import {
  claimedOrder,
  elementPage,
  opening,
  type PageLook,
  parcels,
  placedOrder,
} from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { watch } from './watch.ts'

onPhone((fake) => fake.page('/cashier', '<h1>收银台</h1>'), {
  permissions: ['clipboard-read', 'clipboard-write'],
})

async function open(fragment: string, look?: PageLook) {
  gateway.page('/order', elementPage(gateway, 'xp-order', look))
  await page.goto(`${gateway.url}/order${fragment}`)
}

const button = (name: string | RegExp) => page.getByRole('button', { name })
const headline = (name: string) => page.getByRole('heading', { name, exact: true })
const shipped = () => ({
  state: 'shipped' as const,
  remark: '请放门口',
  shipments: parcels(),
})

test('an order that is not paid leads to the cashier, and its token leaves the address', async () => {
  const watched = await watch(page)
  const order = placedOrder(gateway)
  await open(opening(order))
  await headline('待付款').waitFor()
  expect(page.url()).toBe(`${gateway.url}/order#order=${order.id}`)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'order-waiting', true)
  await button('去付款 ¥80.70').tap()
  await page.waitForURL('**/cashier*')
  const back = new URL(page.url()).searchParams.get('back')
  expect(back).toBe(`${gateway.url}/shop/qingtian/order#order=${order.id}&paid=1`)
  expect(watched.errors).toEqual([])
})

test('an element that is given the right token after a wrong one shows the order', async () => {
  const order = placedOrder(gateway)
  const [, token = ''] = opening(order).split('token=')
  await open(`#order=${order.id}&token=wrong`)
  await page.getByText('打不开这个订单').waitFor()
  await page.locator('xp-order').evaluate((element, words) => {
    element.setAttribute('token', words)
  }, token)
  await headline('待付款').waitFor()
})

test('an element whose tag and browser both hold old tokens asks once with each, and then says so', async () => {
  const order = placedOrder(gateway)
  await open(`#order=${order.id}&token=kept-before`)
  await page.getByText('打不开这个订单').waitFor()
  await page.goto('about:blank')
  const before = gateway.asked.length
  await open('', { attributes: `order="${order.id}" token="in-the-tag"` })
  await page.waitForLoadState('networkidle')
  await page.getByText('打不开这个订单').waitFor()
  const asked = gateway.asked.slice(before)
  const tries = asked.filter((line) => line === `GET /v1/orders/${order.id}`)
  expect(tries).toHaveLength(2)
})

test('coming back from the cashier, the payment is asked for and the page moves by itself', async () => {
  const order = placedOrder(gateway)
  await open(opening(order))
  await headline('待付款').waitFor()
  await page.goto('about:blank')
  gateway.world.orders.set(order.id, { ...order, state: 'paid' })
  await open(`#order=${order.id}&paid=1`)
  await headline('已付款').waitFor()
  expect(gateway.asked).toContain(`POST /v1/orders/${order.id}/payments/check`)
  gateway.world.orders.set(order.id, { ...order, state: 'placed' })
  await headline('待发货').waitFor()
})

test('who asks whether the money arrived is told that it did not', async () => {
  await open(opening(placedOrder(gateway)))
  await button('我已付款，查一下').tap()
  await page.getByText('还没有收到付款').waitFor()
})

test('an order is cancelled only after asking', async () => {
  const order = placedOrder(gateway)
  await open(opening(order))
  await button('取消订单').tap()
  await page.getByText('确定取消这个订单吗？').waitFor()
  expect(await barriers(page)).toEqual([])
  await button('返回').tap()
  expect(gateway.world.orders.get(order.id)?.state).toBe('pending_payment')
  await button('取消订单').tap()
  await page.locator('[part=ask]').getByRole('button', { name: '取消订单' }).tap()
  await headline('已关闭').waitFor()
})

test('parcels are followed, newest news first, and receipt is confirmed', async () => {
  const order = placedOrder(gateway, shipped())
  await open(opening(order))
  await headline('已发货').waitFor()
  const trail = page.locator('[part=parcel]').first().locator('.trail li')
  expect(await trail.count()).toBe(3)
  expect(await trail.first().textContent()).toBe('11-24 22:02【杭州市】快件已到达 杭州转运中心')
  await button('查看全部物流').tap()
  expect(await trail.count()).toBe(4)
  expect(await page.getByText('暂无物流信息').isVisible()).toBe(true)
  await button('复制运单号').first().tap()
  await button('已复制').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('75312345678901')
  await button('确认收货').tap()
  await page.locator('[part=ask]').getByRole('button', { name: '确认收货' }).tap()
  await headline('已收货').waitFor()
})

test('of a parcel that was signed for nothing says that it is on its way', async () => {
  const shipments = parcels().map((parcel) => ({ ...parcel, state: 'signed' as const }))
  await open(opening(placedOrder(gateway, { state: 'shipped', shipments })))
  await page.getByText('已签收').first().waitFor()
  expect(await page.getByText('在路上').count()).toBe(0)
})

test('an order that the shop looks after says so, and asks for no second payment', async () => {
  await open(opening(placedOrder(gateway, { state: 'placing', attention: true })))
  await page.getByText('不用重复付款').waitFor()
  expect(await button(/付款/).count()).toBe(0)
})

async function pasteAddress(text: string) {
  await page.getByLabel('粘贴地址，自动识别').fill(text)
  await button('识别').tap()
}

test('until her goods are bought a buyer sends them elsewhere, with the form of the checkout', async () => {
  await open(opening(placedOrder(gateway, { state: 'paid', addressChange: 'open' })))
  await button('修改地址').tap()
  await pasteAddress('李四 13900139000 浙江省杭州市西湖区学院路 28 号')
  await page.getByText('已填好，请核对').waitFor()
  gateway.fail('POST /v1/orders/:order/address', 'FREIGHT_CHANGED')
  await button('使用这个地址').tap()
  await page.getByText('寄到新地址运费不同').first().waitFor()
  gateway.fail('POST /v1/orders/:order/address')
  await button('使用这个地址').tap()
  await page.locator('[part=address-form]').waitFor({ state: 'detached' })
  expect(await page.locator('[part=address]').textContent()).toContain('李* 139****9000')
})

test('on a page of somebody else another address is given on the page of the order', async () => {
  const order = placedOrder(gateway, { state: 'paid', addressChange: 'open' })
  gateway.page('/order', elementPage(gateway, 'xp-order'))
  gateway.page('/shop/qingtian/order', '<h1>她的订单</h1>')
  await page.goto(`${gateway.url.replace('127.0.0.1', 'localhost')}/order${opening(order)}`)
  await button('修改地址').tap()
  await page.waitForURL(`${gateway.url}/shop/qingtian/order*`)
  expect(new URL(page.url()).hash).toBe(opening(order))
})

test('an address that cannot be sent to is asked for again, and nothing else is said to be wrong', async () => {
  const change = { state: 'placing', attention: true, addressChange: 'needed' } as const
  await open(opening(placedOrder(gateway, change)))
  await page.getByText('商品送不到这个地址').waitFor()
  expect(await page.getByText('不用重复付款').count()).toBe(0)
  await button('修改地址').tap()
  await button('使用这个地址').tap()
  await page.getByText('请填收货人姓名').waitFor()
  expect(gateway.asked.filter((each) => each.endsWith('/address'))).toEqual([])
})

test.each([
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['en', { lang: 'en' }],
] as const)(
  'the form for another address fits a thumb and keeps nobody out: %s',
  async (name, look) => {
    const change = { state: 'placing', attention: true, addressChange: 'needed' } as const
    await open(opening(placedOrder(gateway, change)), look)
    const way = page.locator('[part=address] button')
    await way.waitFor()
    await shoot(page, `order-address-needed-${name}`, true)
    expect(await barriers(page)).toEqual([])
    expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await way.tap()
    const form = page.locator('dialog[part=address-form]')
    await form.locator('select').first().waitFor()
    await shoot(page, `order-address-form-${name}`)
    expect(await barriers(page)).toEqual([])
    for (const each of await form.locator('button,input,select,textarea').all())
      expect((await each.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  },
)

test.each([
  ['without a token', (id: string) => `#order=${id}`],
  ['with a wrong one', (id: string) => `#order=${id}&token=tok_wrong`],
])('an order %s shows nothing but a way to the shop', async (_, fragment) => {
  const order = placedOrder(gateway)
  await open(fragment(order.id))
  await page.getByText('打不开这个订单').waitFor()
  expect(await page.locator('xp-order').textContent()).not.toContain('13800138000')
  expect(await page.getByText('13800138000').count()).toBe(0)
  await page.getByRole('link', { name: '去店铺页面看看' }).waitFor()
  expect(await barriers(page)).toEqual([])
})

test('a gateway that fails is said in words, and asked again', async () => {
  const order = placedOrder(gateway)
  gateway.fail('GET /v1/orders/:order', 'INTERNAL')
  await open(opening(order))
  await page.getByText('没有加载出来').waitFor()
  gateway.fail('GET /v1/orders/:order')
  await button('重试').tap()
  await headline('待付款').waitFor()
  gateway.fail('POST /v1/orders/:order/payments', 'PROVIDER_BUSY')
  await button('去付款 ¥80.70').tap()
  await page.getByText('收银台正忙').waitFor()
})

test.each([
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['en', { lang: 'en' }],
] as const)('a shipped order looks right and keeps nobody out: %s', async (name, look) => {
  await open(opening(placedOrder(gateway, shipped())), look)
  await page.locator('[part=parcel]').first().waitFor()
  await shoot(page, `order-shipped-${name}`, true)
  expect(await barriers(page)).toEqual([])
})

test.each([
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['en', { lang: 'en' }],
] as const)(
  'refunds and claims look right, say what is due and keep nobody out: %s',
  async (name, look) => {
    await open(opening(claimedOrder(gateway)), look)
    await page.locator('[part=after-sale]').first().waitFor()
    await shoot(page, `order-claims-${name}`, true)
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  },
)
