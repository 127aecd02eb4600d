import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cart, ListingView, OrderView, ParsedAddress, Quote } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { runCommandLine, startCommand } from './command-line.ts'
import { eventually } from './shop.ts'

let data: string
let env: Record<string, string>
let url: string
let running: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-command-'))
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  env = { PORT: String(port), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

async function get<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(new URL(path, url), init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
  get(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function cards(): Promise<ListingView[]> {
  const { items } = await get<{ items: ListingView[] }>(`/v1/listings?shop=${await demoKey()}`)
  return items
}

/** The publishable key, as anyone reads it in the demo page. */
async function demoKey(): Promise<string> {
  const html = await (await fetch(`${url}/demo/`)).text()
  return /data-shop="(xpk_\w+)"/.exec(html)?.[1] ?? ''
}

/** The PostgreSQL server as it says itself: its process and, on line 4, its port. */
async function postgres(): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(join(data, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
    socket.once('connect', () => socket.destroy())
  })

test('one command prints ready once, with its links, and ten goods are on sale', async () => {
  expect(running.lines.filter((line) => line.startsWith('ready'))).toEqual([`ready ${url}`])
  const printed = running.lines.join('\n')
  for (const link of [`${url}/shop/demo`, `${url}/demo/`, '/sandbox/', 'xsk_', '/s/', '█']) {
    expect(printed).toContain(link)
  }
  const items = await cards()
  expect(items).toHaveLength(10)
  expect(items.every((item) => item.state === 'on-sale')).toBe(true)
  const picture = await fetch(items[0]?.imageUrl ?? '')
  expect(picture.headers.get('content-type')).toBe('image/png')
})

test('the demo page is HTML with pasted tags, and the root leads to it', async () => {
  const response = await fetch(`${url}/`)
  expect(response.url).toBe(`${url}/demo/`)
  const html = await response.text()
  for (const tag of ['<xp-card listing="lst_', '<xp-grid', '<xp-cart', '<xp-share']) {
    expect(html).toContain(tag)
  }
})

test('the keys are in a file that only its owner can read', async () => {
  const file = join(data, 'keys.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    gateway: url,
    slug: 'demo',
    secret: expect.stringMatching(/^xsk_/),
  })
})

test('a buyer buys over HTTP, pays at the sandbox cashier, and the shop buys at 1688', async () => {
  const key = await demoKey()
  const shop = `?shop=${key}`
  const [item] = await cards()
  const sku = item?.skus.find(({ stock }) => stock > 0)
  const seen = sku?.price
  const change = {
    action: 'add',
    id: 'change-1',
    listing: item?.id,
    sku: sku?.skuId,
    quantity: 1,
    seen,
  }
  const cart = await post<Cart>(`/v1/carts${shop}`, { changes: [change] })
  const text = '张伟 13800138000 浙江省杭州市西湖区文三路90号东部软件园1幢'
  const { address } = await post<ParsedAddress>(`/v1/addresses/parse${shop}`, { text })
  const quote = await post<Quote>(`/v1/carts/${cart.id}/quote${shop}`, { address })
  const { order, token } = await post<{ order: OrderView; token: string }>(
    `/v1/orders${shop}`,
    { quote: quote.id, total: quote.total },
    { 'idempotency-key': 'order-0000000000000001' },
  )
  const headers = { 'x-order-token': token }
  const waiting = await post<OrderView>(
    `/v1/orders/${order.id}/payments${shop}`,
    { returnUrl: `${url}/shop/demo/o/${order.id}` },
    { ...headers, 'idempotency-key': 'payment-000000000000001' },
  )
  const cashier = waiting.payment?.cashierUrl ?? ''
  const paid = await fetch(`${cashier}/pay`, { method: 'POST', redirect: 'manual' })
  expect(paid.status).toBeLessThan(400)
  let placed = waiting
  await eventually(async () => {
    placed = await get<OrderView>(`/v1/orders/${order.id}${shop}`, { headers })
    return placed.state === 'placed'
  }).catch(async (cause: unknown) => {
    const log = await readFile(join(data, 'gateway.log'), 'utf8')
    throw new Error(`still ${placed.state}\n${log.slice(-2000)}`, { cause })
  })
  expect(placed.total).toEqual(quote.total)
})

test("turning the sandbox's clock turns the gateway's", async () => {
  const now = async () => Date.parse((await get<{ serverNow: string }>('/healthz')).serverNow)
  const before = await now()
  const day = 24 * 3_600_000
  const sandbox = `http://127.0.0.1:${Number(env.PORT) + 1}/sandbox/api/clock`
  await fetch(sandbox, { method: 'POST', body: JSON.stringify({ advanceMs: day }) })
  expect((await now()) - before).toBeGreaterThanOrEqual(day)
})

test('a second start on the same data says where the first one is, and ends', async () => {
  const { code, stderr } = await runCommandLine(['dev'], { ...env, PORT: '0' })
  expect(code).toBe(1)
  expect(stderr).toContain(`进程 ${running.pid}`)
  expect(stderr).toContain(url)
})

test('a start on a port that is taken names the port', async () => {
  const other = join(data, 'other')
  const { code, stderr } = await runCommandLine(['dev'], {
    ...env,
    XIAOPU_DATA: other,
    XIAOPU_LANG: 'en',
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Failed: Port \d+ is taken/)
  expect(existsSync(join(other, 'running.json'))).toBe(false)
})

test('a stop ends everything, PostgreSQL too, and the next start finds the shop as it was', async () => {
  const before = { key: await demoKey(), ids: (await cards()).map(({ id }) => id) }
  const { port } = await postgres()
  expect(await answers(port)).toBe(true)
  expect(await running.stop()).toBe(0)
  expect(running.lines.at(-1)).toBe('已停止')
  expect(await answers(port)).toBe(false)
  running = await startCommand('dev', env)
  expect({ key: await demoKey(), ids: (await cards()).map(({ id }) => id) }).toEqual(before)
})

test('after a kill the next start takes over the PostgreSQL that runs on', async () => {
  const key = await demoKey()
  const { pid } = await postgres()
  await running.kill()
  running = await startCommand('dev', env)
  expect((await postgres()).pid).toBe(pid)
  expect(await demoKey()).toBe(key)
  expect(await cards()).toHaveLength(10)
})
