import { minute, type OrderView, type PaySurface, second } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor, returnUrl } from '../market.ts'
import { eventually } from '../shop.ts'
import { type AlipayShop, openAlipayShop } from './alipay-shop.ts'

let shop: AlipayShop
beforeAll(async () => {
  shop = await openAlipayShop()
})
afterAll(() => shop.market.close())

let count = 0
const key = () => ({ 'idempotency-key': `alipay-${++count}` })

/** An order of two pieces, and where its buyer pays. */
async function order(surface: PaySurface): Promise<{ placed: Placed; page: string }> {
  const [listing] = await listGoods(shop.market, 1)
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(shop.market, [{ listing, quantity: 2 }])
  const placed = await placeOrder(shop.market, await quoteFor(shop.market, cart))
  return { placed, page: await startAt(placed, surface) }
}

async function startAt(placed: Placed, surface: PaySurface): Promise<string> {
  const { status, text, json } = await placed.tell('payments', { returnUrl, surface }, key())
  if (status !== 200) throw new Error(`no payment: ${text}`)
  expect(json.payment).toMatchObject({ state: 'waiting', provider: 'alipay' })
  return json.payment?.cashierUrl ?? ''
}

function until(placed: Placed, ...states: OrderView['state'][]): Promise<OrderView> {
  return eventually(async () => {
    await shop.market.clock.advance(second)
    const seen = await placed.read()
    return states.includes(seen.state) && seen
  })
}

const outTradeNo = (page: string): string =>
  JSON.parse(new URL(page).searchParams.get('biz_content') ?? '{}').out_trade_no

async function tradeOf(page: string) {
  const { trades } = await shop.books()
  return trades.find((trade) => trade.outTradeNo === outTradeNo(page))
}

async function noticesOf(page: string) {
  const { notices } = await shop.books()
  return notices.filter((notice) => notice.outTradeNo === outTradeNo(page))
}

test.each([
  ['browser-phone', 'alipay.trade.wap.pay'],
  ['browser-desktop', 'alipay.trade.page.pay'],
] as const)(
  'a buyer in a %s pays by Alipay’s own page, and the order is bought',
  async (surface, method) => {
    const { placed, page } = await order(surface)
    expect(new URL(page).searchParams.get('method')).toBe(method)
    expect(await tradeOf(page)).toBeUndefined()
    const cashier = await shop.open(page)
    const shown = await (await shop.market.sandbox.fetch(new Request(cashier))).text()
    expect(shown).toContain(`¥${(placed.order.total.amount / 100).toFixed(2)}`)
    const back = new URL(await shop.pay(cashier))
    expect(back.origin + back.pathname).toBe(returnUrl)
    const paid = await until(placed, 'placed')
    expect(paid.payment).toMatchObject({ state: 'succeeded', provider: 'alipay' })
    expect(await noticesOf(page)).toMatchObject([
      { state: 'delivered', attempts: 1, lastResult: '200 success' },
    ])
  },
)

test('a notice told twice, and again in a minute, is one payment', async () => {
  const { placed, page } = await order('browser-phone')
  await shop.fault('duplicate')
  await shop.pay(await shop.open(page))
  await until(placed, 'placed')
  const seen = await placed.readAsSeller()
  expect([seen.attention, seen.refunds]).toEqual([false, []])
  expect(await noticesOf(page)).toMatchObject([{ state: 'delivered', attempts: 1 }])
})

test('what the way back says is not believed, and a lost notice is asked for', async () => {
  const { placed, page } = await order('browser-phone')
  await shop.fault('drop')
  const cashier = await shop.open(page)
  expect((await placed.tell('payments/check')).json.state).toBe('pending_payment')
  await shop.pay(cashier)
  expect((await placed.tell('payments/check')).json.state).not.toBe('pending_payment')
})

test('a notice with a wrong amount flags the order and pays nothing; the right one does', async () => {
  const { placed, page } = await order('browser-phone')
  await shop.fault('wrong-amount')
  await shop.pay(await shop.open(page))
  await shop.market.clock.advance(second)
  await eventually(async () => (await placed.readAsSeller()).attention)
  expect((await placed.read()).state).toBe('pending_payment')
  // It was taken in and acknowledged: what is true is learned by asking.
  await shop.market.clock.advance(minute)
  await until(placed, 'placed')
})

test('a forged notice is refused, and the genuine one after it is taken', async () => {
  const { placed, page } = await order('browser-phone')
  await shop.fault('wrong-signature')
  await shop.pay(await shop.open(page))
  await shop.market.clock.advance(second)
  expect((await placed.read()).state).toBe('pending_payment')
  expect((await noticesOf(page))[0]?.lastResult).toMatch(/^401 .*PAYMENT_NOT_GENUINE/)
  await shop.market.clock.advance(5 * minute)
  await until(placed, 'placed')
})

test('part of the money goes back under one number, and the books of both sides agree', async () => {
  const { placed, page } = await order('browser-desktop')
  await shop.pay(await shop.open(page))
  await until(placed, 'placed')
  const [line] = (await placed.read()).lines
  const refund = {
    lines: [{ line: line?.id, quantity: 0, amount: { amount: 100, currency: 'CNY' } }],
    words: '少一件',
  }
  await shop.fault('lost-answer')
  const asked = await shop.market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: refund,
    headers: key(),
  })
  expect([asked.status, asked.text]).toEqual([200, expect.any(String)])
  const back = await eventually(async () => {
    await shop.market.clock.advance(minute)
    const seen = await placed.read()
    return seen.refunds[0]?.state === 'succeeded' && seen.refunds[0]
  })
  expect(await tradeOf(page)).toMatchObject({ state: 'paid', refunded: back.amount.amount })
  const { refunds } = await shop.books()
  expect(refunds.filter(({ amount }) => amount === back.amount.amount)).toHaveLength(1)
  // Alipay tells of the refund too, and the order stays what it was.
  expect((await noticesOf(page)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  expect((await placed.read()).payment?.state).toBe('succeeded')
})

test('a page that is opened after its order was closed takes money, which goes back whole', async () => {
  const { placed, page } = await order('browser-phone')
  expect((await placed.tell('close')).json.state).toBe('closed')
  await shop.pay(await shop.open(page))
  const seen = await eventually(async () => {
    await shop.market.clock.advance(second)
    const each = await placed.read()
    return each.refunds[0]?.state === 'succeeded' && each
  })
  expect(seen.state).toBe('closed')
  expect(seen.refunds).toMatchObject([{ amount: placed.order.total, reason: 'late_payment' }])
  expect(await tradeOf(page)).toMatchObject({ refunded: placed.order.total.amount })
})

test('an opened page of an order that is cancelled takes no money any more', async () => {
  const { placed, page } = await order('browser-phone')
  const cashier = await shop.open(page)
  expect((await placed.tell('close')).json.state).toBe('closed')
  expect(await shop.pay(cashier)).toBe(new URL(cashier).pathname)
  expect(await tradeOf(page)).toMatchObject({ state: 'closed' })
})

test('a page takes no money when its time is over', async () => {
  const { placed, page } = await order('browser-phone')
  const cashier = await shop.open(page)
  await shop.market.clock.advance(31 * minute)
  expect(await shop.pay(cashier)).toBe(new URL(cashier).pathname)
  await until(placed, 'closed')
})

test('whoever comes back from another kind of browser gets another page, and the first is closed', async () => {
  const { placed, page } = await order('browser-phone')
  const first = await shop.open(page)
  const second = await startAt(placed, 'browser-desktop')
  expect(outTradeNo(second)).not.toBe(outTradeNo(page))
  expect(await shop.pay(first)).toBe(new URL(first).pathname)
  await shop.pay(await shop.open(second))
  await until(placed, 'placed')
})

test('inside WeChat, which blocks Alipay, the page says how to go on in a browser, and goes on there', async () => {
  const { placed, page } = await order('wechat-h5')
  expect(new URL(page).pathname).toMatch(/^\/pay\//)
  const look = async (agent: string) => {
    const headers = { 'user-agent': agent, 'accept-language': 'zh-CN' }
    return (await shop.market.gateway.fetch(new Request(page, { headers }))).text()
  }
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148'
  const inWechat = await look(`${phone} MicroMessenger/8.0.71`)
  expect(inWechat).toContain('浏览器')
  expect(inWechat).not.toContain('gateway.do')
  const [, address = ''] = /data-go="([^"]+)"/.exec(await look(`${phone} Safari/604.1`)) ?? []
  await shop.pay(await shop.open(address.replaceAll('&amp;', '&')))
  await until(placed, 'placed')
})
