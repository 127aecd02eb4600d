import type {
  Listing,
  OrderView,
  PaymentAccountView,
  PaymentStep,
  PaySurface,
} from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
import { openAnother } from '../hooks/other-shop.ts'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor } from '../market.ts'
import { ask, baseUrl, eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let listing: Listing
const second = 1000

const setAccount = (shop: OpenShop, body: object) =>
  shop.sell<PaymentAccountView>('/v1/seller/payment-accounts/wechat', { method: 'PUT', body })

beforeAll(async () => {
  market = await openShop()
  const [first] = await listGoods(market, 1)
  if (!first) throw new Error('nothing to sell')
  listing = first
  const { status } = await setAccount(market, { account: market.sandbox.wechatPay.account() })
  expect(status).toBe(200)
})
afterAll(() => market.close())

async function ordered(shop = market, item = listing): Promise<Placed> {
  const cart = await fillCart(shop, [{ listing: item }])
  return placeOrder(shop, await quoteFor(shop, cart))
}

let keys = 0

/** Starts to pay on a surface. */
async function begin(placed: Placed, surface: PaySurface, more: object = {}) {
  const body = { returnUrl: `${baseUrl}/shop/demo/order`, surface, ...more }
  const { status, text, json } = await placed.tell('payments', body, {
    'idempotency-key': `wechat-${++keys}`,
  })
  if (status !== 200) throw new Error(`no payment: ${text}`)
  if (!json.payment) throw new Error('no payment')
  return json.payment
}

const login = async (code = market.sandbox.wechatPay.login()): Promise<string> => {
  const body = { surface: 'wechat-mini', code }
  return (await market.ask<{ login: string }>('/v1/logins', { body })).json.login
}

function window(step: PaymentStep | undefined) {
  if (step?.kind !== 'bridge') throw new Error('no window to open')
  return market.sandbox.wechatPay.payInWindow(step.params as Readonly<Record<string, string>>)
}

const isPaid = (placed: Placed) => async () => {
  await market.clock.advance(second)
  const order = await placed.read()
  return order.state !== 'pending_payment' && order
}

/** A browser of the buyer's, which goes where it is sent. */
async function visit(url: string, agent: string): Promise<Response> {
  const there = new URL(url)
  const target = there.origin === new URL(baseUrl).origin ? market.gateway : market.sandbox
  const headers = { 'user-agent': agent, 'accept-language': 'zh-CN' }
  const response = await target.fetch(new Request(url, { headers }))
  const location = response.headers.get('location')
  return location ? visit(location, agent) : response
}

const inWechat = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.71'
const onPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1'
const dataOf = (html: string, name: string) =>
  new RegExp(`data-${name}="([^"]*)"`)
    .exec(html)?.[1]
    ?.replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

test('an account goes in and its keys never come out again', async () => {
  const { json } = await market.sell<{ items: PaymentAccountView[] }>('/v1/seller/payment-accounts')
  expect(json.items).toEqual([
    {
      provider: 'wechat',
      state: 'on',
      merchant: '1900000109',
      sharing: 0,
      notifyUrl: `${baseUrl}/v1/callbacks/payments/wechat/${market.shop.id}`,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    },
  ])
  const [row] = await inDatabase<{ account: string }>(
    market,
    'select account from payment_accounts',
  )
  expect(row?.account).toMatch(/^s1\./)
  const log = await market.sell<{ items: { action: string; subject: string }[] }>(
    '/v1/seller/audit-log',
  )
  expect(log.json.items).toContainEqual(
    expect.objectContaining({ action: 'payment-account.set', subject: 'wechat' }),
  )
})

test('keys that are none, and keys of another provider, are refused before they are kept', async () => {
  const account = market.sandbox.wechatPay.account()
  const wrong = [
    { ...account, privateKey: account.privateKey.replace(/\n[\s\S]+\n-/, '\nAAAA\n-') },
    { ...account, verifiers: [{ id: '4A00000000000000', pem: account.verifiers[1]?.pem }] },
    { ...account, apiV3Key: 'too short' },
    { ...account, provider: 'alipay' },
  ]
  for (const body of wrong) {
    const { status, json } = await setAccount(market, { account: body })
    expect([status, (json as unknown as { code: string }).code]).toEqual([400, 'BAD_REQUEST'])
  }
})

test('what was paid by hand is told at once, though nobody asks WeChat anything and no clock is turned', async () => {
  const placed = await ordered()
  const step = (await begin(placed, 'wechat-mini', { login: await login() })).step
  await quiet(market)
  expect(window(step)).toBe('ok')
  await eventually(async () => (await placed.read()).state !== 'pending_payment')
})

test('a buyer in the mini-program logs in, pays in WeChat’s window, and gets her money back', async () => {
  const placed = await ordered()
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  expect(payment).toMatchObject({ provider: 'wechat', state: 'waiting' })
  expect(payment.step).toMatchObject({ kind: 'bridge', bridge: 'wechat-mini' })
  market.sandbox.wechatPay.fault('duplicate')
  expect(window(payment.step)).toBe('ok')
  const paid = await eventually(isPaid(placed))
  expect(paid.steps.filter(({ state }) => state === 'paid')).toHaveLength(1)
  const [line] = paid.lines
  const { status } = await market.sell(`/v1/seller/orders/${paid.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity: 1 }] },
    headers: { 'idempotency-key': `back-${paid.id}` },
  })
  expect(status).toBe(200)
  await eventually(async () => {
    await market.clock.advance(10 * second)
    return (await placed.read()).refunds.some(({ state }) => state === 'succeeded')
  })
  expect(market.sandbox.wechatPay.refunds().at(-1)).toMatchObject({ state: 'SUCCESS' })
})

test('nobody pays in the mini-program before she is known, and a login is good where it was made', async () => {
  const placed = await ordered()
  const start = (body: object) =>
    placed.tell<{ code?: string }>('payments', body, { 'idempotency-key': `refused-${++keys}` })
  const surface = 'wechat-mini'
  const made = await login()
  for (const body of [
    { surface },
    { surface, login: `${made}x` },
    { surface: 'wechat-h5', login: made },
    { surface, login: 's1.k0.AAAA' },
  ]) {
    const { status, json } = await start(body)
    expect([status, json.code]).toEqual([401, 'LOGIN_REFUSED'])
  }
  const code = market.sandbox.wechatPay.login()
  await login(code)
  const again = await market.ask('/v1/logins', { body: { surface, code } })
  expect([again.status, again.json.code]).toEqual([401, 'LOGIN_REFUSED'])
  expect((await placed.read()).payment).toBeUndefined()
})

test('a buyer on a page inside WeChat is recognised on the way, pays in its window and is led back', async () => {
  const placed = await ordered()
  const { cashierUrl = '' } = await begin(placed, 'wechat-h5')
  expect(cashierUrl).toMatch(/\/pay\/\d{20}\/[\w-]{22}$/)
  const page = await visit(cashierUrl, inWechat)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/)
  const params = JSON.parse(dataOf(html, 'params') ?? '{}')
  expect(market.sandbox.wechatPay.payInWindow({ ...params, appId: 'wx5a4d8b00c0ffee02' })).toBe(
    'fail',
  )
  expect(market.sandbox.wechatPay.payInWindow(params)).toBe('ok')
  await eventually(isPaid(placed))
  const state = await ask<{ open: boolean }>(
    market.gateway,
    `${new URL(cashierUrl).pathname}/state`,
  )
  expect(state.json).toEqual({ open: false })
  const back = await ask(market.gateway, `${new URL(cashierUrl).pathname}/back`)
  expect(back.headers.get('location')).toBe(`${baseUrl}/shop/demo/order`)
  expect((await visit(cashierUrl, inWechat)).status).toBe(200)
  const made = market.sandbox.wechatPay.trades().length
  await visit(cashierUrl, inWechat)
  expect(market.sandbox.wechatPay.trades()).toHaveLength(made)
})

test('a made-up address of a pay page shows nothing', async () => {
  const placed = await ordered()
  const { cashierUrl = '' } = await begin(placed, 'wechat-h5')
  const wrong = cashierUrl.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))
  expect((await visit(wrong, inWechat)).status).toBe(404)
  expect((await visit(`${wrong}/back`, inWechat)).status).toBe(404)
})

test('a buyer at a desk scans a code, on a page that asks WeChat for nothing twice', async () => {
  const placed = await ordered()
  const { step, cashierUrl = '' } = await begin(placed, 'browser-desktop')
  if (step?.kind !== 'qr') throw new Error('no code')
  const html = await (await visit(cashierUrl, 'Mozilla/5.0 (X11; Linux x86_64)')).text()
  expect(html).toContain('<svg')
  expect(dataOf(html, 'state')).toBe(`${cashierUrl}/state`)
  expect(market.sandbox.wechatPay.scan(step.content)).toBe(true)
  await eventually(isPaid(placed))
})

test('a buyer in a phone’s browser goes on to WeChat from an address that the merchant registered', async () => {
  const placed = await ordered()
  const { cashierUrl = '' } = await begin(placed, 'browser-phone')
  const page = await visit(cashierUrl, onPhone)
  expect(page.headers.get('referrer-policy')).toBe('strict-origin')
  const go = new URL(dataOf(await page.text(), 'go') ?? '')
  expect(go.searchParams.get('redirect_url')).toBe(`${cashierUrl}/back`)
  expect(market.sandbox.wechatPay.pay(`${placed.order.number}01`, 300)).toBe(true)
  await eventually(isPaid(placed))
})

test('a buyer who changes the device pays under the next number, and the first one is closed', async () => {
  const placed = await ordered()
  await begin(placed, 'browser-desktop')
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  const [first] = market.sandbox.wechatPay
    .trades()
    .filter((t) => t.outTradeNo === `${placed.order.number}01`)
  expect(first?.state).toBe('CLOSED')
  expect(window(payment.step)).toBe('ok')
  await eventually(isPaid(placed))
})

test('inside Douyin nothing can be paid, and it is said before anything is begun', async () => {
  const placed = await ordered()
  const refused = await placed.tell<{ code?: string }>(
    'payments',
    { surface: 'douyin-h5' },
    { 'idempotency-key': `douyin-${++keys}` },
  )
  expect([refused.status, refused.json.code]).toEqual([409, 'PAYMENT_NOT_HERE'])
  expect((await placed.read()).payment).toBeUndefined()
})

test('an amount that is not the order’s pays nothing and asks for a person', async () => {
  const placed = await ordered()
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  market.sandbox.wechatPay.fault('wrong-amount')
  window(payment.step)
  const flagged = await eventually(async () => {
    await market.clock.advance(second)
    const order = await placed.read()
    return order.attention && order
  })
  expect(flagged.state).toBe('pending_payment')
  // WeChat's own books say what was paid.
  await placed.tell('payments/check')
  await eventually(isPaid(placed))
})

test('a notice that was lost, probed, or signed by nobody counts when it comes right', async () => {
  const placed = await ordered()
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  market.sandbox.wechatPay.fault('drop')
  window(payment.step)
  await market.clock.advance(second)
  expect((await placed.read()).state).toBe('pending_payment')
  market.sandbox.wechatPay.fault('wrong-signature')
  await market.clock.advance(15 * second)
  expect(market.sandbox.wechatPay.notices().at(-1)).toMatchObject({ lastResult: '401' })
  market.sandbox.wechatPay.fault('probe')
  await market.clock.advance(15 * second)
  await eventually(isPaid(placed))
  expect(market.sandbox.wechatPay.notices().at(-1)).toMatchObject({ state: 'delivered' })
})

test('notices that are signed by key and certificate in turn, and by one that is new, are believed', async () => {
  market.sandbox.wechatPay.signing('both')
  for (const rotate of [false, false, true]) {
    if (rotate) market.sandbox.wechatPay.rotate()
    if (rotate) market.sandbox.wechatPay.signing('certificate')
    const placed = await ordered()
    window((await begin(placed, 'wechat-mini', { login: await login() })).step)
    await eventually(isPaid(placed))
  }
  market.sandbox.wechatPay.signing('public-key')
})

test('money that comes after its attempt was closed goes back whole', async () => {
  const placed = await ordered()
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  const number = `${placed.order.number}01`
  await inDatabase(
    market,
    `update payments set state = 'closed' where out_trade_no = '${number}'`,
    `insert into transitions (shop_id, order_id, aggregate, aggregate_id, from_state, to_state, event, at)
      select shop_id, order_id, 'payment', payment_id, 'prepared', 'closed', 'close', now()
      from payments where out_trade_no = '${number}'`,
  )
  await placed.tell('close')
  expect((await placed.read()).state).toBe('closed')
  expect(window(payment.step)).toBe('ok')
  await eventually(async () => {
    await market.clock.advance(10 * second)
    return market.sandbox.wechatPay
      .refunds()
      .some((r) => r.outTradeNo === number && r.state === 'SUCCESS')
  })
  await quiet(market)
  expect((await placed.read()).state).toBe('closed')
})

test('a shop with the same account says nothing about the orders of another', async () => {
  const other = await openAnother(market, 'neighbour')
  await setAccount(other, { account: market.sandbox.wechatPay.account() })
  const placed = await ordered()
  const payment = await begin(placed, 'wechat-mini', { login: await login() })
  market.sandbox.wechatPay.fault('drop')
  window(payment.step)
  await market.clock.advance(second)
  // The neighbour sends what WeChat would have sent, to its own door.
  const { url } = market.sandbox.wechatPay.notices().at(-1) ?? { url: '' }
  expect(url).toContain(market.shop.id)
  const foreign = await market.sandbox.wechatPay.tellAgain(
    url.replace(market.shop.id, other.shop.id),
  )
  expect(foreign).toBe('200')
  await quiet(market)
  const order: OrderView = await placed.read()
  expect([order.state, order.attention]).toEqual(['pending_payment', false])
  await market.clock.advance(15 * second)
  await eventually(isPaid(placed))
})

test('an account that is off takes no new payments and still gives money back', async () => {
  const placed = await ordered()
  window((await begin(placed, 'wechat-mini', { login: await login() })).step)
  const paid = await eventually(isPaid(placed))
  expect((await setAccount(market, { state: 'off' })).json.state).toBe('off')
  // Without an account of its own the shop uses the gateway's.
  expect((await begin(await ordered(), 'browser-phone')).provider).toBe('sandbox')
  await market.sell(`/v1/seller/orders/${paid.id}/refunds`, {
    body: { lines: [{ line: paid.lines[0]?.id, quantity: 1 }] },
    headers: { 'idempotency-key': `off-${paid.id}` },
  })
  await eventually(async () => {
    await market.clock.advance(10 * second)
    return (await placed.read()).refunds.some(({ state }) => state === 'succeeded')
  })
  await setAccount(market, { state: 'on' })
})

test('WeChat is told of the parcels of what was paid in the mini-program, until it has understood', async () => {
  const placed = await ordered()
  window((await begin(placed, 'wechat-mini', { login: await login() })).step)
  await eventually(isPaid(placed))
  market.sandbox.wechatPay.fault('shipping-refused')
  const shipped = await eventually(async () => {
    await market.clock.advance(3_600_000)
    const order = await placed.read()
    return order.shipments.length > 0 && order
  })
  const told = await eventually(async () => {
    await market.clock.advance(3_600_000)
    const trade = market.sandbox.wechatPay
      .trades()
      .find((t) => t.outTradeNo.startsWith(placed.order.number))
    return market.sandbox.wechatPay
      .shippings()
      .find((s) => s.transactionId === trade?.transactionId)
  })
  expect(told).toMatchObject({ deliveryMode: 1, isAllDelivered: true, uploads: 1 })
  expect(told.parcels[0]).toMatchObject({ number: shipped.shipments[0]?.number })
  // Whichever of the orders was refused: it was told again.
  expect(market.log).toContainEqual(
    expect.objectContaining({ event: 'shipping.refused', problem: '10060012' }),
  )
  await eventually(async () => {
    await market.clock.advance(3_600_000)
    const open = await inDatabase(market, `select 1 from shipping_reports where state <> 'told'`)
    return open.length === 0
  })
})

test('who paid is forgotten with the rest of her at her wish', async () => {
  const placed = await ordered()
  await begin(placed, 'wechat-mini', { login: await login() })
  const payers = () =>
    inDatabase<{ payer: string | null }>(
      market,
      `select payer from payments where order_id = '${placed.order.id}'`,
    )
  expect((await payers())[0]?.payer).toMatch(/^s1\./)
  await placed.tell('close')
  expect((await placed.tell('erase')).status).toBe(200)
  expect(await payers()).toEqual([{ payer: null }])
})
