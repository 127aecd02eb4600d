import { drawCheckout, drawPage } from '@xiaopu/widgets/server'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shopKey } from './fake/gateway.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart, type PageLook } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { watch } from './watch.ts'

onPhone((fake) => {
  fake.page('/cashier', '<h1>收银台</h1>')
  fake.page('/shop/qingtian/order', '<h1>订单</h1>')
})

async function open(look?: PageLook, cart = filledCart(gateway).id) {
  gateway.page('/checkout', elementPage(gateway, 'xp-checkout', look))
  await page.goto(`${gateway.url}/checkout#cart=${cart}`)
}

/** The same pages under a name that is not the gateway's. */
const foreign = () => gateway.url.replace('127.0.0.1', 'localhost')

const button = (name: string | RegExp) => page.getByRole('button', { name })
const pasted = '张三 138 0013 8000 浙江省杭州市西湖区 文三路 1 号'

async function pasteAddress(text = pasted) {
  await page.getByLabel('粘贴地址，自动识别').fill(text)
  await button('识别').tap()
}

async function quote() {
  await pasteAddress()
  await page.getByText('已填好，请核对').waitFor()
  await button('使用这个地址').tap()
  await button(/^付款/).waitFor()
}

test('from a cart to the cashier by one pasted address and three taps', async () => {
  const watched = await watch(page)
  await open()
  await quote()
  await expect.poll(() => page.getByText('¥5.00').isVisible()).toBe(true)
  expect(await page.locator('[part=total]').textContent()).toContain('80')
  expect(await page.getByText('价格保留 15 分钟').isVisible()).toBe(true)
  await page.getByLabel('留言（选填）').fill('放门口')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'checkout-quoted', true)
  await button('付款 ¥80.70').tap()
  await page.waitForURL('**/cashier*')
  const back = new URL(page.url()).searchParams.get('back') ?? ''
  const [order] = gateway.world.orders.values()
  expect(back).toBe(`${gateway.url}/shop/qingtian/order#order=${order?.id}&paid=1`)
  expect(order).toMatchObject({ total: { amount: 8070 }, address: { phone: '13800138000' } })
  await page.goBack()
  expect(page.url()).toBe(`${gateway.url}/shop/qingtian/order#order=${order?.id}`)
  expect(watched.errors).toEqual([])
})

test('an address is asked for field by field, in words, with the first wrong one in focus', async () => {
  await open()
  await button('使用这个地址').tap()
  expect(await page.getByText('请填 11 位手机号，或带区号的座机').isVisible()).toBe(true)
  expect(await page.getByText('请选择所在地区').isVisible()).toBe(true)
  await expect.poll(() => page.getByLabel('收货人').evaluate(isFocused)).toBe(true)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'checkout-wrong', true)

  await page.getByLabel('收货人').fill('李四')
  await page.getByLabel('手机号').fill('+86 139-1234-5678')
  await page.getByLabel('省份').selectOption('北京市')
  await page.getByLabel('城市').selectOption('北京市')
  await page.getByLabel('区县').selectOption('海淀区')
  await page.getByLabel('详细地址').fill('中关村大街 1 号')
  await button('使用这个地址').tap()
  await button(/^付款/).waitFor()
  expect(await page.getByText('13912345678').isVisible()).toBe(true)
  const { address } = [...gateway.world.quotes.values()].at(-1) ?? {}
  expect(address).toMatchObject({ city: '北京市', regionCode: '110108' })
})

const isFocused = (element: Element) =>
  (element.getRootNode() as ShadowRoot).activeElement === element

test('what a pasted text lacks is named, and one that is none says what to do', async () => {
  await open()
  await pasteAddress('13800138000')
  await page.getByText('已填好一部分，还差：收货人、所在地区、详细地址').waitFor()
  expect(await page.getByLabel('手机号').inputValue()).toBe('13800138000')
  await pasteAddress('你好')
  await page.getByText('没认出地址').waitFor()
})

test('a price that moved is shown beside the old one, and paid only when agreed to', async () => {
  await open()
  await quote()
  gateway.world.dearer = 100
  await button('付款 ¥80.70').tap()
  await page.getByText('金额从 ¥80.70 变成 ¥83.70').waitFor()
  expect(gateway.world.orders.size).toBe(0)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'checkout-changed', true)
  await button('付款 ¥83.70').tap()
  await page.waitForURL('**/cashier*')
  expect([...gateway.world.orders.values()][0]?.total.amount).toBe(8370)
})

test('prices that run out are asked again by themselves', async () => {
  gateway.world.quoteMillis = 1000
  await open()
  await quote()
  gateway.world.freight = 800
  gateway.world.quoteMillis = 15 * 60_000
  await page.getByText('金额从 ¥80.70 变成 ¥83.70').waitFor()
  expect(await button('付款 ¥83.70').isVisible()).toBe(true)
})

test('a region that is not served leads back to the address', async () => {
  await open()
  await quote()
  await button('修改地址').tap()
  gateway.fail('POST /v1/carts/:cart/quote', 'REGION_NOT_SERVED')
  await page.getByLabel('城市').selectOption('宁波市')
  await page.getByLabel('区县').selectOption('海曙区')
  await button('使用这个地址').tap()
  await page.getByText('有商品送不到').waitFor()
  expect(await button('使用这个地址').isVisible()).toBe(true)
})

test('on a page of somebody else it leads to the hosted checkout, and asks for nothing', async () => {
  const cart = filledCart(gateway)
  gateway.page('/checkout', elementPage(gateway, 'xp-checkout'))
  await page.goto(`${foreign()}/checkout#cart=${cart.id}`)
  const way = page.getByRole('link', { name: '去结算' })
  await way.waitFor()
  expect(await page.locator('xp-checkout').locator('input,textarea,select').count()).toBe(0)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'checkout-elsewhere')
  expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  const { origin, pathname, hash } = new URL((await way.getAttribute('href')) ?? '')
  expect([origin, pathname]).toEqual([gateway.url, '/shop/qingtian/checkout'])
  expect(hash).toMatch(`#cart=${cart.id}&shop=${shopKey}`)
})

test('a page that the shop trusts with addresses draws the checkout itself', async () => {
  gateway.world.inlineCheckout = ['https://other.example', foreign()]
  const cart = filledCart(gateway)
  gateway.page('/checkout', elementPage(gateway, 'xp-checkout'))
  await page.goto(`${foreign()}/checkout#cart=${cart.id}`)
  await quote()
  expect(await button('付款 ¥80.70').isVisible()).toBe(true)
})

test('an order whose answer was lost is placed once', async () => {
  await open()
  await quote()
  let lost = 0
  await page.route('**/v1/orders?*', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 2) return route.fallback()
    await route.fetch()
    return route.abort()
  })
  await button('付款 ¥80.70').tap()
  await page.getByText('没有网络').waitFor()
  await button('付款 ¥80.70').tap()
  await page.waitForURL('**/cashier*')
  expect(gateway.world.orders.size).toBe(1)
})

test('without a network each step says that it is to be tapped again, for nothing there goes on by itself', async () => {
  await open()
  const cut = async () => page.context().setOffline(true)
  const isSaid = async () => {
    await page.getByText('没有网络，连上后再试').waitFor()
    await page.context().setOffline(false)
  }
  await page.getByLabel('粘贴地址，自动识别').waitFor()
  await cut()
  await pasteAddress()
  await isSaid()
  await button('识别').tap()
  await page.getByText('已填好，请核对').waitFor()
  await cut()
  await button('使用这个地址').tap()
  await isSaid()
  await button('使用这个地址').tap()
  await button(/^付款/).waitFor()
  await cut()
  await button(/^付款/).tap()
  await isSaid()
  await button(/^付款/).tap()
  await page.waitForURL('**/cashier*')
})

test.each([
  ['INTERNAL', '没有加载出来', '重试'],
  ['SHOP_CLOSED', '店铺休息中，暂时不能下单', undefined],
] as const)('a cart that cannot be read (%s) says so', async (code, words, action) => {
  gateway.fail('GET /v1/carts/:cart', code)
  await open()
  await page.getByText(words).waitFor({ timeout: 20_000 })
  expect(await barriers(page)).toEqual([])
  if (!action) return
  gateway.fail('GET /v1/carts/:cart')
  await button(action).tap()
  await button('使用这个地址').waitFor()
})

test('a cart that is gone is an empty cart with a way back', async () => {
  await open({}, 'crt_01M85DMB00FFFFFFFFFFFFFFFF')
  await page.getByText('购物车是空的').waitFor()
  const back = page.getByRole('link', { name: '继续逛逛' })
  await expect.poll(() => back.getAttribute('href')).toBe(`${gateway.url}/shop/qingtian`)
  expect(await barriers(page)).toEqual([])
})

test('a hosted page is seen before any script, and comes to life in place', async () => {
  const shop = { slug: 'qingtian', name: '晴天小铺', state: 'open', theme: {} } as const
  const url = `${gateway.url}/shop/qingtian`
  const { html } = await drawPage({
    title: '确认订单',
    lang: 'zh-CN',
    body: [drawCheckout({ locale: 'zh-CN', shop: { ...shop, url }, key: shopKey })],
    scripts: [{ src: `${gateway.url}/embed/v1.js` }],
  })
  gateway.page('/checkout', html)
  await page.route('**/embed/**', (route) => route.abort())
  await page.goto(`${gateway.url}/checkout#cart=${filledCart(gateway).id}`)
  expect(await page.locator('xp-checkout [aria-busy=true] .bones').count()).toBe(2)
  await page.unroute('**/embed/**')
  const watched = await watch(page)
  await page.reload()
  await button('使用这个地址').waitFor()
  expect(await page.locator('xp-checkout .bones').count()).toBe(0)
  expect(watched.errors).toEqual([])
})

test.each([
  ['dark', { theme: 'dark' }, '使用这个地址'],
  ['en', { lang: 'en' }, 'Use this address'],
] as const)('it looks right and keeps nobody out: %s', async (name, look, use) => {
  await open(look)
  await button(use).waitFor()
  await button(use).tap()
  await shoot(page, `checkout-${name}-wrong`, true)
  expect(await barriers(page)).toEqual([])
  await page.locator('#in-name').fill('张三')
  await page.locator('#in-phone').fill('13800138000')
  await page.locator('select[name=province]').selectOption('浙江省')
  await page.locator('select[name=city]').selectOption('杭州市')
  await page.locator('select[name=district]').selectOption('西湖区')
  await page.locator('#in-street').fill('文三路 1 号')
  await button(use).tap()
  await page.locator('[part=pay]').waitFor()
  await shoot(page, `checkout-${name}`, true)
  expect(await barriers(page)).toEqual([])
})
