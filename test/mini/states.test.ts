import { hour, type Listing, type OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { baseUrl, eventually } from '../shop.ts'
import { atMarket, listing, market } from './at-market.ts'
import { fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, dialects, openStage } from './stage.ts'

atMarket()

const [wechat, douyin, kuaishou, xiaohongshu] = dialects as readonly [
  Dialect,
  Dialect,
  Dialect,
  Dialect,
]

/** A program in an app; `open` opens its shop. */
function program(dialect: Dialect, fetch = (request: Request) => market.gateway.fetch(request)) {
  const fake = fakeHost({ habits: habits[dialect.host], fetch: async (request) => fetch(request) })
  const host = {
    ...fake.host,
    showModal: ({ success }: { success(answer: object): void }) => success({ confirm: true }),
  }
  const stage = openStage(dialect, { [dialect.host]: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  const open = (more: object = {}) =>
    openIt({ gateway: baseUrl, shop: market.keys.publishable, ...more })
  return { stage, open }
}

async function paidOrder(): Promise<Placed> {
  const cart = await fillCart(market, [{ listing }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await becomes(placed, 'placed')
  return placed
}

async function becomes(placed: Placed, state: OrderView['state']): Promise<void> {
  await eventually(async () => (await placed.read()).state === state)
}

function orderPage(
  { order, token }: Placed,
  dialect = wechat,
  fetch?: (request: Request) => Promise<Response>,
) {
  const { stage, open } = program(dialect, fetch)
  open()
  const mounted = stage.mount('order', { order: order.id, token })
  return { mounted, hand: handOn(mounted) }
}

test('what has not left is cancelled by a tap, and its money comes back', async () => {
  const placed = await paidOrder()
  const { hand, mounted } = orderPage(placed)
  await hand.tap('取消订单，全额退款')
  await hand.sees(/退款在路上|已退回付款账户/)
  await eventually(async () => {
    await market.clock.advance(10_000)
    return (await placed.read()).refunds.some(({ state }) => state === 'succeeded')
  })
  mounted.show()
  await hand.sees('已退回付款账户')
  mounted.unmount()
})

test('a claim needs a reason, waits for the shop, and can be taken back', async () => {
  const placed = await paidOrder()
  await market.clock.advance(80 * hour)
  await becomes(placed, 'shipped')
  const { hand, mounted } = orderPage(placed)
  await hand.tap('申请售后')
  await hand.tap('提交申请')
  expect(hand.words()).toContain('请选择原因')
  await hand.type('reason', '3')
  await hand.type('note', '杯口有裂纹')
  await hand.tap('提交申请')
  await hand.sees('等店主答复')
  await hand.sees('你的说明：杯口有裂纹')
  await hand.tap('撤销申请')
  await hand.sees('已撤销')
  mounted.unmount()
})

/** A claim's answer by its seller. */
async function answer(claim: string, body: Record<string, unknown>): Promise<void> {
  const path = `/v1/seller/after-sales/${claim}/answer`
  const headers = { 'idempotency-key': `answer-${claim}-${body.answer}` }
  const { status, text } = await market.sell(path, { body, headers })
  if (status !== 200) throw new Error(`not answered: ${text}`)
}

async function shippedOrder(lines: readonly Listing[], quantity: number): Promise<Placed> {
  const cart = await fillCart(
    market,
    lines.map((each) => ({ listing: each, quantity })),
  )
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await becomes(placed, 'placed')
  await market.clock.advance(80 * hour)
  await becomes(placed, 'shipped')
  return placed
}

test.each(dialects)(
  '$folder: a buyer picks the pieces that go back, sends them, and reads where they are',
  async (dialect) => {
    const [first, second] = (await listGoods(market, 2)) as [Listing, Listing]
    const placed = await shippedOrder([first, second], 2)
    const { hand, mounted } = orderPage(placed, dialect)
    await hand.tap('申请售后')
    await hand.tap('提交申请')
    expect(hand.words()).toContain('请选择商品和件数')
    const [line] = placed.order.lines
    await hand.type(`pieces ${line?.id}`, '1')
    await hand.type('kind', '1')
    await hand.type('reason', '3')
    await hand.tap('提交申请')
    await hand.sees('等店主答复')
    await hand.sees(`${line?.title} ×1 · 破损或有瑕疵`)
    const [claim] = (await placed.read()).afterSales
    expect(claim).toMatchObject({
      kind: 'return_refund',
      lines: [{ line: line?.id, quantity: 1 }],
    })

    await answer(claim?.id ?? '', { answer: 'approve', returnTo: '浙江省义乌市稠州北路 1 号' })
    mounted.show()
    await hand.sees('寄回地址：浙江省义乌市稠州北路 1 号')
    await hand.tap('复制地址')
    await hand.type('carrier', '中通快递')
    await hand.type('number', '没有')
    await hand.tap('我已寄出')
    expect(hand.words()).toContain('运单号是 6 到 32 位字母或数字')
    await hand.type('number', 'ZTO 7311 0000 1234')
    await hand.tap('我已寄出')
    await hand.sees('退货在路上')
    await hand.sees('退货包裹：中通快递 ZTO731100001234')
    mounted.unmount()
  },
)

test.each(dialects)(
  '$folder: a buyer has a piece exchanged, follows what is sent again, and says that she has it',
  async (dialect) => {
    const placed = await shippedOrder([listing], 2)
    const { hand, mounted } = orderPage(placed, dialect)
    const [line] = placed.order.lines
    await hand.tap('申请售后')
    await hand.type(`pieces ${line?.id}`, '1')
    await hand.type('kind', '2')
    await hand.sees('换成：')
    await hand.type('sku', '0')
    await hand.type('reason', '3')
    await hand.tap('提交申请')
    await hand.sees('等店主答复')
    const [claim] = (await placed.read()).afterSales
    expect(claim).toMatchObject({ kind: 'exchange', exchange: { sku: line?.sku } })
    await answer(claim?.id ?? '', { answer: 'approve', keepGoods: true })
    mounted.show()
    await hand.sees('换货备货中')
    await eventually(async () => {
      await market.clock.advance(12 * hour)
      return (await placed.read()).afterSales[0]?.state === 'resending'
    })
    mounted.show()
    await hand.sees('换货在路上')
    await hand.tap('换货 · 确认收货')
    await hand.sees('已完成')
    mounted.unmount()
  },
)

test('who does not accept a refusal has the shop look once more', async () => {
  const placed = await shippedOrder([listing], 1)
  const { hand, mounted } = orderPage(placed)
  await hand.tap('申请售后')
  await hand.type('reason', '3')
  await hand.tap('提交申请')
  await hand.sees('等店主答复')
  const [claim] = (await placed.read()).afterSales
  await answer(claim?.id ?? '', { answer: 'refuse', words: '照片里看不出来' })
  mounted.show()
  await hand.sees('店主回复：照片里看不出来')
  await hand.tap('请店主再看一次')
  expect(hand.words()).toContain('店主没有同意')
  await hand.type('dispute', '杯底有一道裂纹，补拍了照片')
  await hand.tap('请店主再看一次')
  await hand.sees('等店主答复')
  mounted.unmount()
})

test('a claim that did not get through stays as it was filled in, and is sent by the next tap', async () => {
  const placed = await shippedOrder([listing], 1)
  let broken = false
  const { hand, mounted } = orderPage(placed, wechat, (request) => {
    if (broken && request.method === 'POST') throw new TypeError('no network')
    return market.gateway.fetch(request)
  })
  await hand.tap('申请售后')
  await hand.type('reason', '3')
  broken = true
  await hand.tap('提交申请')
  await hand.sees('没有网络')
  expect(hand.words()).toContain('破损或有瑕疵')
  broken = false
  await hand.tap('提交申请')
  await hand.sees('等店主答复')
  mounted.unmount()
})

test('without a network a card says so and comes back by a tap', async () => {
  let online = false
  const { stage, open } = program(wechat, (request) => {
    if (!online) throw new TypeError('no network')
    return market.gateway.fetch(request)
  })
  open()
  const hand = handOn(stage.mount('card', { listing: listing.id }))
  await hand.sees('没有网络')
  online = true
  await hand.tap('重试')
  await hand.sees(listing.title)
})

test('a listing that is gone says so, and there is nothing to try again', async () => {
  const { stage, open } = program(kuaishou)
  open()
  const hand = handOn(stage.mount('product', { listing: 'lst_00000000000000000000000000' }))
  await hand.sees('已下架')
  expect(hand.words()).not.toContain('重试')
})

test('components that are there before the shop wait for it', async () => {
  const { stage, open } = program(douyin)
  const hand = handOn(stage.mount('card', { listing: listing.id }))
  expect(hand.words()).toBe('')
  open()
  await hand.sees(listing.title)
})

test('where an account was not admitted goods are shown and not sold; Douyin hands over', async () => {
  const shown = program(xiaohongshu)
  shown.open()
  const card = handOn(shown.stage.mount('card', { listing: listing.id }))
  await card.sees(listing.title)
  expect(card.words()).not.toMatch(/选规格|加入购物车/)

  const handed: string[] = []
  const shop = program(douyin)
  shop.open({ handoff: (id: string) => handed.push(id) })
  const product = handOn(shop.stage.mount('product', { listing: listing.id }))
  await product.tap(/选规格|加入购物车/)
  expect(handed).toEqual([listing.id])
})

test('a program in English speaks English', async () => {
  const { stage, open } = program(wechat)
  open({ locale: 'en' })
  const hand = handOn(stage.mount('cart'))
  await hand.sees(/empty/i)
})

test('another listing in the same card takes the place of the first', async () => {
  const [, other] = await listGoods(market, 2)
  const { stage, open } = program(wechat)
  open()
  const mounted = stage.mount('card', { listing: listing.id })
  const hand = handOn(mounted)
  await hand.sees(listing.title)
  mounted.set({ listing: other?.id })
  await hand.sees(other?.title ?? '')
  expect(hand.words()).not.toContain(listing.title)
})
