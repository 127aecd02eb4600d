import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { type AfterSaleView, hour, minute, type OrderView, second } from '@xiaopu/domain'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePair } from '../bench/ports.ts'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, shoot } from './phone.ts'
import { watch } from './watch.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

let browser: Browser
let market: OpenShop
let server: ServerType
let url: string

beforeAll(async () => {
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  market = await openShop({ startsAt: Date.now(), gateway: { baseUrl: url, embedDir } })
  server = serve({ fetch: market.gateway.fetch, port, hostname: '127.0.0.1' })
  browser = await openChromium()
})
afterAll(async () => {
  await browser.close()
  await new Promise((closed) => server.close(closed))
  await market.close()
})

async function bought(): Promise<Placed> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(market, [{ listing, quantity: 2 }])
  const placed = await placeOrder(market, await quoteFor(market, cart))
  await payAt(market, await startPaying(placed))
  await inState(placed, 'placed', 0)
  return placed
}

function inState(placed: Placed, state: OrderView['state'], step: number): Promise<OrderView> {
  return eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const order = await placed.read()
    return order.state === state && order
  })
}

async function received(): Promise<Placed> {
  const placed = await bought()
  await inState(placed, 'shipped', 12 * hour)
  await placed.tell('receive')
  await inState(placed, 'received', second)
  return placed
}

let keys = 0

async function answer(placed: Placed, body: Record<string, unknown>): Promise<void> {
  const claim = (await placed.read()).afterSales.at(-1)
  const { status, text } = await market.sell<AfterSaleView>(
    `/v1/seller/after-sales/${claim?.id}/answer`,
    { body, headers: { 'idempotency-key': `answer-${++keys}` } },
  )
  if (status !== 200) throw new Error(text)
}

/** The order on its buyer's phone, as her link opens it. */
async function open(placed: Placed) {
  const { context, page } = await openPhone(browser)
  page.setDefaultTimeout(20_000)
  const watched = await watch(page)
  await page.goto(`${url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`)
  await page.locator('[part=state]').waitFor()
  return { context, page, watched, button: (name: string) => page.getByRole('button', { name }) }
}

/** The page once the provider has returned the money. */
async function returned(placed: Placed, page: Page): Promise<void> {
  await eventually(async () => {
    await market.clock.advance(minute)
    const { refunds } = await placed.read()
    return refunds.length > 0 && refunds.every(({ state }) => state === 'succeeded')
  })
  await page.reload()
  await page.getByText('已退回付款账户').waitFor()
}

test('a paid order that has not left is cancelled by two taps and one request, and its money comes back', async () => {
  const placed = await bought()
  const { context, page, watched, button } = await open(placed)
  await button('取消订单，全额退款').tap()
  await page.getByText('取消后钱会原路退回').waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'after-sale-cancel')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '取消订单，全额退款' }).tap()
  await page.getByText('商品已全部退款').waitFor()
  await page.locator('[part=refunds]').getByText('退款在路上').waitFor()
  const posts = watched.requests.filter(({ url: asked }) => /\/after-sales(\?|$)/.test(asked))
  expect(posts).toHaveLength(1)
  await returned(placed, page)
  expect((await placed.read()).refunds.map(({ amount }) => amount)).toEqual([placed.order.total])
  expect(await button('取消订单').count()).toBe(0)
  expect(watched.errors).toEqual([])
  await context.close()
})

test('one piece of two goes back: claimed on the phone, agreed by the shop, sent, refunded', async () => {
  const placed = await received()
  const { context, page, watched, button } = await open(placed)
  await button('申请售后').tap()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: '提交申请' }).tap()
  await form.getByText('请选择原因').last().waitFor()
  await form.getByLabel('几件').selectOption('1')
  await form.getByLabel('售后').selectOption('return_refund')
  await form.getByLabel('原因').selectOption('not_as_described')
  await form.getByLabel('补充说明（选填）').fill('颜色不对')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'after-sale-form')
  await form.getByRole('button', { name: '提交申请' }).tap()
  await page.locator('[part=after-sale]').getByText('你的说明：颜色不对').waitFor()
  expect(await form.count()).toBe(0)
  const place = '浙江省义乌市 退货仓 13800000000'
  await answer(placed, { answer: 'approve', returnTo: place })
  await page.reload()
  await page.getByText(`寄回地址：${place}`).waitFor()
  await button('我已寄出').tap()
  await page.getByText('运单号是 6 到 32 位字母或数字').waitFor()
  await page.getByLabel('快递公司').fill('中通快递')
  await page.getByLabel('运单号', { exact: true }).fill('7531 2345 678901')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'after-sale-return', true)
  await button('我已寄出').tap()
  await page.getByText('退货包裹：中通快递 75312345678901').waitFor()
  await answer(placed, { answer: 'accept-goods' })
  await returned(placed, page)
  await page.getByText('已退 1 件').waitFor()
  expect(watched.errors).toEqual([])
  await context.close()
})

test('a broken piece is exchanged: asked for on the phone, sent again, followed and confirmed', async () => {
  const placed = await received()
  const { context, page, watched, button } = await open(placed)
  await button('申请售后').tap()
  const form = page.getByRole('dialog')
  await form.getByLabel('几件').selectOption('1')
  await form.getByLabel('售后').selectOption('exchange')
  // Hers and what costs the same, nothing dearer.
  const choice = form.getByLabel('换货')
  await choice.getByText('换成：').first().waitFor({ state: 'attached' })
  await form.getByLabel('原因').selectOption('damaged')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'exchange-form')
  await button('提交申请').tap()
  const claim = page.locator('[part=after-sale]')
  await claim.getByText('等店主答复').waitFor()
  await claim.getByText('换成：').waitFor()
  await answer(placed, { answer: 'approve', keepGoods: true })
  await page.reload()
  await claim.getByText('换货备货中').waitFor()
  await claim.getByText('买不到就退款').waitFor()
  await eventually(async () => {
    await market.clock.advance(6 * hour)
    return (await placed.read()).afterSales[0]?.state === 'resending'
  })
  await page.reload()
  await claim.getByText('换货在路上').waitFor()
  await page.locator('[part=parcel]').getByRole('heading', { name: /^换货/ }).waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'exchange-sent', true)
  await claim.getByRole('button', { name: '换货 · 确认收货' }).tap()
  await form.getByRole('button', { name: '换货 · 确认收货' }).tap()
  await claim.getByText('已完成').waitFor()
  expect(await placed.read()).toMatchObject({ refunds: [], afterSales: [{ state: 'done' }] })
  expect(watched.errors).toEqual([])
  await context.close()
})

test('a refusal is read and disputed, a claim withdrawn, and what cannot be is said in words', async () => {
  const placed = await received()
  const { context, page, button } = await open(placed)
  const wish = { kind: 'refund_only', reason: 'damaged' }
  await button('申请售后').tap()
  await page.getByLabel('原因').selectOption('damaged')
  await placed.tell('after-sales', wish, { 'idempotency-key': `other-tab-${placed.order.id}` })
  await button('提交申请').tap()
  await page.getByRole('dialog').getByText('这些商品已有售后在处理').waitFor()
  await button('关闭').tap()
  await answer(placed, { answer: 'refuse', words: '照片看不出问题' })
  await page.reload()
  await page.getByText('店主回复：照片看不出问题').waitFor()
  await page.getByLabel('为什么不同意？').fill('补拍了照片')
  await button('请店主再看一次').tap()
  await page.getByText('等店主答复').waitFor()
  await button('撤销申请').tap()
  await page.getByRole('dialog').getByRole('button', { name: '撤销申请' }).tap()
  await page.getByText('已撤销').waitFor()
  await context.close()
})

test('a buyer to whom the shop gave money back in another way reads that, and nothing of its own notes', async () => {
  const placed = await bought()
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds/by-hand`, {
    body: { reference: '工行转账 8823', amount: { amount: 100, currency: 'CNY' } },
    headers: { 'idempotency-key': `by-hand-${placed.order.id}` },
  })
  const { context, page } = await open(placed)
  const refunds = page.locator('[part=refunds]')
  await refunds.getByText('已退款').waitFor()
  expect(await page.getByText('已退回付款账户').count()).toBe(0)
  expect(await page.content()).not.toContain('8823')
  await context.close()
})
