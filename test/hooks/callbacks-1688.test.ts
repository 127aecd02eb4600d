import { createHmac } from 'node:crypto'
import { DEFAULT_APP_SECRET } from '@xiaopu/sandbox'
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
import { type Answer, ask, eventually, type OpenShop, openShop } from '../shop.ts'
import { books, inDatabase, quiet } from './books.ts'

let market: OpenShop
let bought: Placed
let platformOrderId: string

beforeAll(async () => {
  market = await openShop()
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  bought = await placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
  await payAt(market, await startPaying(bought))
  await eventually(async () => (await bought.read()).state === 'placed')
  platformOrderId = (await bought.readAsSeller()).supplierOrders[0]?.platformOrderId ?? ''
  await quiet(market)
})
afterAll(() => market.close())

let messages = 0

function message(data: object, also: object = {}) {
  return {
    msgId: String(7_000_000_000 + ++messages),
    gmtBorn: market.clock.now(),
    type: 'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS',
    userInfo: 'b2b-1',
    data,
    ...also,
  }
}

/** Spelled anew: upper-case HMAC-SHA1 over the field's name and value. */
function signed(text: string, secret = DEFAULT_APP_SECRET): string {
  return createHmac('sha1', secret).update(`message${text}`).digest('hex').toUpperCase()
}

function send(fields: Readonly<Record<string, string>>): Promise<Answer> {
  return ask(market.gateway, '/v1/callbacks/1688', {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

function push(told: object): Promise<Answer> {
  const text = JSON.stringify(told)
  return send({ message: text, _aop_signature: signed(text) })
}

async function rowOf(eventId: string) {
  const [row] = await inDatabase<{ state: string; attempts: number }>(
    market,
    `select state, attempts from inbox where event_id = '${eventId}'`,
  )
  return row
}

const notGenuine: Readonly<Record<string, (text: string) => Record<string, string>>> = {
  'no signature': (text) => ({ message: text }),
  'an empty signature': (text) => ({ message: text, _aop_signature: '' }),
  'one digit of the signature changed': (text) => ({
    message: text,
    _aop_signature: signed(text).replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
  }),
  'half a signature': (text) => ({ message: text, _aop_signature: signed(text).slice(0, 20) }),
  'a signature by another secret': (text) => ({
    message: text,
    _aop_signature: signed(text, 'other'),
  }),
  'a signature by an empty secret': (text) => ({ message: text, _aop_signature: signed(text, '') }),
  'the signature of another message': (text) => ({
    message: text,
    _aop_signature: signed(`${text} `),
  }),
  'its fields swapped': (text) => ({ message: signed(text), _aop_signature: text }),
  'no message': (text) => ({ _aop_signature: signed(text) }),
  'an order put in after signing': (text) => ({
    message: text.replace(platformOrderId, '1'),
    _aop_signature: signed(text),
  }),
}

test.each(Object.entries(notGenuine))(
  'S-04: a message with %s is refused and writes nothing',
  async (_what, change) => {
    const before = await books(market)
    const text = JSON.stringify(message({ orderId: platformOrderId }))
    const answer = await send(change(text))
    expect([answer.status, answer.json.code]).toEqual([401, 'MESSAGE_NOT_GENUINE'])
    expect(await books(market)).toEqual(before)
  },
)

test.each(['msgId', 'type'])(
  'S-04: a signed message without its %s is not acknowledged and writes nothing',
  async (field) => {
    const before = await books(market)
    const answer = await push({ ...message({ orderId: platformOrderId }), [field]: undefined })
    expect([answer.status, answer.json.code]).toEqual([502, 'PLATFORM_SCHEMA'])
    expect(await books(market)).toEqual(before)
  },
)

test.each([
  ['was shipped', 'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS', { currentStatus: 'waitbuyerreceive' }],
  ['was closed', 'ORDER_BUYER_VIEW_BUYER_CANCEL', { currentStatus: 'cancel' }],
  ['is done', 'ORDER_BUYER_VIEW_ORDER_SUCCESS', { currentStatus: 'success' }],
])('S-16: a message that an order %s only makes us look', async (_what, type, data) => {
  const before = await books(market, { but: ['inbox'] })
  const told = message({ orderId: platformOrderId, ...data }, { type })
  expect((await push(told)).status).toBe(200)
  await market.clock.advance(2_000)
  await quiet(market)
  expect((await rowOf(told.msgId))?.state).toBe('applied')
  expect(await books(market, { but: ['inbox'] })).toEqual(before)
  expect((await bought.read()).state).toBe('placed')
})

/** When the bought purchase is looked at next. */
async function nextLook() {
  const [row] = await inDatabase<{ at: string; isSoon: boolean }>(
    market,
    `select run_at::text as at, run_at < now() + interval '5 seconds' as "isSoon"
      from graphile_worker._private_jobs where key like 'follow:%'`,
  )
  return row
}

test.each([
  ['made', 'ORDER_BUYER_VIEW_BUYER_MAKE', 'waitbuyerpay'],
  ['paid', 'ORDER_BUYER_VIEW_ORDER_PAY', 'waitsellersend'],
])(
  'a message that the purchase was %s makes nobody look: we did it',
  async (_what, type, status) => {
    const before = await nextLook()
    expect(before?.isSoon).toBe(false)
    const told = message({ orderId: platformOrderId, currentStatus: status }, { type })
    expect((await push(told)).status).toBe(200)
    expect((await rowOf(told.msgId))?.state).toBe('applied')
    expect(await nextLook()).toEqual(before)
  },
)

test('a payment that we know nothing of makes us look at once', async () => {
  const unsettled = 'update supplier_orders set failure = '
  await inDatabase(market, `${unsettled}'UNPAID'`)
  const told = message(
    { orderId: platformOrderId, currentStatus: 'waitsellersend' },
    { type: 'ORDER_BUYER_VIEW_ORDER_PAY' },
  )
  await push(told)
  expect((await nextLook())?.isSoon).toBe(true)
  await inDatabase(market, `${unsettled}null`)
})

test('S-05: a message about somebody else’s order is looked at again at 1, 5, 30 and 120 seconds, then ignored', async () => {
  const before = await books(market, { but: ['inbox'] })
  const told = message({ orderId: '1234567890123456789' })
  expect((await push(told)).status).toBe(200)
  for (const [attempts, wait] of [1_000, 1_000, 5_000, 30_000, 120_000].entries()) {
    await eventually(async () => {
      const row = await rowOf(told.msgId)
      return row?.state === 'parked' && row.attempts === attempts
    })
    await market.gateway.advance(wait)
  }
  await eventually(async () => (await rowOf(told.msgId))?.state === 'ignored')
  await quiet(market)
  expect(await books(market, { but: ['inbox'] })).toEqual(before)
})

test('a message about several orders follows the one that is ours', async () => {
  const told = message({
    OrderLogisticsTracingModel: {
      statusChanged: 'SIGN',
      orderLogsItems: [{ orderId: '999' }, { orderId: platformOrderId }],
    },
  })
  await push(told)
  expect((await rowOf(told.msgId))?.state).toBe('applied')
})

test('S-06: a replayed message changes nothing, however late', async () => {
  const told = message({ orderId: platformOrderId })
  await push(told)
  for (const wait of [0, 299_000, 2_000, 25 * 3_600_000 - 301_000]) {
    await market.clock.advance(wait)
    await quiet(market)
    const before = await books(market)
    expect((await push(told)).status).toBe(200)
    await quiet(market)
    expect(await books(market)).toEqual(before)
  }
})
