import type { MiniHost } from '@xiaopu/client/mini'
import { formatMoney, type Money, newId, type OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { fillCart, type Placed, placeOrder, quoteFor } from '../market.ts'
import { baseUrl } from '../shop.ts'
import { atMarket, listing, market } from './at-market.ts'
import { handOn } from './hand.ts'
import { openProgram, type ProgramOptions } from './program.ts'
import { type Dialect, dialects } from './stage.ts'
import { buyByTaps, pages, went } from './story.ts'

atMarket()

const [wechat, , , xiaohongshu] = dialects as readonly [Dialect, Dialect, Dialect, Dialect]

const toMarket = async (request: Request) => market.gateway.fetch(request)
const program = (dialect: Dialect, more?: ProgramOptions) => openProgram(market, dialect, more)

async function placedOrder(): Promise<Placed> {
  const cart = await fillCart(market, [{ listing, quantity: 3 }])
  return placeOrder(market, await quoteFor(market, cart))
}

const nameOf = (order: string) => `xiaopu/1/${baseUrl}/${market.keys.publishable}/order/${order}`

const keep = (...orders: readonly Placed[]) =>
  new Map(orders.map(({ order, token }) => [nameOf(order.id), token]))

test.each(dialects)(
  '$folder: who comes back later finds by taps what she ordered here, and what she opened by its link',
  async (dialect) => {
    const buying = program(dialect)
    const bought = await buyByTaps(market, buying, listing)
    const friends = await placedOrder()
    const followed = await buying.open('order', { order: friends.order.id, token: friends.token })
    await followed.sees('待付款')
    buying.close()

    const app = program(dialect, { stored: buying.stored })
    const shop = await app.open('shop')
    await shop.tap('我的订单')
    await went(app, pages.orders)
    const list = await app.open('orders')
    await list.sees('已收货')
    await list.sees('待付款')
    expect(list.words()).toMatch(
      new RegExp(`\\d\\d-\\d\\d \\d\\d:\\d\\d +待付款 +${listing.title} +共 3 件 +¥`),
    )
    expect(list.words()).toContain(formatMoney(friends.order.total))
    expect(list.words()).toContain('这里只列出在这台手机的小程序里下过或打开过的订单')
    await list.tap(/已收货/)
    const page = await went(app, pages.order)
    expect([...page]).toEqual([['order', bought]])
    const order = await app.open('order', { order: bought })
    await order.sees('已收货')
    await order.tap('我的订单')
    expect(app.wentTo()).toBe(pages.orders)
    app.close()
  },
)

test('who ordered nothing here reads so, and is led to the shop where the program names it', async () => {
  const asked: string[] = []
  const fetch = async (request: Request) => {
    asked.push(request.url)
    return toMarket(request)
  }
  const { stage, gone } = program(wechat, { fetch })
  const mounted = stage.mount('orders')
  const hand = handOn(mounted)
  await hand.sees('还没有订单')
  await hand.tap('去店里逛逛')
  expect(mounted.events).toContainEqual({ name: 'visit', detail: {} })
  expect([gone, asked]).toEqual([[pages.shop], []])

  const nowhere = program(wechat, { options: { pages: {} } })
  const alone = handOn(nowhere.stage.mount('orders'))
  await alone.sees('还没有订单')
  expect(alone.words()).not.toContain('去店里逛逛')
})

test.each([
  ['cannot list what it keeps', ({ getStorageInfoSync: _, ...host }: MiniHost) => host],
  ['has nothing but requests', ({ request }: MiniHost) => ({ request })],
] as const)('an app that %s says that it cannot list orders', async (_name, host) => {
  const { stage } = program(wechat, { host })
  const hand = handOn(stage.mount('orders'))
  await hand.sees('列不出订单')
  await hand.sees('请清理空间、更新 App 再试，或联系店主')
  expect(hand.words()).not.toContain('还没有订单')
})

test.each(dialects)(
  '$folder: without a network the list says what was seen last, and a tap reads it again',
  async (dialect) => {
    const seen = await placedOrder()
    let isOnline = true
    const fetch = async (request: Request) => {
      if (!isOnline) throw new TypeError('no network')
      return toMarket(request)
    }
    const { stage, stored } = program(dialect, { stored: keep(seen), fetch })
    const mounted = stage.mount('orders')
    const hand = handOn(mounted)
    await hand.sees('待付款')
    isOnline = false
    const unseen = await placedOrder()
    for (const [key, token] of keep(unseen)) stored.set(key, token)
    mounted.show()
    await hand.sees('没有网络')
    await hand.sees('下面是上次看到的状态')
    await hand.sees('订单详情没有加载出来')
    await hand.sees(listing.title)
    const failed = mounted.events.filter(({ name }) => name === 'failed')
    expect(failed).toEqual([{ name: 'failed', detail: { code: 'OFFLINE' } }])
    isOnline = true
    await hand.tap('重试')
    await hand.sees(/待付款.*待付款/)
    expect(hand.words()).not.toMatch(/没有网络|上次看到|没有加载出来/)
    mounted.unmount()
  },
)

/** Orders of a gateway that has many, each as the one that was really placed. */
async function many(count: number, more: (index: number) => Partial<OrderView> = () => ({})) {
  const { order } = await placedOrder()
  const minute = 60_000
  const ids = Array.from({ length: count }, (_, index) =>
    newId('order', Date.UTC(2024, 10, 24, 8) - index * minute, new Uint8Array(16).fill(index)),
  )
  const orders = new Map(ids.map((id, index) => [id, { ...order, id, ...more(index) }]))
  const answers: (() => void)[] = []
  const fetch = async ({ url }: Request) => {
    const found = orders.get(new URL(url).pathname.replace('/v1/orders/', ''))
    await new Promise<void>((answer) => answers.push(answer))
    return Response.json(found ?? {}, { status: found ? 200 : 404 })
  }
  return {
    stored: new Map(ids.map((id) => [nameOf(id), `token of ${id}`])),
    fetch,
    asked: () => answers.length,
    answer: () => {
      for (const each of answers.splice(0)) each()
    },
  }
}

test('until an order is known its place is kept: its day, and room for the rest', async () => {
  const { stored, fetch, answer, asked } = await many(2)
  const { stage } = program(wechat, { stored, fetch })
  const mounted = stage.mount('orders')
  const hand = handOn(mounted)
  await expect.poll(asked).toBe(2)
  expect(hand.words()).toMatch(/^(2024-11-24\s+){2}/)
  expect(hand.words()).not.toMatch(/没有加载出来|共/)
  expect(JSON.stringify(mounted.shown()).match(/"bone/g)).toHaveLength(6)
  answer()
  await hand.sees(/待付款.*待付款/)
  expect(JSON.stringify(mounted.shown())).not.toContain('"bone')
  mounted.unmount()
})

test('ten orders are read at first, older ones where they are asked for', async () => {
  const total = (amount: number): Money => ({ amount, currency: 'CNY' })
  const { stored, fetch, answer, asked } = await many(13, (index) => ({
    total: total(100 + index),
  }))
  const { stage } = program(wechat, { stored, fetch })
  const mounted = stage.mount('orders')
  const hand = handOn(mounted)
  await expect.poll(asked).toBe(10)
  answer()
  await hand.sees('¥1.09')
  expect(hand.words()).not.toContain('¥1.10')
  await hand.tap('查看更早的订单（3）')
  await expect.poll(asked).toBe(10)
  answer()
  await expect.poll(asked).toBe(3)
  answer()
  await hand.sees('¥1.12')
  expect(hand.words()).not.toContain('查看更早')
  mounted.unmount()
})

test('what matters more than the state stands beside it', async () => {
  const { stored, fetch, answer, asked } = await many(1, () => ({ addressChange: 'needed' }))
  const { stage } = program(wechat, { stored, fetch, options: { locale: 'en' } })
  const mounted = stage.mount('orders')
  await expect.poll(asked).toBe(1)
  answer()
  await handOn(mounted).sees('Address needed')
  await handOn(mounted).sees('3 pieces')
  await handOn(mounted).sees('on this phone are listed here')
  mounted.unmount()
})

test('where another shop of the app takes the orders, and where no page is named, none are promised', async () => {
  for (const options of [{ admitted: false }, { pages: { cart: pages.cart } }]) {
    const { stage } = program(xiaohongshu, { options })
    const shop = handOn(stage.mount('shop'))
    await shop.sees('已经到底了')
    expect(shop.words()).not.toContain('我的订单')
  }
})

test('an order that does not open leads to those that do', async () => {
  const { stage, gone } = program(wechat)
  const hand = handOn(stage.mount('order', { order: newId('order', 0, new Uint8Array(16)) }))
  await hand.sees('打不开这个订单')
  await hand.tap('我的订单')
  expect(gone).toEqual([pages.orders])
})

test('a page of the tab bar opens too, which apps open by another call', async () => {
  const calls: string[] = []
  const refuses = (name: string) => (options: { url: string; fail(failure: object): void }) => {
    calls.push(`${name} ${options.url}`)
    options.fail({ errMsg: `${name}:fail can not ${name} a tabbar page` })
  }
  const switchTab = ({ url, success }: { url: string; success(): void }) => {
    calls.push(`switchTab ${url}`)
    success()
  }
  const host = (own: MiniHost) => ({
    ...own,
    ...{ navigateTo: refuses('navigateTo'), redirectTo: refuses('redirectTo'), switchTab },
  })
  const { stage } = program(wechat, { host })
  await handOn(stage.mount('shop')).tap('我的订单')
  const wanted = ['navigateTo', 'redirectTo', 'switchTab'].map((name) => `${name} ${pages.orders}`)
  await expect.poll(() => calls).toEqual(wanted)
})
