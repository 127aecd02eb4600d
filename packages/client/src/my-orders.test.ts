import { type FailureCode, fen, newId, type OrderView, ShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { createClient, memoryStorage, type ShopStorage, type Transport } from './index.ts'
import type { KeptNames } from './kept-names.ts'
import { mostOrders, myOrders } from './my-orders.ts'
import { keepOrderToken } from './stores/index.ts'

const start = Date.UTC(2026, 10, 24, 8)
const id = (minute: number) =>
  newId('order', start + minute * 60_000, new Uint8Array(16).fill(minute))

const order = (minute: number, more: object = {}): OrderView =>
  ({
    id: id(minute),
    number: `26112416${minute}`,
    state: 'paid',
    lines: [
      { title: `杯子 ${minute}`, imageUrl: 'http://gateway/img/1', quantity: 2 },
      { title: '盒子', quantity: 1 },
    ],
    total: fen(4990),
    address: { name: '张*', phone: '138****8000' },
    refunds: [],
    afterSales: [],
    placedAt: new Date(start + minute * 60_000).toISOString(),
    ...more,
  }) as unknown as OrderView

/** A storage that two pages share, and that can be asked for its names. */
function shelf() {
  const kept = new Map<string, string>()
  const listeners = new Set<(key: string | null) => void>()
  const storage: ShopStorage = {
    get: (key) => kept.get(key),
    set(key, value) {
      if (value === undefined) kept.delete(key)
      else kept.set(key, value)
    },
  }
  const names: KeptNames = {
    all: () => [...kept.keys()],
    isKeeping: () => true,
    watch(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
  return {
    kept,
    storage,
    names,
    tell(key: string | null) {
      for (const each of listeners) each(key)
    },
  }
}

/** A phone with a shop whose gateway knows these orders; `answers` may be changed by the test. */
function scene(minutes: readonly number[] = []) {
  const { kept, storage, names, tell } = shelf()
  const answers = new Map<string, OrderView | FailureCode>()
  const asked: string[] = []
  const transport: Transport = async ({ url, headers }) => {
    const name = new URL(url).pathname.slice('/v1/orders/'.length)
    asked.push(`${name} ${headers['x-order-token']}`)
    const answer = answers.get(name) ?? 'ORDER_NOT_FOUND'
    if (typeof answer === 'object')
      return { status: 200, header: () => undefined, text: JSON.stringify(answer) }
    if (answer === 'OFFLINE') throw new ShopError('OFFLINE')
    const { status } = new ShopError(answer)
    return { status, header: () => undefined, text: JSON.stringify({ code: answer, detail: {} }) }
  }
  const open = (shop = 'xpk_1') =>
    createClient({ gateway: 'http://gateway', shop, transport, storage })
  const client = open()
  for (const minute of minutes) {
    keepOrderToken(client, id(minute), `token-${minute}`)
    answers.set(id(minute), order(minute))
  }
  const mine = (limit = 10) => myOrders(client, { names, limit })
  return { client, open, kept, names, tell, answers, asked, mine }
}

const shown = ({ $orders }: ReturnType<typeof myOrders>) =>
  $orders.get().orders.map((each) => each.id)

test('what this device ordered is listed newest first, with what was bought and where it stands', async () => {
  const { mine, asked } = scene([1, 3, 2])
  const store = mine()
  expect(store.$orders.get()).toMatchObject({ loading: true, isKeeping: true, more: 0 })
  expect(shown(store)).toEqual([id(3), id(2), id(1)])
  await store.refresh()
  expect(asked.sort()).toEqual([1, 2, 3].map((minute) => `${id(minute)} token-${minute}`))
  const [first] = store.$orders.get().orders
  expect(first).toEqual({
    id: id(3),
    token: 'token-3',
    at: start + 180_000,
    gist: {
      number: '261124163',
      state: 'paid',
      title: '杯子 3',
      imageUrl: 'http://gateway/img/1',
      lines: 2,
      pieces: 3,
      total: fen(4990),
      placedAt: '2026-11-24T08:03:00.000Z',
    },
  })
  expect(store.$orders.get()).toMatchObject({ loading: false, error: undefined })
})

test('a device that ordered nothing asks nobody', async () => {
  const { mine, asked } = scene()
  const store = mine()
  await store.refresh()
  expect([store.$orders.get().orders, store.$orders.get().loading, asked]).toEqual([[], false, []])
})

test('orders of another shop, what stands beside a token, and what is no order are not listed', async () => {
  const { open, kept, mine } = scene([1])
  keepOrderToken(open('xpk_2'), id(2), 'theirs')
  kept.set(`xiaopu/1/http://gateway/xpk_1/order/${id(1)}/next`, 'drawn')
  kept.set('xiaopu/1/http://gateway/xpk_1/order/ord_x', 'cut')
  kept.set(`xiaopu/0/http://gateway/xpk_1/order/${id(3)}`, 'of an older page')
  expect(shown(mine())).toEqual([id(1)])
})

test('as many are read as are shown; more are shown when they are asked for, fifty at most', async () => {
  const minutes = Array.from({ length: mostOrders + 3 }, (_, index) => index)
  const { mine, asked, kept, client } = scene(minutes)
  client.storage.set(`order/${id(0)}/gist`, JSON.stringify({ number: '1', total: fen(1) }))
  const store = mine(20)
  await store.refresh()
  expect([asked.length, store.$orders.get().more]).toEqual([20, 30])
  await store.more()
  expect([shown(store).length, store.$orders.get().more]).toEqual([40, 10])
  await store.more()
  expect([shown(store).length, store.$orders.get().more]).toEqual([50, 0])
  expect(store.$orders.get().orders.every(({ gist }) => gist)).toBe(true)
  // What opens the older ones stays: their links are as good as ever. What was seen of them does not.
  expect([...kept.values()].filter((value) => value.startsWith('token-'))).toHaveLength(53)
  expect([...kept.keys()].filter((key) => key.endsWith('/gist'))).toHaveLength(50)
})

test('an order whose token opens nothing any more is forgotten, and the next one comes into sight', async () => {
  const { mine, answers, kept } = scene([1, 2, 3])
  const store = mine(2)
  await store.refresh()
  answers.set(id(3), 'ORDER_NOT_FOUND')
  await store.refresh()
  expect(shown(store)).toEqual([id(2), id(1)])
  expect(store.$orders.get()).toMatchObject({ loading: false, error: undefined, more: 0 })
  expect(store.$orders.get().orders[1]?.gist?.title).toBe('杯子 1')
  expect([...kept.keys()].filter((key) => key.includes(id(3)))).toEqual([])
})

test('a proxy that knows no such page, a gateway that fails and a dead network forget nothing', async () => {
  for (const code of ['NOT_FOUND', 'INTERNAL', 'TOO_MANY_REQUESTS', 'OFFLINE'] as const) {
    const { client, names, answers, kept, mine } = scene([1, 2])
    const store = mine()
    await store.refresh()
    answers.set(id(2), code)
    await store.refresh()
    expect(store.$orders.get()).toMatchObject({ loading: false, error: { code } })
    // As they were seen last, also on the next page.
    expect(store.$orders.get().orders.map(({ gist }) => gist?.state)).toEqual(['paid', 'paid'])
    expect(myOrders(client, { names }).$orders.get().orders).toHaveLength(2)
    expect([...kept.values()]).toContain('token-2')
    answers.set(id(2), order(2, { state: 'shipped' }))
    await store.refresh()
    expect(store.$orders.get()).toMatchObject({
      error: undefined,
      orders: [{ gist: { state: 'shipped' } }, {}],
    })
  }
})

test('an order whose data was erased is listed no more, and nothing is kept of what it was; its page still opens', async () => {
  const { mine, answers, asked, kept } = scene([1, 2])
  const store = mine()
  await store.refresh()
  answers.set(id(2), order(2, { address: { name: '*', phone: '****' } }))
  await store.refresh()
  expect(shown(store)).toEqual([id(1)])
  const left = [...kept].filter(([key]) => key.includes(id(2))).map(([, value]) => value)
  expect(left).toEqual(['token-2', 'erased'])
  asked.length = 0
  await mine().refresh()
  expect(asked).toEqual([`${id(1)} token-1`])
})

test('an erasure whose answer was lost keeps what its page needs to go on', async () => {
  const { mine, answers, client } = scene([1])
  client.storage.set(`order/${id(1)}/next`, 'drawn')
  answers.set(id(1), 'ORDER_NOT_FOUND')
  const store = mine()
  await store.refresh()
  expect(shown(store)).toEqual([])
  expect(['', '/next'].map((end) => client.storage.get(`order/${id(1)}${end}`))).toEqual([
    'token-1',
    'drawn',
  ])
})

test('a token that another tab has put in the place of a dead one is not forgotten with it', async () => {
  const { mine, answers, client } = scene([1])
  answers.delete(id(1))
  const store = mine()
  const reading = store.refresh()
  keepOrderToken(client, id(1), 'token-new')
  await reading
  expect(client.storage.get(`order/${id(1)}`)).toBe('token-new')
})

test('what another tab orders, reads and forgets is seen here; its readings are not repeated', async () => {
  const { mine, client, answers, asked, tell } = scene([1])
  const store = mine()
  await store.refresh()
  asked.length = 0
  const key = (name: string) => `xiaopu/1/http://gateway/xpk_1/${name}`

  keepOrderToken(client, id(2), 'token-2')
  answers.set(id(2), order(2))
  tell(key(`order/${id(2)}`))
  await store.refresh()
  expect([shown(store), asked.length]).toEqual([[id(2), id(1)], 2])

  client.storage.set(
    `order/${id(2)}/gist`,
    JSON.stringify({ number: '2', state: 'closed', total: fen(1) }),
  )
  tell(key(`order/${id(2)}/gist`))
  expect(store.$orders.get().orders[0]?.gist?.state).toBe('closed')
  tell(key('cart'))
  tell(`xiaopu/1/http://gateway/xpk_2/order/${id(9)}`)
  expect(asked).toHaveLength(2)

  mine().forget(id(2))
  tell(key(`order/${id(2)}`))
  await store.refresh()
  expect(shown(store)).toEqual([id(1)])
  store.stop()
  tell(null)
  expect(store.$orders.get().loading).toBe(false)
})

test.each([
  ['address', { addressChange: 'needed' }],
  ['claim', { afterSales: [{ state: 'approved' }] }],
  [undefined, { afterSales: [{ state: 'refused' }] }],
  ['group', { seat: { state: 'held', groupState: 'open' } }],
  ['returned', { lines: [{ title: '杯子', quantity: 2, returned: 2 }] }],
])('what matters more than the state is said: %s', async (note, more) => {
  const { mine, answers } = scene([1])
  answers.set(id(1), order(1, more))
  const store = mine()
  await store.refresh()
  expect(store.$orders.get().orders[0]?.gist?.note).toBe(note)
})

test('nothing that is kept names who bought, or where she lives', async () => {
  const { mine, answers, kept } = scene([1])
  const address = { name: '欧*', phone: '199****4321', district: '西湖区', street: '百灵鸟巷***' }
  answers.set(id(1), order(1, { address, remark: '***' }))
  await mine().refresh()
  expect([...kept.values()].join()).not.toMatch(/欧|4321|西湖区|百灵鸟|\*/)
})

test('a browser that keeps nothing says so and lists nothing', async () => {
  const client = createClient({
    gateway: 'http://gateway',
    shop: 'xpk_1',
    storage: memoryStorage(),
  })
  keepOrderToken(client, id(1), 'token-1')
  const store = myOrders(client)
  await store.refresh()
  expect(store.$orders.get()).toMatchObject({ orders: [], isKeeping: false, loading: false })
  store.stop()
})
