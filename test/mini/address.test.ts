import { minute, type SellerOrder, second } from '@xiaopu/domain'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { fillCart, type Placed, payAt, placeOrder, quoteFor, startPaying } from '../market.ts'
import { sql } from '../people/canary-person.ts'
import { heal } from '../scenarios/story.ts'
import { baseUrl, eventually } from '../shop.ts'
import { atMarket, listing, market } from './at-market.ts'
import { fakeHost, habits } from './fake-host.ts'
import { type Hand, handOn } from './hand.ts'
import { simulate } from './simulated.ts'
import { type Dialect, dialects, openStage } from './stage.ts'

atMarket()
beforeAll(async () => {
  // Between payment and purchase there is a minute in which the buyer may think again.
  const body = { purchasePolicy: { placeDelayMillis: minute } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
})
afterEach(() => heal(market))

const [wechat] = dialects as readonly [Dialect]
const pasted = '李四 13900139000 浙江省杭州市西湖区学院路28号'
const shown = '李* 139****9000'

interface Program {
  readonly fetch?: (request: Request) => Promise<Response>
  /** What the app's object has besides. */
  readonly more?: object
  readonly addressBook?: boolean
}

function open(dialect: Dialect, { fetch, more = {}, addressBook = false }: Program) {
  const { host } = fakeHost({
    habits: habits[dialect.host],
    fetch: fetch ?? (async (request) => market.gateway.fetch(request)),
  })
  const stage = openStage(dialect, { [dialect.host]: { ...host, ...more } })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, addressBook })
  return stage
}

function orderPage({ order, token }: Placed, dialect = wechat, program: Program = {}) {
  const mounted = open(dialect, program).mount('order', { order: order.id, token })
  return { mounted, hand: handOn(mounted) }
}

async function paidOrder(): Promise<Placed> {
  const cart = await fillCart(market, [{ listing }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'paid')
  return placed
}

function when(placed: Placed, is: (seen: SellerOrder) => boolean): Promise<SellerOrder> {
  return eventually(async () => {
    await market.clock.advance(10 * second)
    const seen = await placed.readAsSeller()
    return is(seen) && seen
  })
}

const isBought = ({ state }: SellerOrder) => state === 'placed'
const isHeld = ({ supplierOrders }: SellerOrder) =>
  supplierOrders.some(({ state }) => state === 'held')

/** Where 1688 sends it. */
async function receiver(placed: Placed): Promise<string> {
  const { supplierOrders } = await when(placed, isBought)
  const { json } = await market.control<{ receiver: { fullName: string; address: string } }>(
    `/orders/${supplierOrders[0]?.platformOrderId}`,
  )
  return `${json.receiver.fullName} ${json.receiver.address}`
}

const deeds = async ({ order }: Placed) =>
  sql(market, `select actor, action from audit_log where subject = $1 order by seq`, [order.id])

const refuseAddress = () =>
  market.control('/faults', {
    api: 'alibaba.createOrder.preview',
    kind: 'business',
    code: 'AREA_NOT_SUPPORTED',
    times: 99,
  })

async function sendElsewhere(hand: Hand): Promise<void> {
  await hand.tap('修改地址')
  await hand.type('paste', pasted)
  await hand.tap('识别')
  await hand.sees('已填好，请核对')
  await hand.tap('使用这个地址')
}

test.each(dialects)(
  '$folder: until her goods are being bought a buyer has them sent elsewhere by taps',
  async (dialect) => {
    const placed = await paidOrder()
    const { hand, mounted } = orderPage(placed, dialect)
    await hand.sees('收货地址')
    await sendElsewhere(hand)
    await hand.sees(shown)
    expect(hand.words()).not.toContain('使用这个地址')
    expect(await receiver(placed)).toBe('李四 学院路28号')
    mounted.show()
    await hand.sees('待发货')
    expect(hand.words()).not.toContain('修改地址')
    mounted.unmount()
  },
)

test.each(dialects)(
  '$folder: an address that a supplier cannot send to is said above everything, and corrected',
  async (dialect) => {
    const placed = await paidOrder()
    await refuseAddress()
    await when(placed, isHeld)
    const { hand, mounted } = orderPage(placed, dialect)
    await hand.sees('商品送不到这个地址，请在 24 小时内改一次')
    expect(hand.words()).not.toContain('店主正在处理')
    await heal(market)
    await sendElsewhere(hand)
    await hand.sees(shown)
    expect(await receiver(placed)).toBe('李四 学院路28号')
    mounted.unmount()
  },
)

test("the same in WeChat's own component framework", async () => {
  const placed = await paidOrder()
  await refuseAddress()
  await when(placed, isHeld)
  const { xiaopu, open: show } = simulate()
  const { host } = fakeHost({ fetch: async (request) => market.gateway.fetch(request) })
  const openIt = xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, host, channel: 'wechat' })
  const page = show('order', { order: placed.order.id, token: placed.token })
  await page.hand.sees('商品送不到这个地址')
  await heal(market)
  await sendElsewhere(page.hand)
  await page.hand.sees(shown)
  expect(await receiver(placed)).toBe('李四 学院路28号')
  page.close()
})

test('what a field lacks is said under it, and nothing is sent', async () => {
  const placed = await paidOrder()
  const { hand, mounted } = orderPage(placed)
  await hand.tap('修改地址')
  await hand.type('name', '李')
  await hand.tap('使用这个地址')
  expect(hand.words()).toContain('请填收货人姓名，至少两个字')
  expect(await deeds(placed)).toEqual([])
  await hand.tap('修改地址')
  expect(hand.words()).not.toContain('使用这个地址')
  mounted.unmount()
})

test('a change whose answer was lost is sent again under the same key, and done once', async () => {
  const placed = await paidOrder()
  const keys: (string | null)[] = []
  let cut = true
  const { hand, mounted } = orderPage(placed, wechat, {
    async fetch(request) {
      const response = await market.gateway.fetch(request)
      if (!new URL(request.url).pathname.endsWith('/address')) return response
      keys.push(request.headers.get('idempotency-key'))
      if (cut) throw new TypeError('cut off')
      return response
    },
  })
  await sendElsewhere(hand)
  await hand.sees('没有网络')
  cut = false
  await hand.tap('使用这个地址')
  await eventually(async () => !hand.words().includes('粘贴地址'))
  expect(hand.words()).toContain(shown)
  expect(new Set(keys).size).toBe(1)
  expect(await deeds(placed)).toEqual([{ actor: 'buyer', action: 'order.address' }])
  mounted.unmount()
})

test('who comes too late reads that the address stays, and the form goes', async () => {
  const placed = await paidOrder()
  const { hand, mounted } = orderPage(placed)
  await hand.tap('修改地址')
  await hand.type('paste', pasted)
  await hand.tap('识别')
  await hand.sees('已填好，请核对')
  await when(placed, isBought)
  await hand.tap('使用这个地址')
  await hand.sees('商品已在备货，或地址已经改过，不能再改')
  mounted.show()
  await hand.sees('待发货')
  expect(hand.words()).not.toContain('使用这个地址')
  mounted.unmount()
})

/** What WeChat's address book answers. */
const ofBook = {
  errMsg: 'chooseAddress:ok',
  userName: '李四',
  telNumber: '13900139000',
  provinceName: '浙江省',
  cityName: '杭州市',
  countyName: '西湖区',
  detailInfo: '学院路28号',
  nationalCode: '330106',
}

interface Heard {
  success(told: object): void
  fail(failure: { errMsg: string }): void
}

test('where a program may ask for it, one tap takes the address from the app’s own book', async () => {
  const stage = open(wechat, {
    addressBook: true,
    more: { chooseAddress: ({ success }: Heard) => success(ofBook) },
  })
  const cart = stage.mount('product', { listing: listing.id })
  const goods = handOn(cart)
  await goods.tap(/选规格|加入购物车/)
  for (const { value } of listing.skus[0]?.properties ?? []) await goods.tap(value)
  await goods.tap(/^加入购物车$/)
  await goods.sees('购物车 1')
  cart.unmount()
  const mounted = stage.mount('checkout')
  const hand = handOn(mounted)
  await hand.tap('从 App 的地址簿选')
  await hand.sees('已填好，请核对')
  await hand.tap('使用这个地址')
  await hand.sees(/付款 ¥/)
  expect(hand.words()).toContain('学院路28号')
  mounted.unmount()
})

test.each([
  ['her no to the privacy guide', 'chooseAddress:fail privacy permission is not authorized'],
  ['her no to the permission', 'chooseAddress:fail auth deny'],
])('%s has a code of its own, and she reads how to change her mind', async (_name, errMsg) => {
  const placed = await paidOrder()
  const { hand, mounted } = orderPage(placed, wechat, {
    addressBook: true,
    more: { chooseAddress: ({ fail }: Heard) => fail({ errMsg }) },
  })
  await hand.tap('修改地址')
  await hand.tap('从 App 的地址簿选')
  await hand.sees('你没有允许，所以没有做')
  const told = { name: 'failed', detail: { code: 'PRIVACY_REFUSED', said: errMsg } }
  expect(mounted.events).toContainEqual(told)
  mounted.unmount()
})

test('a book that the app does not open is the developer’s matter; one that she closes is nobody’s', async () => {
  const answers = [
    'chooseAddress:fail api scope is not declared in the privacy agreement',
    'chooseAddress:fail cancel',
  ]
  const placed = await paidOrder()
  const { hand, mounted } = orderPage(placed, wechat, {
    addressBook: true,
    more: { chooseAddress: ({ fail }: Heard) => fail({ errMsg: answers.shift() ?? '' }) },
  })
  await hand.tap('修改地址')
  await hand.tap('从 App 的地址簿选')
  await hand.sees('打不开地址簿，请在下面填写')
  await hand.tap('从 App 的地址簿选')
  const failed = mounted.events.filter(({ name }) => name === 'failed')
  expect(failed).toMatchObject([{ detail: { code: 'CHANNEL_REFUSED' } }])
  mounted.unmount()
})

test('without the program’s word nobody is offered the book', async () => {
  const placed = await paidOrder()
  const more = { chooseAddress: ({ success }: Heard) => success(ofBook) }
  const { hand, mounted } = orderPage(placed, wechat, { more })
  await hand.tap('修改地址')
  expect(hand.words()).not.toContain('地址簿')
  mounted.unmount()
})
