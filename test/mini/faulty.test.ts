import type { MiniHost } from '@xiaopu/client/mini'
import { type FailureCode, hour } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { fillCart, type Placed, payAt, placeOrder, quoteFor, startPaying } from '../market.ts'
import { baseUrl, eventually } from '../shop.ts'
import { atMarket, listing, market } from './at-market.ts'
import { type FakeHostOptions, fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, dialects, openStage } from './stage.ts'

atMarket()

const [wechat] = dialects as readonly [Dialect]
const toMarket = async (request: Request) => market.gateway.fetch(request)

interface Spoilt {
  readonly fake?: FakeHostOptions
  /** What its object is turned into. */
  host?(host: MiniHost): object
}

/** A program of an app's built components, on a host that is not as it should be. */
function program(dialect: Dialect, { fake = {}, host = (each) => each }: Spoilt) {
  const made = fakeHost({ habits: habits[dialect.host], fetch: toMarket, ...fake })
  const stage = openStage(dialect, { [dialect.host]: host(made.host) })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, admitted: true })
  return { ...made, stage }
}

const only = ({ request }: MiniHost) => ({ request })
const failing = (errMsg: string) => (host: MiniHost) => ({
  ...host,
  request: ({ fail }: Parameters<MiniHost['request']>[0]) =>
    void setTimeout(() => fail({ errMsg })),
})

const broken: readonly (Spoilt & {
  readonly name: string
  readonly code: FailureCode
  readonly words: string
})[] = [
  {
    name: 'without a network',
    host: failing('request:fail net::ERR_INTERNET_DISCONNECTED'),
    code: 'OFFLINE',
    words: '没有网络',
  },
  {
    name: 'whose requests take too long',
    host: failing('request:fail timeout'),
    code: 'TIMEOUT',
    words: '等了太久没有回应',
  },
  {
    name: 'on whose list the gateway is not',
    fake: { domains: ['https://other.example'] },
    code: 'DOMAIN_NOT_LISTED',
    words: 'request 合法域名',
  },
  {
    name: 'whose certificate check fails',
    host: failing('request:fail ssl hand shake error'),
    code: 'OFFLINE',
    words: '没有网络',
  },
  {
    name: 'between which and the gateway somebody answers pages',
    fake: { fetch: async () => new Response('<html>登录 WiFi</html>', { status: 200 }) },
    code: 'INTERNAL',
    words: '重试',
  },
]

test.each(dialects.flatMap((dialect) => broken.map((each) => ({ ...each, dialect }))))(
  '$dialect.folder $name: a card says so, and tells its page $code',
  async ({ dialect, code, words, ...spoilt }) => {
    const { stage } = program(dialect, spoilt)
    const mounted = stage.mount('card', { listing: listing.id })
    const hand = handOn(mounted)
    await hand.sees(words)
    expect(mounted.events).toContainEqual({ name: 'failed', detail: { code } })
    mounted.unmount()
  },
)

test.each(dialects)(
  '$folder: an app that has nothing but requests, of the oldest base library, still sells',
  async (dialect) => {
    const { stage } = program({ ...dialect, old: true }, { host: only })
    const product = stage.mount('product', { listing: listing.id })
    const hand = handOn(product)
    await hand.sees(listing.title)
    await hand.tap(/选规格|加入购物车/)
    for (const { value } of listing.skus[0]?.properties ?? []) await hand.tap(value)
    await hand.tap(/^加入购物车$/)
    await hand.sees('购物车 1')
    product.unmount()
    const checkout = handOn(stage.mount('checkout'))
    await checkout.type('paste', '王小芳 13800138000 浙江省杭州市西湖区文三路90号3幢501')
    await checkout.tap('识别')
    await checkout.sees('已填好，请核对')
    await checkout.tap('使用这个地址')
    await checkout.sees(/付款 ¥/)
  },
)

async function placedOrder(): Promise<Placed> {
  const cart = await fillCart(market, [{ listing }])
  return placeOrder(market, await quoteFor(market, cart))
}

test('an order that cannot be paid in a program says so, to its buyer and to its page', async () => {
  const { order, token } = await placedOrder()
  const { stage } = program(wechat, { host: only })
  const mounted = stage.mount('order', { order: order.id, token })
  const hand = handOn(mounted)
  await hand.tap(/去付款/)
  await hand.sees('这里不能付款')
  expect(mounted.events).toContainEqual({ name: 'paid', detail: { outcome: 'nowhere' } })
  expect(mounted.events).toContainEqual({ name: 'failed', detail: { code: 'PAYMENT_NOT_HERE' } })
  mounted.unmount()
})

test('an order that a program may not read is told to its page once', async () => {
  const { order } = await placedOrder()
  const { stage } = program(wechat, {})
  const mounted = stage.mount('order', { order: order.id, token: 'x'.repeat(43) })
  const hand = handOn(mounted)
  await hand.sees('打不开这个订单')
  const failed = mounted.events.filter(({ name }) => name === 'failed')
  expect(failed).toEqual([{ name: 'failed', detail: { code: 'ORDER_NOT_FOUND' } }])
  mounted.unmount()
})

test.each([
  [
    'refuses, because its privacy guide lacks the clipboard',
    (host: MiniHost) => ({
      ...host,
      setClipboardData: ({ fail }: { fail(failure: object): void }) =>
        fail({
          errMsg: 'setClipboardData:fail api scope is not declared in the privacy agreement',
        }),
    }),
    'setClipboardData:fail api scope is not declared in the privacy agreement',
  ],
  ['has none', (host: MiniHost) => host, 'setClipboardData:fail'],
] as const)(
  'where an app’s clipboard %s, a parcel’s number is not said to be copied, and the page hears why',
  async (_name, host, said) => {
    const placed = await placedOrder()
    await payAt(market, await startPaying(placed))
    await eventually(async () => (await placed.read()).state === 'placed')
    await market.clock.advance(80 * hour)
    await eventually(async () => (await placed.read()).state === 'shipped')
    const { stage } = program(wechat, { host })
    const mounted = stage.mount('order', { order: placed.order.id, token: placed.token })
    const hand = handOn(mounted)
    await hand.tap('复制运单号')
    await hand.sees('复制不了')
    const told = { name: 'failed', detail: { code: 'CHANNEL_REFUSED', said } }
    await expect.poll(() => mounted.events).toContainEqual(told)
    mounted.unmount()
  },
)

test('what a buyer put into the cart as the app was hidden is there once, whatever became of the request', async () => {
  let answers = 0
  const { stage, hide, show } = program(wechat, {
    fake: {
      async fetch(request) {
        const response = await toMarket(request)
        if (request.method !== 'GET' && answers++ === 0) hide()
        return response
      },
    },
  })
  const product = stage.mount('product', { listing: listing.id })
  const hand = handOn(product)
  await hand.tap(/选规格|加入购物车/)
  for (const { value } of listing.skus[0]?.properties ?? []) await hand.tap(value)
  await hand.tap(/^加入购物车$/)
  await expect.poll(() => answers).toBeGreaterThan(0)
  show()
  await hand.sees('购物车 1')
  expect(product.events).toContainEqual({ name: 'failed', detail: { code: 'TIMEOUT' } })
  product.unmount()
  const cart = stage.mount('cart')
  await handOn(cart).sees(listing.title)
  await handOn(cart).sees('×1')
  expect(handOn(cart).words()).not.toContain('×2')
  cart.unmount()
})
