import { type Difference, fen, hour } from '@xiaopu/domain'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { openAnother } from '../hooks/other-shop.ts'
import { payAt } from '../market.ts'
import { buy, order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** The cashier as another program with the gateway's secret uses it. */
let elsewhere: ReturnType<typeof sandboxCashier>

beforeEach(async () => {
  market = await openShop()
  elsewhere = sandboxCashier({
    ...{ baseUrl: 'http://127.0.0.1:8689', merchant: 'mch_sandbox', secret: 'cashier-secret' },
    fetch: (input, init) => market.sandbox.fetch(new Request(input, init)),
    now: market.clock.now,
  })
})
afterEach(() => market.close())

const notifyUrl = 'https://elsewhere.example/notify'

async function paidElsewhere(outTradeNo: string): Promise<void> {
  const step = await elsewhere.start({
    ...{ outTradeNo, amount: fen(6600), subject: '线下收款', way: 'page', notifyUrl },
    expiresAt: new Date(market.clock.now() + hour).toISOString(),
    returnUrl: 'https://elsewhere.example/',
  })
  if (step.kind !== 'redirect') throw new Error('no page')
  expect((await payAt(market, step.url)).status).toBe(303)
}

/** Until the bill of the first day was held against the books of a shop. */
async function nextNoon({ shop }: OpenShop): Promise<void> {
  await eventually(async () => {
    await market.clock.advance(hour)
    const days = await inDatabase(
      market,
      `select 1 from bill_days where shop_id = '${shop.id}' and day = '2026-11-24'`,
    )
    return days.length > 0
  })
}

const differences = async (shop: OpenShop) =>
  (await shop.sell<{ items: Difference[] }>('/v1/seller/differences?state=all')).json.items

test('what came in and went back at the cashier agrees with its bill', async () => {
  const placed = await order(market)
  const { lines } = await buy(market, placed)
  await buy(market, await order(market))
  await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: lines[0]?.id, quantity: 1 }] },
    headers: { 'idempotency-key': 'gives-it-back' },
  })
  await nextNoon(market)
  expect(await differences(market)).toEqual([])
  const billed = await inDatabase(
    market,
    'select billed_on from payments union all select billed_on from refunds',
  )
  expect(billed).toEqual(Array.from({ length: 3 }, () => ({ billed_on: '2026-11-24' })))
})

test('a refund that was made at the cashier by hand is shown at its order', async () => {
  const placed = await order(market)
  await buy(market, placed)
  await elsewhere.refund({
    ...{ outTradeNo: `${placed.order.number}01`, outRefundNo: 'by-hand-0001', notifyUrl },
    ...{ amount: fen(100), total: placed.order.total, reason: 'by hand' },
  })
  await nextNoon(market)
  expect(await differences(market)).toMatchObject([
    {
      kind: 'missing_here',
      order: placed.order.id,
      detail: { refund: 'by-hand-0001', amount: 100 },
    },
  ])
})

test('money that nobody knows is shown to the only shop of a gateway', async () => {
  await paidElsewhere('till-0001')
  await nextNoon(market)
  expect(await differences(market)).toMatchObject([
    { kind: 'missing_here', detail: { provider: 'sandbox', payment: 'till-0001', amount: 6600 } },
  ])
})

test('where several shops have the gateway’s cashier none hears of money that is not its own', async () => {
  const neighbour = await openAnother(market, 'neighbour')
  await buy(neighbour, await order(neighbour))
  await paidElsewhere('till-0002')
  await nextNoon(market)
  await nextNoon(neighbour)
  expect(await differences(market)).toEqual([])
  expect(await differences(neighbour)).toEqual([])
})
