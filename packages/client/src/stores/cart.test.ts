import { type Cart, type CartChange, type CartLine, fen, ShopError, times } from '@xiaopu/domain'
import { expect, test, vi } from 'vitest'
import { createClient, memoryStorage, type ShopStorage, type Transport } from '../index.ts'
import { cartStore } from './cart.ts'

const cup = {
  id: 'lst_cup',
  state: 'on-sale',
  title: '马克杯',
  price: { min: fen(1990), max: fen(2190) },
  labels: [],
  freePostage: false,
  shipWithinHours: 24,
  minQuantity: 1,
  unit: '个',
  skus: [
    { skuId: 'sku_white', properties: [{ name: '颜色', value: '白' }], price: fen(1990), stock: 9 },
    { skuId: 'sku_blue', properties: [{ name: '颜色', value: '蓝' }], price: fen(2190), stock: 1 },
  ],
} as const

interface Sent {
  readonly path: string
  readonly changes: readonly CartChange[]
}

/** Carts as a gateway keeps them: changes count once, stock is checked, nothing is half done. */
function cartGateway() {
  const carts = new Map<string, Cart>()
  let seen = new Set<string>()
  const sent: Sent[] = []
  let down: 'OFFLINE' | 'TIMEOUT' | undefined
  let afterCommit = false

  function change(cart: Cart, change: CartChange): Cart {
    if (seen.has(change.id)) return cart
    const lines = change.action === 'add' ? added(cart, change) : set(cart, change)
    seen.add(change.id)
    return sum({ ...cart, lines })
  }

  const transport: Transport = async (request) => {
    const path = new URL(request.url).pathname
    const { changes = [] } = JSON.parse(request.body ?? '{}') as { changes?: CartChange[] }
    sent.push({ path, changes })
    if (down && !afterCommit) throw new ShopError(down)
    const id = path.split('/')[3] ?? `crt_${carts.size + 1}`
    const cart = path === '/v1/carts' ? empty(id) : carts.get(id)
    if (!cart) return problem(404, 'CART_NOT_FOUND')
    const before = new Set(seen)
    try {
      carts.set(id, changes.reduce(change, cart))
    } catch (error) {
      seen = before
      return problem(409, (error as ShopError).code)
    }
    if (down) throw new ShopError(down)
    return { status: 200, header: () => undefined, text: JSON.stringify(carts.get(id)) }
  }
  return {
    transport,
    sent,
    carts,
    fail(code: typeof down, when: 'before' | 'after' = 'before') {
      down = code
      afterCommit = when === 'after'
    },
  }
}

const problem = (status: number, code: string) => ({
  status,
  header: () => undefined,
  text: JSON.stringify({ code, detail: {} }),
})

const empty = (id: string): Cart => ({ id, lines: [], quantity: 0, goods: fen(0), version: 0 })

function sum(cart: Cart): Cart {
  const quantity = cart.lines.reduce((total, line) => total + line.quantity, 0)
  const goods = fen(cart.lines.reduce((total, line) => total + line.subtotal.amount, 0))
  return { ...cart, quantity, goods, version: cart.version + 1 }
}

function added(cart: Cart, change: Extract<CartChange, { action: 'add' }>): CartLine[] {
  const sku = cup.skus.find(({ skuId }) => skuId === change.sku)
  if (!sku) throw new ShopError('SKU_NOT_FOUND')
  const before = cart.lines.find((line) => line.sku === change.sku)
  const quantity = (before?.quantity ?? 0) + change.quantity
  if (quantity > sku.stock) throw new ShopError('OUT_OF_STOCK', { left: sku.stock })
  const line: CartLine = {
    id: before?.id ?? `lin_${sku.skuId}`,
    listing: change.listing,
    sku: change.sku,
    title: cup.title,
    properties: [...sku.properties],
    quantity,
    price: sku.price,
    seen: sku.price,
    subtotal: times(sku.price, quantity),
    stock: sku.stock,
    state: 'ok',
  }
  return before ? cart.lines.map((each) => (each === before ? line : each)) : [...cart.lines, line]
}

function set(cart: Cart, change: Extract<CartChange, { action: 'set' }>): CartLine[] {
  return cart.lines
    .map((line) =>
      line.id === change.line
        ? { ...line, quantity: change.quantity, subtotal: times(line.price, change.quantity) }
        : line,
    )
    .filter((line) => line.quantity > 0)
}

function open(gateway: { transport: Transport }, storage: ShopStorage = memoryStorage()) {
  const { transport } = gateway
  const client = createClient({ gateway: 'http://gateway', shop: 'xpk_1', transport, storage })
  client.listings.put([structuredClone(cup) as never])
  return cartStore(client)
}

const white = { listing: 'lst_cup', sku: 'sku_white' }
const blue = { listing: 'lst_cup', sku: 'sku_blue' }
const listing = structuredClone(cup) as never

test('a line is in the cart at the tap, and confirmed when the gateway answers', async () => {
  const cart = open(cartGateway())
  const adding = cart.add({ listing, sku: 'sku_white', quantity: 2 })
  expect(cart.$cart.get()).toMatchObject({
    id: undefined,
    saving: true,
    quantity: 2,
    goods: fen(3980),
    lines: [{ title: '马克杯', pending: true, subtotal: fen(3980) }],
  })
  expect((await adding).goods).toEqual(fen(3980))
  expect(cart.$cart.get().lines).toMatchObject([{ id: 'lin_sku_white', pending: false }])
})

test('the first add makes the cart, and taps of one turn travel together', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  await Promise.all([cart.add(white), cart.add(white), cart.add(blue)])
  expect(gateway.sent.map(({ path, changes }) => [path, changes.length])).toEqual([
    ['/v1/carts', 3],
  ])
  await cart.set('sku_white', 5)
  expect(gateway.sent[1]).toMatchObject({
    path: '/v1/carts/crt_1/changes',
    changes: [{ action: 'set', line: 'lin_sku_white', quantity: 5 }],
  })
  expect(cart.$cart.get().quantity).toBe(6)
})

test('a tap is seen before the gateway is told of it: on a slow phone the frame takes 50 ms', async () => {
  vi.useFakeTimers()
  try {
    const gateway = cartGateway()
    const cart = open(gateway)
    const adding = cart.add(white)
    await vi.advanceTimersByTimeAsync(49)
    expect(cart.$cart.get().quantity).toBe(1)
    expect(gateway.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await adding
    expect(gateway.sent).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})

test('setting a line that is still being added waits for its id', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  const adding = cart.add({ listing, sku: 'sku_white' })
  const setting = cart.set('sku_white', 4)
  expect(cart.$cart.get().quantity).toBe(4)
  await Promise.all([adding, setting])
  expect(gateway.sent).toHaveLength(2)
  expect(gateway.carts.get('crt_1')?.quantity).toBe(4)
})

test('a refused line is taken back and says why; the others of the same tap stay', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  const [good, bad] = await Promise.allSettled([
    cart.add(white),
    cart.add({ ...blue, quantity: 2 }),
  ])
  expect(good.status).toBe('fulfilled')
  expect(bad).toMatchObject({ reason: { code: 'OUT_OF_STOCK' } })
  expect(cart.$cart.get().lines.map(({ sku }) => sku)).toEqual(['sku_white'])
  expect(cart.$cart.get().error?.code).toBe('OUT_OF_STOCK')
  await cart.set('sku_white', 2)
  expect(cart.$cart.get().error).toBeUndefined()
})

test('a SKU that the listing does not have is refused before anything is sent', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  await expect(cart.add({ listing, sku: 'sku_none' })).rejects.toMatchObject({
    code: 'SKU_NOT_FOUND',
  })
  expect(gateway.sent).toEqual([])
})

test('offline, the line stays and is told when the network is back', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  gateway.fail('OFFLINE')
  await expect(cart.add(white)).rejects.toMatchObject({ code: 'OFFLINE' })
  expect(cart.$cart.get()).toMatchObject({ quantity: 1, saving: false, error: { code: 'OFFLINE' } })
  gateway.fail(undefined)
  await cart.add(white)
  expect(gateway.carts.get('crt_1')?.quantity).toBe(2)
  expect(cart.$cart.get()).toMatchObject({ quantity: 2, error: undefined })
})

test('an add whose answer was lost counts once when it is sent again', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  await cart.add(white)
  gateway.fail('TIMEOUT', 'after')
  await expect(cart.add(white)).rejects.toMatchObject({ code: 'TIMEOUT' })
  expect(cart.$cart.get().quantity).toBe(2)
  gateway.fail(undefined)
  await cart.set('sku_white', 3)
  expect(gateway.sent.at(-1)?.changes[0]?.id).toBe(gateway.sent.at(-2)?.changes[0]?.id)
  expect(gateway.carts.get('crt_1')?.quantity).toBe(3)
})

test('a cart that the gateway no longer has is made again with its lines', async () => {
  const gateway = cartGateway()
  const cart = open(gateway)
  await cart.add({ ...white, quantity: 3 })
  gateway.carts.clear()
  await cart.add(blue)
  expect(cart.$cart.get().lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['sku_white', 3],
    ['sku_blue', 1],
  ])
})

test('a reload shows the cart at once and reads it again', async () => {
  const gateway = cartGateway()
  const storage = memoryStorage()
  await open(gateway, storage).add(white)
  const cart = open(gateway, storage)
  expect(cart.$cart.get()).toMatchObject({ id: 'crt_1', quantity: 1 })
  const reading = cart.refresh()
  expect(cart.$cart.get().loading).toBe(true)
  await reading
  expect(cart.$cart.get().loading).toBe(false)
  gateway.carts.clear()
  await cart.refresh()
  expect(cart.$cart.get()).toMatchObject({ id: undefined, lines: [] })
})

test('two shops on one page have two carts; two tabs of one shop have one', async () => {
  const gateway = cartGateway()
  const values = memoryStorage()
  const listeners = new Map<string, () => void>()
  const storage: ShopStorage = {
    ...values,
    watch(key, changed) {
      listeners.set(key, changed)
      return () => listeners.delete(key)
    },
  }
  const [here, there] = [open(gateway, storage), open(gateway, storage)]
  const stop = there.follow()
  await here.add(white)
  expect([...listeners.keys()]).toEqual(['xiaopu/1/http://gateway/xpk_1/cart'])
  listeners.get('xiaopu/1/http://gateway/xpk_1/cart')?.()
  expect(there.$cart.get()).toMatchObject({ id: 'crt_1', quantity: 1 })
  stop()
  expect(listeners.size).toBe(0)

  const other = createClient({ gateway: 'http://gateway', shop: 'xpk_2', storage })
  expect(cartStore(other).$cart.get().quantity).toBe(0)
})

test.each(['{"id":', '"text"', '{"lines":[]}', 'null'])(
  'a stored cart that is none (%s) is an empty cart',
  (stored) => {
    const storage = memoryStorage()
    storage.set('xiaopu/1/http://gateway/xpk_1/cart', stored)
    expect(open(cartGateway(), storage).$cart.get()).toMatchObject({ id: undefined, lines: [] })
  },
)

test('an ordered cart is let go of', async () => {
  const gateway = cartGateway()
  const storage = memoryStorage()
  const cart = open(gateway, storage)
  await cart.add(white)
  cart.forget()
  expect(cart.$cart.get().quantity).toBe(0)
  expect(open(gateway, storage).$cart.get().id).toBeUndefined()
})

test('a cart opened by its id is read, and leaves the own cart alone', async () => {
  const gateway = cartGateway()
  const storage = memoryStorage()
  await open(gateway).add({ ...white, quantity: 2 })
  await open(gateway, storage).add(blue)
  const { transport } = gateway
  const client = createClient({ gateway: 'http://gateway', shop: 'xpk_1', transport, storage })
  const cart = cartStore(client, 'crt_1')
  expect(cart.$cart.get()).toMatchObject({ id: 'crt_1', lines: [] })
  await cart.refresh()
  expect(cart.$cart.get().quantity).toBe(2)
  cart.forget()
  expect(open(gateway, storage).$cart.get()).toMatchObject({ id: 'crt_2', quantity: 1 })
})
