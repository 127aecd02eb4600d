import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Cart, Listing, Offer, OrderView, Quote, SellerOrder } from '@xiaopu/domain'
import { type EmbeddedDatabase, startEmbedded } from '@xiaopu/gateway'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address } from './market.ts'

const hour = 3_600_000
const walks = 10

let dir: string
let database: EmbeddedDatabase
let sandbox: Sandbox
let sandboxUrl: string
let port: number
let child: ChildProcess | undefined
let offset = 0
let keys: { publishable: string; secret: string }
let goods: Listing[]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xiaopu-restart-'))
  database = await startEmbedded(dir)
  port = await freePort()
  sandbox = createSandbox({ callbackUrl: `http://127.0.0.1:${port}/v1/callbacks/1688` })
  sandboxUrl = (await sandbox.start()).url
  keys = (await startGateway({ XIAOPU_TEST_SHOP: 'demo' })).keys
  goods = await listGoods()
}, 60_000)

afterAll(async () => {
  child?.kill('SIGKILL')
  await sandbox.stop()
  await database.stop()
  await rm(dir, { recursive: true, force: true })
})

async function startGateway(more: Record<string, string> = {}): Promise<{ keys: typeof keys }> {
  child = fork(fileURLToPath(new URL('./gateway-process.ts', import.meta.url)), {
    execArgv: ['--conditions=@xiaopu/source'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: database.url,
      XIAOPU_TEST_SANDBOX: sandboxUrl,
      XIAOPU_TEST_OFFSET: String(offset),
      XIAOPU_TEST_DIR: dir,
      ...more,
    },
  })
  const [born] = await once(child, 'message')
  return born
}

async function killAndRestart(): Promise<void> {
  if (!child) return
  const dead = once(child, 'exit')
  child.kill('SIGKILL')
  await dead
  await startGateway()
}

/** Turns sandbox and gateway; a gateway that is being born is told by its environment. */
async function turn(ms: number): Promise<void> {
  await sandbox.clock.advance(ms)
  offset += ms
  if (child?.connected) child.send({ advance: ms }, () => undefined)
}

interface Told {
  readonly status: number
  readonly json: never
}

/** Asks until there is an answer that is not about the weather: what a buyer's page does. */
async function persist<Body>(
  path: string,
  init: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Body> {
  const url = `http://127.0.0.1:${port}${path}${path.includes('?') ? '&' : '?'}shop=${keys.publishable}`
  for (let attempt = 0; attempt < 1200; attempt++) {
    const answer = await send(url, init)
    if (answer && answer.status === 200) return answer.json
    const passing = !answer || answer.status >= 500 || answer.status === 409
    if (!passing) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${path} was never answered`)
}

async function send(
  url: string,
  init: { body?: unknown; headers?: Record<string, string> },
): Promise<Told | undefined> {
  try {
    const response = await fetch(url, {
      method: init.body === undefined ? 'GET' : 'POST',
      headers: {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    })
    return { status: response.status, json: (await response.json()) as never }
  } catch {
    return undefined
  }
}

const asSeller = () => ({ authorization: `Bearer ${keys.secret}` })

async function listGoods(): Promise<Listing[]> {
  const found = await persist<{ offers: { offerId: string }[] }>(
    '/v1/seller/offers/search?limit=40',
    { headers: asSeller() },
  )
  const listed: Listing[] = []
  for (const { offerId } of found.offers) {
    const offer = await persist<Offer>('/v1/seller/offers', {
      body: { source: offerId },
      headers: asSeller(),
    })
    const isNew = listed.every((each) => each.offer.supplier.id !== offer.supplier.id)
    if (!offer.dropship || offer.minQuantity > 1 || !isNew) continue
    const draft = await persist<Listing>('/v1/seller/listings', {
      body: { offerId },
      headers: asSeller(),
    })
    listed.push(
      await persist<Listing>(`/v1/seller/listings/${draft.id}/publish`, {
        body: {},
        headers: asSeller(),
      }),
    )
    if (listed.length === 2) return listed
  }
  throw new Error('the sandbox sells too little')
}

/** One buyer's walk; `at(step)` is called as each step begins. */
async function walk(
  name: string,
  at: (step: number) => void,
): Promise<{ order: OrderView; seller: SellerOrder }> {
  let step = 0
  const begin = () => at(step++)
  begin()
  const changes = goods.map((listing, i) => ({
    action: 'add',
    id: `${name}-change-${i}`,
    listing: listing.id,
    sku: listing.skus.find((sku) => sku.stock > 100)?.skuId,
    quantity: i + 1,
  }))
  const cart = await persist<Cart>('/v1/carts', { body: { changes } })
  begin()
  const quote = await persist<Quote>(`/v1/carts/${cart.id}/quote`, { body: { address } })
  begin()
  const { order, token } = await persist<{ order: OrderView; token: string }>('/v1/orders', {
    body: { quote: quote.id, total: quote.total },
    headers: { 'idempotency-key': `${name}-order` },
  })
  const headers = { 'x-order-token': token }
  const path = `/v1/orders/${order.id}`
  begin()
  const paying = await persist<OrderView>(`${path}/payments`, {
    body: { returnUrl: `http://127.0.0.1:${port}/` },
    headers: { ...headers, 'idempotency-key': `${name}-pay` },
  })
  begin()
  await fetch(`${paying.payment?.cashierUrl}/pay`, { method: 'POST', redirect: 'manual' })
  await until(path, headers, ['placed', 'shipped'], 30_000)
  begin()
  await turn(80 * hour)
  await until(path, headers, ['shipped', 'received'], 10 * 60_000)
  begin()
  await turn(120 * hour)
  const received = await persist<OrderView>(`${path}/receive`, { body: {}, headers })
  const seller = await persist<SellerOrder>(`/v1/seller/orders/${order.id}`, {
    headers: asSeller(),
  })
  return { order: received, seller }
}

/** Reads until the order got there, turning the clock so that every timer and retry comes due. */
async function until(
  path: string,
  headers: Record<string, string>,
  states: string[],
  each: number,
): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const order = await persist<OrderView>(path, { headers })
    if (states.includes(order.state)) return
    await new Promise((done) => setTimeout(done, 60))
    if (attempt % 5 === 4) await turn(each)
  }
  throw new Error(`never ${states.join(' or ')}`)
}

/** What must be the same whatever was killed when. */
function outcome({ order, seller }: { order: OrderView; seller: SellerOrder }) {
  return {
    state: order.state,
    lines: order.lines.map(({ sku, quantity, subtotal }) => ({ sku, quantity, subtotal })),
    totals: [order.goods, order.freight, order.total, seller.cost, seller.profit],
    payment: order.payment?.state,
    attention: order.attention,
    purchases: seller.supplierOrders.map(({ state, goods, freight }) => [
      state === 'done' ? 'received' : state,
      goods,
      freight,
    ]),
    steps: order.steps.map(({ state }) => state).filter((state) => state !== 'partly_shipped'),
  }
}

function booked(seller: SellerOrder): number[] {
  return seller.supplierOrders.map(
    ({ id }) =>
      [...sandbox.world.orders.values()].filter((each) => each.outOrderId === id.slice(4)).length,
  )
}

test(`a kill at any of ${walks} random moments of the walk ends in the same result`, {
  timeout: 240_000,
}, async () => {
  const calm = await walk('calm', () => undefined)
  expect(calm.order.state).toBe('received')
  expect(booked(calm.seller)).toEqual([1, 1])
  const moments: string[] = []
  for (let i = 0; i < walks; i++) {
    const step = i % 7
    const delay = Math.floor(Math.random() * 160)
    const killed: Promise<void>[] = []
    const result = await walk(`walk-${i}`, (now) => {
      if (now !== step) return
      killed.push(new Promise<void>((done) => setTimeout(done, delay)).then(killAndRestart))
    })
    await Promise.all(killed)
    const moment = `killed ${delay} ms into step ${step}`
    moments.push(moment)
    expect(outcome(result), moment).toEqual(outcome(calm))
    expect(booked(result.seller), moment).toEqual([1, 1])
  }
  console.log(moments.join('\n'))
})

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const found = server.address()
      server.close(() => done(typeof found === 'object' && found ? found.port : 0))
    })
  })
}
