import { type Address, fen, type Quote, ShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { createClient, type Transport, type TransportRequest } from '../index.ts'
import { checkoutStore } from './checkout.ts'

const address: Address = {
  name: '张三',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 1 号',
}

/** A gateway whose answers the test lines up, and a clock that it turns. */
function scene(cart: string | undefined = 'crt_1') {
  const answers: (() => unknown)[] = []
  const requests: TransportRequest[] = []
  const timers: { run: () => void; millis: number }[] = []
  const transport: Transport = async (request) => {
    requests.push(request)
    return { status: 200, header: () => undefined, text: JSON.stringify(answers.shift()?.()) }
  }
  const now = Date.UTC(2026, 10, 24, 8)
  const client = createClient({ gateway: 'http://g', shop: 'xpk_1', transport, now: () => now })
  const store = checkoutStore(client, {
    cart: () => cart,
    credit: () => ({ share: 'abcd2345', visitor: 'visitor-1' }),
    schedule(run, millis) {
      const timer = { run, millis }
      timers.push(timer)
      return () => void timers.splice(0, timers.length)
    },
  })
  const quote = (total: number, id = `quo_${total}`) =>
    ({
      id,
      cart: cart ?? '',
      address,
      total: fen(total),
      validUntil: new Date(now + 15 * 60_000).toISOString(),
    }) as Quote
  const quoted = (total: number) => answers.push(() => quote(total))
  const fails = (code: ConstructorParameters<typeof ShopError>[0]) =>
    answers.push(() => {
      throw new ShopError(code)
    })
  const answer = (value: unknown) => answers.push(() => value)
  return {
    client,
    store,
    requests,
    timers,
    quoted,
    fails,
    answer,
    state: () => store.$checkout.get(),
  }
}

const later = new Date(Date.UTC(2026, 10, 24, 8, 15)).toISOString()

const body = (request: TransportRequest | undefined) => JSON.parse(request?.body ?? '{}')

test('an order is placed at the total that was seen, with the share that brought the buyer', async () => {
  const { store, requests, quoted, answer, state } = scene()
  quoted(2490)
  const quoting = store.quote(address)
  expect(state().step).toBe('quoting')
  await quoting
  expect(state()).toMatchObject({ step: 'quoted', quote: { total: fen(2490) }, change: undefined })
  answer({ order: { id: 'ord_1' }, token: 'tok' })
  expect((await store.place('谢谢'))?.id).toBe('ord_1')
  expect(body(requests[1])).toEqual({
    quote: 'quo_2490',
    total: fen(2490),
    remark: '谢谢',
    share: 'abcd2345',
    visitor: 'visitor-1',
  })
  answer({ id: 'ord_1', payment: { cashierUrl: 'http://cashier/1' } })
  expect(await store.pay('http://shop/order')).toBe('http://cashier/1')
  expect(requests[2]?.headers['x-order-token']).toBe('tok')
})

test.each(['TOTAL_CHANGED', 'PRICE_CHANGED', 'QUOTE_EXPIRED', 'QUOTE_NOT_FOUND'] as const)(
  '%s: the new total is asked and shown beside the old one, and nothing is ordered',
  async (code) => {
    const { store, quoted, fails, state, requests, answer } = scene()
    quoted(2490)
    await store.quote(address)
    fails(code)
    quoted(2690)
    expect(await store.place()).toBeUndefined()
    expect(state()).toMatchObject({
      step: 'quoted',
      change: { was: fen(2490), now: fen(2690) },
      error: undefined,
    })
    answer({ order: { id: 'ord_1' }, token: 'tok' })
    await store.place()
    expect(body(requests.at(-1))).toMatchObject({ quote: 'quo_2690', total: fen(2690) })
  },
)

test('when prices run out they are asked again; the same total needs no word', async () => {
  const { store, timers, quoted, state } = scene()
  quoted(2490)
  await store.quote(address)
  expect(timers.map(({ millis }) => millis)).toEqual([15 * 60_000])
  const expire = async (total: number) => {
    quoted(total)
    const over = new Promise<void>((done) => {
      const stop = store.$checkout.listen(({ step }) => {
        if (step !== 'quoted') return
        stop()
        done()
      })
    })
    timers.at(-1)?.run()
    await over
  }
  await expire(2490)
  expect(state().change).toBeUndefined()
  await expire(2590)
  await expire(2690)
  expect(state().change).toEqual({ was: fen(2490), now: fen(2690) })
})

test.each([-60, 60])(
  'with a clock that is %d minutes off, prices still hold for a quarter',
  async (off) => {
    const { store, timers, answer } = scene()
    const validUntil = new Date(Date.UTC(2026, 10, 24, 8, 15 + off)).toISOString()
    answer({ id: 'quo_1', address, total: fen(2490), validUntil })
    await store.quote(address)
    expect(timers.map(({ millis }) => millis)).toEqual([15 * 60_000])
    expect(store.$checkout.get().expiresAt).toBe(Date.UTC(2026, 10, 24, 8, 15))
  },
)

test('an order whose answer was lost is repeated under the same key', async () => {
  const { store, quoted, fails, answer, requests, state } = scene()
  quoted(2490)
  await store.quote(address)
  fails('TIMEOUT')
  await store.place()
  expect(state()).toMatchObject({ step: 'quoted', error: { code: 'TIMEOUT' } })
  answer({ order: { id: 'ord_1' }, token: 'tok' })
  await store.place()
  const keys = requests.slice(1).map(({ headers }) => headers['idempotency-key'])
  expect(keys[1]).toBe(keys[0])
  expect(state().step).toBe('placed')
})

test('a coupon is asked for with the address, and again whenever prices are', async () => {
  const { store, requests, answer, quoted, state } = scene()
  quoted(2490)
  await store.quote(address)
  const withCoupon = { id: 'quo_1', address, total: fen(1990), coupon: 'MIA5', validUntil: later }
  answer(withCoupon)
  await store.useCoupon('mia5')
  expect(state()).toMatchObject({ step: 'quoted', quote: { coupon: 'MIA5' }, change: undefined })
  store.edit()
  answer(withCoupon)
  await store.quote(address)
  expect(requests.map((each) => body(each).coupon)).toEqual([undefined, 'mia5', 'MIA5'])
  expect(requests.map((each) => body(each).share)).toEqual(Array(3).fill('abcd2345'))
})

test('a code that takes nothing off says why, and the coupon before it stays', async () => {
  const { store, requests, answer, quoted, fails, state } = scene()
  quoted(2490)
  await store.quote(address)
  fails('COUPON_NOT_FOUND')
  quoted(2490)
  await store.useCoupon('nobody')
  expect(state()).toMatchObject({ step: 'quoted', error: { code: 'COUPON_NOT_FOUND' } })
  const withCoupon = { id: 'quo_1', address, total: fen(1990), coupon: 'MIA5', validUntil: later }
  answer(withCoupon)
  await store.useCoupon('MIA5')
  fails('COUPON_NOT_VALID')
  answer(withCoupon)
  await store.useCoupon('OLD')
  expect(state()).toMatchObject({
    quote: { coupon: 'MIA5' },
    error: { code: 'COUPON_NOT_VALID' },
  })
  expect(requests.map((each) => body(each).coupon)).toEqual([
    ...[undefined, 'nobody', undefined],
    ...['MIA5', 'OLD', 'MIA5'],
  ])
})

test('a coupon that is gone when the order comes: the new total is shown, nothing is ordered', async () => {
  const { store, answer, fails, quoted, state } = scene()
  answer({ id: 'quo_1', address, total: fen(1990), coupon: 'MIA5', validUntil: later })
  await store.quote(address)
  fails('COUPON_USED_UP')
  fails('COUPON_USED_UP')
  quoted(2490)
  expect(await store.place()).toBeUndefined()
  expect(state()).toMatchObject({
    step: 'quoted',
    change: { was: fen(1990), now: fen(2490) },
    error: { code: 'COUPON_USED_UP' },
  })
})

test('a cart that another tab has ordered since it was quoted is not ordered again', async () => {
  const { client, store, quoted, answer, state, requests } = scene()
  const tab = checkoutStore(client, { cart: () => 'crt_1' })
  for (const each of [store, tab]) {
    quoted(2490)
    await each.quote(address)
  }
  answer({ order: { id: 'ord_1' }, token: 'tok' })
  await tab.place()
  tab.stop()
  const sent = requests.length
  expect(await store.place()).toBeUndefined()
  expect(state()).toMatchObject({
    step: 'quoted',
    error: { code: 'CART_ORDERED', detail: { order: 'ord_1' } },
  })
  expect(requests).toHaveLength(sent)
  // What is put into the cart after that order is quoted and ordered as ever.
  quoted(900)
  await store.quote(address)
  answer({ order: { id: 'ord_2' }, token: 'tok' })
  expect((await store.place())?.id).toBe('ord_2')
})

test('an address that is not served leads back to the address', async () => {
  const { store, fails, state } = scene()
  fails('REGION_NOT_SERVED')
  await store.quote(address)
  expect(state()).toMatchObject({ step: 'address', error: { code: 'REGION_NOT_SERVED' } })
  expect(await store.place()).toBeUndefined()
})

test('without a cart there is nothing to quote', async () => {
  const { store, state, requests } = scene('')
  await store.quote(address)
  expect(state().error?.code).toBe('CART_EMPTY')
  expect(requests).toEqual([])
})

test('an answer for an address that was changed meanwhile is not shown', async () => {
  const { store, quoted, state } = scene()
  quoted(2490)
  const quoting = store.quote(address)
  store.edit()
  await quoting
  expect(state()).toMatchObject({ step: 'address', quote: undefined })
})

test('a payment that cannot be started leaves the order, and says why', async () => {
  const { store, quoted, answer, fails, state } = scene()
  quoted(2490)
  await store.quote(address)
  answer({ order: { id: 'ord_1' }, token: 'tok' })
  await store.place()
  fails('PROVIDER_BUSY')
  expect(await store.pay('http://shop/order')).toBeUndefined()
  expect(state()).toMatchObject({ order: { id: 'ord_1' }, error: { code: 'PROVIDER_BUSY' } })
})

test('paying names what the buyer chose, and nothing where she did not', async () => {
  const { store, quoted, answer, requests } = scene()
  quoted(2490)
  await store.quote(address)
  answer({ order: { id: 'ord_1' }, token: 'tok' })
  await store.place()
  answer({ id: 'ord_1', payment: { cashierUrl: 'http://cashier/1' } })
  expect(await store.pay('http://shop/back', 'alipay')).toBe('http://cashier/1')
  expect(body(requests.at(-1))).toEqual({ returnUrl: 'http://shop/back', provider: 'alipay' })
  answer({ id: 'ord_1', payment: { cashierUrl: 'http://cashier/1' } })
  await store.pay('http://shop/back')
  expect(body(requests.at(-1))).toEqual({ returnUrl: 'http://shop/back' })
})
