import { beforeEach, expect, test, vi } from 'vitest'
import { signatureOf } from '../door/check-signature.ts'
import { type JsonObject, readJson } from '../json.ts'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home } from '../talk.test.fixture.ts'

interface Arrival {
  readonly at: number
  readonly message: JsonObject
  readonly isGenuine: boolean
}

const start = Date.parse('2026-11-24T02:00:00Z')
const { cup, bag } = fixture
let sandbox: Sandbox
let arrivals: Arrival[]
/** What the app answers to the next messages; 200 when empty. */
let answers: number[]

beforeEach(() => {
  arrivals = []
  answers = []
  sandbox = createSandbox({
    offers: fixtureOffers,
    now: () => start,
    callbackUrl: 'http://app/push',
    fetch: async (url, init) => {
      expect(String(url)).toBe('http://app/push')
      const form = new URLSearchParams(String(init?.body))
      const text = form.get('message') ?? ''
      arrivals.push({
        at: sandbox.clock.now() - start,
        message: readJson(text) as JsonObject,
        isGenuine: form.get('_aop_signature') === signatureOf('sandbox-secret', `message${text}`),
      })
      const status = answers.shift() ?? 200
      if (status === 0) throw new TypeError('fetch failed')
      return new Response('', { status })
    },
  })
})

async function order(quantity = 1): Promise<string> {
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity }],
    flow: 'fenxiao',
  })
  await sandbox.clock.advance(0)
  return (body.result as { orderId: string }).orderId
}

test('a message carries exact ids, the owner and a signature over the untouched text', async () => {
  const orderId = await order()
  expect(arrivals).toEqual([
    {
      at: 0,
      isGenuine: true,
      message: {
        msgId: expect.any(BigInt),
        gmtBorn: start,
        type: 'ORDER_BUYER_VIEW_BUYER_MAKE',
        userInfo: 'b2b-2248544159',
        data: {
          orderId: BigInt(orderId),
          currentStatus: 'waitbuyerpay',
          msgSendTime: '2026-11-24 10:00:00',
          buyerMemberId: 'b2b-2248544159',
          sellerMemberId: cup.supplier.memberId,
        },
        extraInfo: '',
      },
    },
  ])
})

test('a message that is not taken comes again after 10 s, 30 s, 2 min, 10 min, 30 min, then never', async () => {
  answers = [500, 0, 404, 503, 301, 500]
  await order()
  await sandbox.clock.advance(86_400_000 / 4)
  const seconds = arrivals.map(({ at }) => at / 1000)
  expect(seconds).toEqual([0, 10, 40, 160, 760, 2560])
  const fetched = await call(
    sandbox,
    'cn.alibaba.open:push.cursor.messageList',
    { type: 'ORDER_BUYER_VIEW_BUYER_MAKE', quantity: 20 },
    { token: '' },
  )
  expect(fetched.body).toMatchObject({
    pushMessageList: [{ type: 'ORDER_BUYER_VIEW_BUYER_MAKE', appKey: '1000000' }],
  })
  const again = await call(sandbox, 'cn.alibaba.open:push.cursor.messageList', {}, { token: '' })
  expect(again.body).toEqual({ pushMessageList: [] })
})

test('a message taken on the second attempt is not sent a third time', async () => {
  answers = [500]
  await order()
  await sandbox.clock.advance(3_600_000)
  expect(arrivals).toHaveLength(2)
})

test.each([
  ['duplicate', {}, ['0 BUYER_MAKE', '0 BUYER_MAKE']],
  ['drop', {}, []],
  ['late', { ms: 3_600_000 }, ['3600 BUYER_MAKE']],
])('a fault: %s', async (kind, more, expected) => {
  await control(sandbox, 'message-faults', { kind, ...more })
  await order()
  await sandbox.clock.advance(7_200_000)
  expect(arrivals.map(({ at, message }) => `${at / 1000} ${short(message)}`)).toEqual(expected)
})

const short = (message: JsonObject): string => String(message.type).replace('ORDER_BUYER_VIEW_', '')

test('a fault: two messages arrive in the wrong order', async () => {
  await control(sandbox, 'message-faults', { kind: 'reorder' })
  const orderId = await order()
  await control(sandbox, `orders/${orderId}/pay`)
  expect(arrivals.map(({ message }) => short(message))).toEqual(['ORDER_PAY', 'BUYER_MAKE'])
})

test('a fault: a forged message first, the genuine one after the retry pause', async () => {
  await control(sandbox, 'message-faults', { kind: 'bad-signature' })
  answers = [401]
  await order()
  await sandbox.clock.advance(10_000)
  expect(arrivals.map(({ isGenuine }) => isGenuine)).toEqual([false, true])
})

test('a fault: data as text', async () => {
  await control(sandbox, 'message-faults', { kind: 'data-as-text' })
  await order()
  expect(typeof arrivals[0]?.message.data).toBe('string')
  expect(arrivals[0]?.isGenuine).toBe(true)
})

test('without a callback URL messages wait for the pull call', async () => {
  await control(sandbox, 'app', { callbackUrl: '' })
  await order()
  expect(arrivals).toEqual([])
  const pull = () => call(sandbox, 'cn.alibaba.open:push.cursor.messageList', {}, { token: '' })
  expect((await pull()).body.pushMessageList).toHaveLength(1)
})

test('a message may be confirmed by its id instead', async () => {
  await control(sandbox, 'app', { callbackUrl: '' })
  await order()
  const [message] = [...sandbox.world.messages.values()]
  const confirmed = await call(
    sandbox,
    'cn.alibaba.open:push.message.confirm',
    { msgIdList: [BigInt(message?.id ?? 0)] },
    { token: '' },
  )
  expect(confirmed.body).toEqual({ isSuccess: true })
  expect([...sandbox.world.messages.values()].map(({ state }) => state)).toEqual(['confirmed'])
})

test('followers hear of stock, price and the end of an offer; others do not', async () => {
  await control(sandbox, `offers/${bag.offerId}`, { stock: 3 })
  expect(arrivals).toEqual([])
  await call(sandbox, 'com.alibaba.product:alibaba.product.follow', { productId: cup.offerId })
  await control(sandbox, `offers/${cup.offerId}`, { consignFen: 2790 })
  await control(sandbox, `offers/${cup.offerId}`, { status: 'expired' })
  await control(sandbox, `offers/${cup.offerId}`, { status: 'published' })
  await order(4)
  expect(arrivals.map(({ message }) => [message.type, message.data])).toMatchObject([
    ['FENXIAO_PRICE_CHANGE', { productId: cup.offerId, memberId: cup.supplier.memberId }],
    [
      'PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE',
      { productIds: String(cup.offerId), status: 'RELATION_VIEW_PRODUCT_EXPIRE' },
    ],
    ['PRODUCT_RELATION_VIEW_PRODUCT_REPOST', {}],
    [
      'PRODUCT_PRODUCT_INVENTORY_CHANGE',
      {
        OfferInventoryChangeList: [
          {
            offerId: cup.offerId,
            offerOnSale: 196,
            skuId: cup.skus[0]?.skuId,
            skuOnSale: 96,
            quantity: -4,
            bizTime: String(start),
          },
        ],
      },
    ],
    ['ORDER_BUYER_VIEW_BUYER_MAKE', {}],
  ])
})

test('whoever is told of something and asks back sees the time at which it happened', async () => {
  const orderId = await order()
  await sandbox.clock.advance(50_000_000)
  const closed = arrivals.at(-1)
  expect(short(closed?.message ?? {})).toBe('ORDER_BOPS_CLOSE')
  expect(closed?.at).toBe(43_200_000)
  expect(closed?.message.data).toMatchObject({ orderId: BigInt(orderId), currentStatus: 'cancel' })
})

test('a message waits until the app has answered the one before it about the same order', async () => {
  const waiting: (() => void)[] = []
  const slow = createSandbox({
    offers: fixtureOffers,
    now: () => start,
    callbackUrl: 'http://app/push',
    fetch: (_url, init) => {
      const text = new URLSearchParams(String(init?.body)).get('message') ?? ''
      arrivals.push({ at: 0, message: readJson(text) as JsonObject, isGenuine: true })
      return new Promise((resolve) => {
        waiting.push(() => resolve(new Response('')))
      })
    },
  })
  const { body } = await call(slow, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
    flow: 'fenxiao',
  })
  const { orderId } = body.result as { orderId: string }
  const paid = control(slow, `orders/${orderId}/pay`)
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  waiting.shift()?.()
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  waiting.shift()?.()
  await paid
  expect(arrivals.map(({ message }) => short(message))).toEqual(['BUYER_MAKE', 'ORDER_PAY'])
})
