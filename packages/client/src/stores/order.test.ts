import { fen, type OrderView, ShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { createClient, type Transport } from '../index.ts'
import { orderToken, watchOrder } from './order.ts'
import type { Page } from './page.ts'
import { placeOrder } from './place-order.ts'

const order = (state: string, more: object = {}) =>
  ({ id: 'ord_1', state, refunds: [], afterSales: [], ...more }) as unknown as OrderView

/** A page, a clock and a gateway that the test turns by hand. */
function scene(options: { paid?: boolean } = {}) {
  const asked: string[] = []
  const timers: { run: () => void; millis: number }[] = []
  let hidden = false
  let changed = () => {}
  let answer: () => OrderView = () => order('pending_payment')
  const transport: Transport = async (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname.slice('/v1/orders/'.length)}`)
    return { status: 200, header: () => undefined, text: JSON.stringify(answer()) }
  }
  const page: Page = {
    isHidden: () => hidden,
    watch(heard) {
      changed = heard
      return () => {
        changed = () => {}
      }
    },
  }
  const client = createClient({ gateway: 'http://gateway', shop: 'xpk_1', transport })
  const store = watchOrder(client, {
    order: 'ord_1',
    token: 'tok',
    page,
    schedule(run, millis) {
      const timer = { run, millis }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer) >>> 0, timers.includes(timer) ? 1 : 0)
    },
    ...options,
  })
  /** Until the reading that is under way is over. */
  const settled = () =>
    new Promise<void>((done) => {
      if (!store.$order.get().loading) return done()
      const stop = store.$order.listen(({ loading }) => {
        if (loading) return
        stop()
        done()
      })
    })
  return {
    store,
    asked,
    timers,
    settled,
    answer(next: () => OrderView) {
      answer = next
    },
    show(shown: boolean) {
      hidden = !shown
      changed()
    },
    async turn() {
      timers.shift()?.run()
      await settled()
      await Promise.resolve()
    },
  }
}

test('an unmoving order is read slower and slower, a moving one quickly again', async () => {
  const { settled, turn, timers, answer } = scene()
  await settled()
  const waits: number[] = []
  for (let i = 0; i < 9; i++) {
    waits.push(timers[0]?.millis ?? 0)
    await turn()
  }
  expect(waits.slice(0, 3)).toEqual([2000, 3000, 4500])
  expect(waits.at(-1)).toBe(30_000)
  answer(() => order('paid'))
  await turn()
  expect(timers.map(({ millis }) => millis)).toEqual([2000])
})

test('nothing is read while the page is hidden, and at once when it is shown', async () => {
  const { settled, timers, show, asked } = scene()
  await settled()
  show(false)
  expect(timers).toEqual([])
  show(true)
  await settled()
  expect(asked).toEqual(['GET ord_1', 'GET ord_1'])
  expect(timers).toHaveLength(1)
})

test.each(['completed', 'closed'])('a %s order is not read again', async (state) => {
  const { settled, timers, turn, answer } = scene()
  answer(() => order(state))
  await settled()
  await turn()
  expect(timers).toEqual([])
})

test('an order that is over is read on while money goes back or a claim is open', async () => {
  const { settled, turn, timers, answer } = scene()
  answer(() => order('closed', { refunds: [{ state: 'processing' }] }))
  await settled()
  expect(timers[0]?.millis).toBe(2000)
  answer(() => order('completed', { afterSales: [{ state: 'opened' }] }))
  await turn()
  expect(timers[0]?.millis).toBe(15_000)
  answer(() => order('completed', { afterSales: [{ state: 'done' }] }))
  await turn()
  expect(timers).toEqual([])
})

test('a claim shows what became of the order, and what was refused stays said', async () => {
  const { store, settled } = scene()
  await settled()
  const answered = order('closed', { refunds: [{ state: 'processing' }] })
  await store.claim(async () => answered)
  expect(store.$order.get()).toMatchObject({ order: answered, doing: undefined })
  const refused = store.claim(() => Promise.reject(new ShopError('AFTER_SALE_OPEN')))
  await expect(refused).rejects.toMatchObject({ code: 'AFTER_SALE_OPEN' })
  expect(store.$order.get().error?.code).toBe('AFTER_SALE_OPEN')
})

test('coming back from the cashier, or when the buyer asks, the provider is asked', async () => {
  const { store, settled, asked } = scene({ paid: true })
  await settled()
  await store.check()
  expect(asked).toEqual(['POST ord_1/payments/check', 'POST ord_1/payments/check'])
})

test('a failed reading keeps what was known and goes on', async () => {
  const { store, settled, turn, answer, timers } = scene()
  await settled()
  answer(() => {
    throw new ShopError('OFFLINE')
  })
  await turn()
  expect(store.$order.get()).toMatchObject({
    order: { state: 'pending_payment' },
    error: { code: 'OFFLINE' },
  })
  expect(timers[0]?.millis).toBe(3000)
})

test('paying answers where to go; confirming and closing show what became of it', async () => {
  const { store, settled, answer, asked } = scene()
  await settled()
  answer(() =>
    order('pending_payment', {
      payment: { id: 'pay_1', state: 'waiting', cashierUrl: 'http://cashier/1' },
    }),
  )
  expect(await store.pay('http://shop/back')).toBe('http://cashier/1')
  answer(() => order('closed'))
  await store.close()
  expect(store.$order.get()).toMatchObject({ order: { state: 'closed' }, doing: undefined })
  answer(() => {
    throw new ShopError('BAD_TRANSITION')
  })
  await expect(store.receive()).rejects.toMatchObject({ code: 'BAD_TRANSITION' })
  expect(store.$order.get().error?.code).toBe('BAD_TRANSITION')
  expect(asked.slice(1)).toEqual(['POST ord_1/payments', 'POST ord_1/close', 'POST ord_1/receive'])
})

test('after stop nothing is read any more', async () => {
  const { store, settled, timers, show, asked } = scene()
  await settled()
  store.stop()
  show(true)
  expect(timers).toEqual([])
  expect(asked).toHaveLength(1)
})

test("an order's idempotency key is kept until the gateway has answered, and its token after", async () => {
  const used: (string | undefined)[] = []
  const answers = [
    () => {
      throw new ShopError('TIMEOUT')
    },
    () => ({ order: order('pending_payment'), token: 'tok' }),
    () => ({ order: order('pending_payment'), token: 'tok' }),
  ]
  const transport: Transport = async (request) => {
    used.push(request.headers['idempotency-key'])
    const text = JSON.stringify(answers.shift()?.())
    return { status: 200, header: () => undefined, text }
  }
  const client = createClient({ gateway: 'http://gateway', shop: 'xpk_1', transport })
  const wishes = { quote: { id: 'quo_1' } as never, total: fen(1990) }
  await expect(placeOrder(client, wishes)).rejects.toMatchObject({ code: 'TIMEOUT' })
  await placeOrder(client, wishes)
  await placeOrder(client, wishes)
  expect(used[1]).toBe(used[0])
  expect(used[2]).not.toBe(used[0])
  expect(orderToken(client, 'ord_1')).toBe('tok')
})

test('why a deed was refused is said until something changes, not until the next reading', async () => {
  const { settled, turn, store, answer } = scene()
  await settled()
  const refuse = () => Promise.reject(new ShopError('GROUP_DEAL_OVER'))
  await store.claim(refuse).catch(() => {})
  await turn()
  expect(store.$order.get().error?.code).toBe('GROUP_DEAL_OVER')
  answer(() => order('closed'))
  await turn()
  expect(store.$order.get().error).toBeUndefined()
})
