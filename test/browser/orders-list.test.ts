import { fen, newId, type OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { orderToken, shopKey } from './fake/gateway.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { claimedOrder, elementPage, type PageLook, placedOrder } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { zoomText } from './text-zoom.ts'
import { watch } from './watch.ts'

onPhone((fake) => {
  fake.page('/shop/qingtian/order', elementPage(fake, 'xp-order'))
})

const reading = 'GET /v1/orders/:order'
const rows = () => page.locator('xp-orders').getByRole('listitem')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const foreign = () => gateway.url.replace('127.0.0.1', 'localhost')
const slot = ({ id }: OrderView) => `xiaopu/1/${gateway.url}/${shopKey}/order/${id}`

let minutes = 0
/** Each a minute newer than the one before. */
function placed(changes: Partial<OrderView> = {}): OrderView {
  minutes += 1
  const at = Date.UTC(2026, 10, 24, 8, minutes)
  return placedOrder(gateway, { ...changes, id: newId('order', at, new Uint8Array(16)) })
}

/** The phone keeps what opens these orders. */
async function keep(orders: readonly OrderView[], at = gateway.url, token = orderToken) {
  const kept = orders.map((order) => [slot(order), token] as const)
  gateway.page('/nothing', '<title>-</title>')
  await page.goto(`${at}/nothing`)
  await page.evaluate((pairs) => {
    for (const [key, value] of pairs) localStorage.setItem(key, value)
  }, kept)
}

async function open(look?: PageLook, at = gateway.url) {
  gateway.page('/orders', elementPage(gateway, 'xp-orders', look))
  await page.goto(`${at}/orders`)
}

async function looksRight(name: string) {
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await shoot(page, name, true)
}

/** One of each kind that a list may hold. */
function various(): OrderView[] {
  const seat = {
    deal: 'gdl_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    groupBuy: 'grp_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    listing: 'lst_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    state: 'paid',
    groupState: 'recruiting',
    size: 3,
    paid: 1,
    deadline: '2026-11-25T08:00:00.000Z',
  } as const
  return [
    placed(),
    placed({ state: 'paid', seat }),
    placed({ state: 'placing', addressChange: 'needed' }),
    placed(claimedOrder(gateway)),
    placed({ state: 'shipped', total: fen(12_345_678) }),
    placed({ state: 'closed' }),
  ]
}

test.each([
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)(
  'in %s and %s each order says in words what it is, where it stands and what it cost',
  async (lang, theme) => {
    await keep(various())
    const watched = await watch(page)
    await open({ lang, theme })
    await rows().nth(5).getByText('¥').waitFor()
    expect(await rows().count()).toBe(6)
    const all = (await rows().allTextContents()).join('\n')
    const words =
      lang === 'en'
        ? [
            'Waiting for payment',
            'Paid · Waiting for the group',
            'Being prepared · Address needed',
            'Received · After-sale open',
            '2 products, 3 pieces',
          ]
        : [
            '待付款',
            '已付款 · 等待成团',
            '备货中 · 请修改地址',
            '已收货 · 售后中',
            '等 2 款，共 3 件',
          ]
    for (const each of [...words, '¥123,456.78']) expect(all).toContain(each)
    expect(watched.errors).toEqual([])
    await looksRight(`orders-${lang}-${theme}`)
  },
)

test('in letters of twice the size nothing is cut off or leaves the page', async () => {
  await keep(various())
  await open({ lang: 'en' })
  await rows().nth(5).getByText('¥').waitFor()
  await zoomText(page, 2)
  await looksRight('orders-large')
})

test('keys lead from order to order, and open one; what a screen reader says of it is complete', async () => {
  const order = placed()
  await keep([order])
  await open()
  const link = page.getByRole('link', {
    name: /11-24 .*待付款.*手工陶瓷马克杯.*等 2 款，共 3 件.*¥80\.70/,
  })
  await link.waitFor()
  while (
    !(await link.evaluate((each) => (each.getRootNode() as ShadowRoot).activeElement === each))
  )
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${gateway.url}/shop/qingtian/order#order=${order.id}`)
  await page.getByRole('heading', { name: '待付款', exact: true }).waitFor()
})

test.each([
  ['zh-CN', '还没有订单', '去店里逛逛'],
  ['en', 'No orders yet', 'Go to the shop'],
] as const)(
  'in %s a phone that ordered nothing hears so, and what is listed here, and goes to the shop',
  async (lang, words, way) => {
    await open({ lang })
    await page.getByText(words).waitFor()
    const link = page.getByRole('link', { name: way })
    expect(await link.getAttribute('href')).toBe(`${gateway.url}/shop/qingtian`)
    expect(gateway.asked.filter((line) => line.includes('/v1/orders'))).toEqual([])
    await looksRight(`orders-none-${lang}`)
  },
)

test.each([
  ['zh-CN', '这个浏览器不保存数据，列不出订单'],
  ['en', 'This browser keeps nothing, so orders cannot be listed'],
] as const)(
  'in %s a browser that refuses to keep anything is told apart from one without orders',
  async (lang, words) => {
    await page.addInitScript(() =>
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      }),
    )
    await open({ lang })
    await page.getByText(words).waitFor()
    await looksRight(`orders-refused-${lang}`)
  },
)

test('a browser that is full still lists what it has', async () => {
  await keep([placed()])
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await open()
  await rows().getByText('待付款').waitFor()
})

test.each([
  ['zh-CN', '没有加载出来', '订单详情没有加载出来', '重试'],
  ['en', 'This did not load', 'This order could not be loaded', 'Try again'],
] as const)(
  'in %s a gateway that fails is said with a way on; one tap reads all anew',
  async (lang, words, unread, again) => {
    const orders = [placed(), placed({ state: 'shipped' })]
    await keep(orders)
    gateway.fail(reading, 'INTERNAL')
    await open({ lang })
    await page.getByRole('alert').getByText(words).waitFor()
    await page.getByText(unread).first().waitFor()
    await looksRight(`orders-failed-${lang}`)
    gateway.fail(reading)
    await button(again).tap()
    await rows().nth(1).getByText('¥80.70').waitFor()
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)

    // What was seen once is seen again, and said to be old.
    gateway.fail(reading, 'INTERNAL')
    await page.reload()
    await page.getByRole('alert').getByText(words).waitFor()
    expect(await rows().nth(1).textContent()).toContain('¥80.70')
    await looksRight(`orders-stale-${lang}`)
  },
)

test('where the shop itself cannot be read, what was ordered is there and what is missing is said', async () => {
  for (const orders of [[], [placed()]]) {
    gateway.fail('GET /v1/shop', 'INTERNAL')
    await keep(orders)
    await open()
    await page.getByRole('alert').getByText('没有加载出来').waitFor()
    expect(await rows().count()).toBe(orders.length)
    gateway.fail('GET /v1/shop')
    await button('重试').tap()
    await page.getByRole('link').first().waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  }
})

test('rows keep their room while they are read; a slow answer is said, one that never comes can be asked for again', async () => {
  await keep([placed(), placed()])
  gateway.fail(reading, 'hang')
  await page.clock.install()
  await open()
  await rows().first().waitFor()
  const before = await rows().first().boundingBox()
  expect(await rows().count()).toBe(2)
  await looksRight('orders-loading')
  await page.clock.fastForward(3100)
  await page.getByText('网络有点慢').waitFor()
  await looksRight('orders-slow')
  await page.clock.fastForward(20_000)
  await page.getByRole('alert').getByText('等了太久没有回应').waitFor()
  gateway.fail(reading)
  await button('重试').tap()
  await rows().nth(1).getByText('¥80.70').waitFor()
  expect((await rows().first().boundingBox())?.height).toBe(before?.height)
})

test('without a network the list says what it saw last, and goes on by itself once there is one', async () => {
  const order = placed()
  await keep([order])
  await open()
  await rows().getByText('待付款').waitFor()
  await page.route('**/v1/**', (route) => route.abort())
  await page.reload()
  await page.getByRole('alert').getByText('没有网络').waitFor()
  await rows().getByText('待付款').waitFor()
  gateway.world.orders.set(order.id, { ...order, state: 'shipped' })
  await page.unroute('**/v1/**')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await rows().getByText('已发货').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('earlier orders come by a tap, as many as are wanted at a time', async () => {
  await keep(Array.from({ length: 7 }, () => placed()))
  await open({ attributes: 'limit="3"' })
  await button('查看更早的订单（4）').waitFor()
  await rows().nth(2).getByText('待付款').waitFor()
  expect(gateway.asked.filter((line) => line.includes('/v1/orders/'))).toHaveLength(3)
  await looksRight('orders-more')
  await button('查看更早的订单（4）').tap()
  await button('查看更早的订单（1）').tap()
  await rows().nth(6).getByText('待付款').waitFor()
  expect(await button(/更早/).count()).toBe(0)
})

test('an order that opens nothing any more leaves the list and the phone', async () => {
  const [good, dead] = [placed(), placed()]
  await keep([good])
  await keep([dead], gateway.url, 'tok_of_before_an_erasure')
  await open()
  await rows().getByText('待付款').waitFor()
  await expect.poll(() => rows().count()).toBe(1)
  expect(await page.evaluate((key) => localStorage.getItem(key), slot(dead))).toBeNull()
})

test('what another tab orders is listed without a reload', async () => {
  await keep([placed()])
  await open()
  await rows().getByText('待付款').waitFor()
  const other = await page.context().newPage()
  await other.goto(`${gateway.url}/nothing`)
  const order = placed({ state: 'paid' })
  await other.evaluate(([key, token]) => localStorage.setItem(key, token), [
    slot(order),
    orderToken,
  ] as const)
  await rows().getByText('已付款').waitFor()
  expect(await rows().count()).toBe(2)
})

test('a page may open an order where it stands, and have the list read anew', async () => {
  const order = placed()
  await keep([order])
  await open()
  const opened = page.evaluate(
    () =>
      new Promise<{ order: string; url: string }>((heard) => {
        document.addEventListener('xp-order-open', (event) => {
          event.preventDefault()
          heard((event as CustomEvent).detail)
        })
      }),
  )
  await rows().getByText('待付款').waitFor()
  await rows().getByRole('link').tap()
  expect(await opened).toEqual({
    order: order.id,
    url: `${gateway.url}/shop/qingtian/order#order=${order.id}`,
  })
  expect(page.url()).toBe(`${gateway.url}/orders`)
  gateway.world.orders.set(order.id, { ...order, state: 'closed' })
  await page
    .locator('xp-orders')
    .evaluate((element) => (element as HTMLElement & { refresh(): Promise<void> }).refresh())
  expect(await rows().textContent()).toContain('已关闭')
})

test('on a page of somebody else it lists what was ordered there, and leads to the rest at the shop', async () => {
  await open({}, foreign())
  const list = `${gateway.url}/shop/qingtian/orders`
  const way = page.getByRole('link', { name: '去店铺看我的订单' })
  await way.waitFor()
  expect(await way.getAttribute('href')).toBe(list)
  await looksRight('orders-elsewhere-none')
  const order = placed()
  await keep([order], foreign())
  await open({}, foreign())
  await rows().getByText('待付款').waitFor()
  expect(await way.getAttribute('href')).toBe(list)
  // The order’s own page keeps nothing of it yet.
  expect(await rows().getByRole('link').getAttribute('href')).toBe(
    `${gateway.url}/shop/qingtian/order#order=${order.id}&token=${orderToken}`,
  )
  await looksRight('orders-elsewhere')
})

test('a page with the strictest policy that the guide names shows it all', async () => {
  await keep([placed()])
  const watched = await watch(page)
  const policy = `default-src 'none'; script-src ${gateway.url}; connect-src ${gateway.url}; img-src ${gateway.url} data:; require-trusted-types-for 'script'; trusted-types xiaopu`
  gateway.page(
    '/strict',
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><title>博客</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><script type="module" src="${gateway.url}/embed/v1.js" data-shop="${shopKey}"></script><main><h1>订单</h1><xp-orders></xp-orders></main></html>`,
  )
  await page.goto(`${gateway.url}/strict`)
  await rows().getByText('待付款').waitFor()
  const surface = await page
    .locator('xp-orders [part=order]')
    .evaluate((each) => getComputedStyle(each).borderRadius)
  expect(surface).toBe('12px')
  expect(watched.errors).toEqual([])
})
