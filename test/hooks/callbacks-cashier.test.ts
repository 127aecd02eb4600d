import type { Difference, Listing } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
import { books, inDatabase, quiet } from './books.ts'
import { type Headers, notify, paidNotice, signed, stamped, tell } from './cashier-notice.ts'
import { openAnother } from './other-shop.ts'

let market: OpenShop
let another: OpenShop
let goods: Readonly<Record<string, Listing>>
/** An order that nobody of these pays. */
let victim: Waiting

beforeAll(async () => {
  market = await openShop()
  another = await openAnother(market, 'another')
  const [ours] = await listGoods(market, 1)
  const [theirs] = await listGoods(another, 1)
  if (!ours || !theirs) throw new Error('nothing to sell')
  goods = { ours, theirs }
  victim = await waiting(market, 1)
})
afterAll(() => market.close())

interface Waiting {
  readonly placed: Placed
  readonly outTradeNo: string
  readonly amount: number
}

/** An order that waits for its money, with an open payment. */
async function waiting(shop: OpenShop, quantity: number): Promise<Waiting> {
  const listing = shop === market ? goods.ours : goods.theirs
  if (!listing) throw new Error('nothing to sell')
  const cart = await fillCart(shop, [{ listing, quantity }])
  const placed = await placeOrder(shop, await quoteFor(shop, cart))
  await startPaying(placed)
  const { number, total } = placed.order
  return { placed, outTradeNo: `${number}01`, amount: total.amount }
}

async function stateOf(eventId: string): Promise<string | undefined> {
  const [row] = await inDatabase<{ state: string }>(
    market,
    `select state from inbox where event_id = '${eventId}'`,
  )
  return row?.state
}

/** What a callback that must not count leaves alone; that it came is shown with its order. */
const money = { but: ['inbox', 'orders', 'differences'] }

const notGenuine: Readonly<
  Record<string, (text: string, headers: Headers) => [string, Record<string, string | undefined>]>
> = {
  'no signature': (text, headers) => [text, { ...headers, 'x-cashier-signature': undefined }],
  'an empty signature': (text, headers) => [text, { ...headers, 'x-cashier-signature': '' }],
  'a signature with one digit changed': (text, headers) => {
    const right = headers['x-cashier-signature'] ?? ''
    const wrong = right.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
    return [text, { ...headers, 'x-cashier-signature': wrong }]
  },
  'half a signature': (text, headers) => [
    text,
    { ...headers, 'x-cashier-signature': (headers['x-cashier-signature'] ?? '').slice(0, 32) },
  ],
  'a signature by another secret': (text) => [text, stamped(market, text, 'another-secret')],
  'a signature by an empty secret': (text) => [text, stamped(market, text, '')],
  'a signature over another notice': (text) => [text, stamped(market, `${text} `)],
  'no time stamp': (text, headers) => [text, { ...headers, 'x-cashier-timestamp': undefined }],
  'a later time stamp': (text, headers) => [
    text,
    { ...headers, 'x-cashier-timestamp': String(Number(headers['x-cashier-timestamp']) + 1) },
  ],
  'a time stamp in words': (text, headers) => {
    const stamp = { timestamp: 'now', nonce: headers['x-cashier-nonce'] ?? '' }
    return [
      text,
      {
        ...headers,
        'x-cashier-timestamp': 'now',
        'x-cashier-signature': signed(text, stamp),
      },
    ]
  },
  'no nonce': (text, headers) => [text, { ...headers, 'x-cashier-nonce': undefined }],
  'another nonce': (text, headers) => [text, { ...headers, 'x-cashier-nonce': 'nonce-0000000000' }],
  'nonce and time stamp swapped': (text, headers) => [
    text,
    {
      ...headers,
      'x-cashier-nonce': headers['x-cashier-timestamp'],
      'x-cashier-timestamp': headers['x-cashier-nonce'],
    },
  ],
  'one byte of the body changed': (text, headers) => [text.replace('"CNY"', '"CNy"'), headers],
  'a byte after its end': (text, headers) => [`${text}\n`, headers],
}

test.each(Object.entries(notGenuine))(
  'S-04: a notice with %s is refused and writes nothing',
  async (_what, change) => {
    await quiet(market)
    const before = await books(market)
    const text = JSON.stringify(paidNotice(market, victim))
    const [body, headers] = change(text, stamped(market, text))
    const sent = Object.entries(headers).filter(([, value]) => value !== undefined)
    const answer = await tell(market, body, Object.fromEntries(sent) as Headers)
    expect([answer.status, answer.json.code]).toEqual([401, 'PAYMENT_NOT_GENUINE'])
    expect(await books(market)).toEqual(before)
  },
)

test.each([
  'type',
  'eventId',
  'merchant',
  'outTradeNo',
  'transactionId',
  'amount',
  'currency',
  'state',
  'occurredAt',
])('S-04: a signed notice without its %s is refused and writes nothing', async (field) => {
  await quiet(market)
  const before = await books(market)
  const answer = await notify(market, { ...paidNotice(market, victim), [field]: undefined })
  expect([answer.status, answer.json.code]).toEqual([401, 'PAYMENT_NOT_GENUINE'])
  expect(await books(market)).toEqual(before)
})

test.each([
  ['another merchant', { merchant: 'mch_other' }],
  ['another currency', { currency: 'USD' }],
  ['an amount as text', { amount: '1990' }],
  ['an amount with a fraction', { amount: 19.9 }],
  ['an amount below nothing', { amount: -1 }],
  ['a state that is no success', { state: 'closed' }],
  ['a type that is none', { type: 'payment.promised' }],
])('S-05: a signed notice with %s is refused and writes nothing', async (_what, wrong) => {
  await quiet(market)
  const before = await books(market)
  const answer = await notify(market, { ...paidNotice(market, victim), ...wrong })
  expect([answer.status, answer.json.code]).toEqual([401, 'PAYMENT_NOT_GENUINE'])
  expect(await books(market)).toEqual(before)
})

test('S-05: the money of one order pays no other, of this shop or the next', async () => {
  const all = [await waiting(market, 1), await waiting(market, 2), await waiting(another, 3)]
  for (const target of all) {
    for (const source of all.filter((each) => each !== target)) {
      await quiet(market)
      const before = await books(market, money)
      const notice = paidNotice(market, { outTradeNo: target.outTradeNo, amount: source.amount })
      expect((await notify(market, notice)).status).toBe(200)
      await eventually(async () => (await stateOf(notice.eventId)) === 'failed')
      expect(await books(market, money)).toEqual(before)
      expect(await target.placed.read()).toMatchObject({
        state: 'pending_payment',
        attention: true,
      })
    }
  }
})

test('S-05: a number of the cashier that has paid one order pays no second', async () => {
  const [first, second] = [await waiting(market, 1), await waiting(another, 1)]
  const paid = paidNotice(market, first)
  await notify(market, paid)
  await eventually(async () => (await first.placed.read()).state === 'placed')
  await quiet(market)
  const before = await books(market, money)
  const again = paidNotice(market, { ...second, transactionId: paid.transactionId })
  expect((await notify(market, again)).status).toBe(200)
  await eventually(async () => (await stateOf(again.eventId)) === 'failed')
  expect(await books(market, money)).toEqual(before)
  expect((await second.placed.read()).state).toBe('pending_payment')
})

test('S-05: a paid order is not paid again under another number of the cashier', async () => {
  const order = await waiting(market, 1)
  await notify(market, paidNotice(market, order))
  await eventually(async () => (await order.placed.read()).state === 'placed')
  await quiet(market)
  const before = await books(market, money)
  const other = paidNotice(market, order)
  await notify(market, other)
  await eventually(async () => (await stateOf(other.eventId)) === 'failed')
  expect(await books(market, money)).toEqual(before)
  const { json } = await market.sell<{ items: Difference[] }>('/v1/seller/differences')
  const [found] = json.items.filter((each) => each.order === order.placed.order.id)
  expect(found).toMatchObject({ kind: 'amount', detail: { number: other.transactionId } })
})

test('a notice about a number that is not ours is looked at again at 1, 5, 30 and 120 seconds, then ignored', async () => {
  await quiet(market)
  const before = await books(market, { but: ['inbox'] })
  const stranger = paidNotice(market, { outTradeNo: '26112416000000000001', amount: 1990 })
  expect((await notify(market, stranger)).status).toBe(200)
  for (const [attempts, wait] of [1_000, 5_000, 30_000, 120_000].entries()) {
    await eventually(async () => {
      const [row] = await inDatabase<{ attempts: number; state: string }>(
        market,
        `select attempts, state from inbox where event_id = '${stranger.eventId}'`,
      )
      return row?.state === 'parked' && row.attempts === attempts + 1
    })
    await market.gateway.advance(wait)
  }
  await eventually(async () => (await stateOf(stranger.eventId)) === 'ignored')
  expect(market.log).toContainEqual(
    expect.objectContaining({ event: 'callback.ignored', callback: stranger.eventId }),
  )
  await quiet(market)
  expect(await books(market, { but: ['inbox'] })).toEqual(before)
})

test('a notice that came before its payment is applied once the payment is there', async () => {
  const order = await waiting(market, 1)
  // As seen by a process whose own commit is still on its way.
  const hide = (from: string, to: string) =>
    inDatabase(market, `update payments set out_trade_no = '${to}' where out_trade_no = '${from}'`)
  await hide(order.outTradeNo, 'hidden-number')
  const early = paidNotice(market, order)
  await notify(market, early)
  await eventually(async () => (await stateOf(early.eventId)) === 'parked')
  await hide('hidden-number', order.outTradeNo)
  await market.gateway.advance(1_000)
  await eventually(async () => (await order.placed.read()).state === 'placed')
  expect(await stateOf(early.eventId)).toBe('applied')
})

/** A notice as the inbox keeps it: enough to verify it once more, and to send it once more. */
async function kept(outTradeNo: string): Promise<{ text: string; headers: Headers }> {
  const [row] = await inDatabase<{ raw: Buffer; headers: Headers }>(
    market,
    `select raw, headers from inbox where body -> 'fact' ->> 'outTradeNo' = '${outTradeNo}'
      order by received_at limit 1`,
  )
  if (!row) throw new Error('no such notice')
  return { text: row.raw.toString(), headers: row.headers }
}

test('S-06: a replayed notice changes nothing at 0 and 299 seconds and is stale at 301 seconds and 25 hours', async () => {
  const order = await waiting(market, 1)
  await notify(market, paidNotice(market, order))
  await eventually(async () => (await order.placed.read()).state === 'placed')
  const { text, headers } = await kept(order.outTradeNo)
  const wanted = [200, 200, 401, 401]
  for (const [i, wait] of [0, 299_000, 2_000, 25 * 3_600_000 - 301_000].entries()) {
    await market.clock.advance(wait)
    await quiet(market)
    const before = await books(market)
    expect((await tell(market, text, headers)).status).toBe(wanted[i])
    await quiet(market)
    expect(await books(market)).toEqual(before)
  }
})

test('S-06: a notice that is replayed after its money went back changes nothing', async () => {
  const order = await waiting(market, 1)
  const cashierUrl = (await order.placed.read()).payment?.cashierUrl ?? ''
  const isOver = async () => (await order.placed.read()).state === 'closed'
  // The order is closed here while the buyer pays there: the money goes back.
  await inDatabase(
    market,
    `update payments set state = 'closed' where out_trade_no = '${order.outTradeNo}'`,
    `insert into transitions (shop_id, order_id, aggregate, aggregate_id, from_state, to_state, event, at)
      select shop_id, order_id, 'payment', payment_id, 'prepared', 'closed', 'close', now()
      from payments where out_trade_no = '${order.outTradeNo}'`,
  )
  await order.placed.tell('close')
  expect(await isOver()).toBe(true)
  await payAt(market, cashierUrl)
  await eventually(async () => {
    await market.clock.advance(10_000)
    const [refund] = await inDatabase<{ state: string }>(
      market,
      `select refunds.state from refunds join payments using (shop_id, payment_id)
        where out_trade_no = '${order.outTradeNo}'`,
    )
    return refund?.state === 'succeeded'
  })
  const { text } = await kept(order.outTradeNo)
  await quiet(market)
  const before = await books(market, money)
  expect((await tell(market, text, stamped(market, text))).status).toBe(200)
  const anew = { ...JSON.parse(text), eventId: 'evt-after-refund' }
  expect((await notify(market, anew)).status).toBe(200)
  await eventually(async () => (await stateOf('evt-after-refund')) === 'applied')
  expect(await books(market, money)).toEqual(before)
  expect(await isOver()).toBe(true)
})

test('the answer to a notice is the same whatever becomes of it', async () => {
  const order = await waiting(market, 1)
  const good = await notify(market, paidNotice(market, order))
  const wrong = await notify(market, paidNotice(market, { ...order, amount: 1 }))
  const unknown = await notify(market, paidNotice(market, { outTradeNo: 'nobody-1', amount: 1 }))
  expect([wrong.text, unknown.text]).toEqual([good.text, good.text])
})

test('the first payment of an order counts by the time its notice is answered, told again or not', async () => {
  const { placed, outTradeNo, amount } = await waiting(market, 1)
  const first = paidNotice(market, { outTradeNo, amount })
  expect((await notify(market, first)).status).toBe(200)
  expect(await stateOf(first.eventId)).toBe('applied')
  expect(['paid', 'placing', 'placed']).toContain((await placed.read()).state)
  const { transactionId } = first
  const again = paidNotice(market, { outTradeNo, amount, transactionId })
  expect((await notify(market, again)).status).toBe(200)
  expect(await stateOf(again.eventId)).toBe('applied')
})

test('ten copies of a notice at once are one row, one payment and one purchase', async () => {
  const order = await waiting(market, 1)
  const text = JSON.stringify(paidNotice(market, order))
  await Promise.all(Array.from({ length: 10 }, () => tell(market, text, stamped(market, text))))
  await eventually(async () => (await order.placed.read()).state === 'placed')
  const { steps } = await order.placed.read()
  expect(steps.filter(({ state }) => state === 'paid')).toHaveLength(1)
})
