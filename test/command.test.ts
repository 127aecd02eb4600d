import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fen } from '@xiaopu/domain'
import { connect } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { buyer } from './buyer-over-http.ts'
import { runCommandLine, spawnCommand, startCommand } from './command-line.ts'
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

const cards = async () => buyer(url, await demoKey()).cards()

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
  const bought = await buyer(url, await demoKey()).placeOrder()
  await bought.pay()
  let now = bought.order
  await eventually(async () => {
    now = await bought.read()
    return now.state === 'placed'
  }).catch(async (cause: unknown) => {
    const log = await readFile(join(data, 'gateway.log'), 'utf8')
    throw new Error(`still ${now.state}\n${log.slice(-2000)}`, { cause })
  })
  expect(now.total).toEqual(bought.quote.total)
})

test('the audit adds a bought order up, and finds what somebody changed in it', async () => {
  const audit = async () => {
    const { code, stdout } = await runCommandLine(['audit', '--json'], env)
    return { code, ...JSON.parse(stdout) }
  }
  expect(await audit()).toEqual({ code: 0, orders: 1, differences: [] })
  const { port } = await postgres()
  const password = (await readFile(join(data, 'postgres-password'), 'utf8')).trim()
  const books = connect({ url: `postgres://xiaopu:${password}@127.0.0.1:${port}/postgres`, max: 1 })
  const plant = async (change: string, revert: string) => {
    await books.pool.query(change)
    const found = await audit()
    await books.pool.query(revert)
    return found
  }
  const off = await plant(
    'update orders set total = total + 1',
    'update orders set total = total - 1',
  )
  expect(off).toMatchObject({
    code: 1,
    differences: expect.arrayContaining([
      {
        order: expect.stringMatching(/^\d{18}$/),
        by: fen(1),
        invariant: 'INV-03',
        rule: 'goods, freight and discount add up to the total',
      },
    ]),
  })
  const { rows } = await books.pool.query<{ state: string }>('select state from supplier_orders')
  const unbought = await plant(
    `update supplier_orders set state = 'planned'`,
    `update supplier_orders set state = '${rows[0]?.state}'`,
  )
  expect(unbought).toMatchObject({
    code: 1,
    differences: expect.arrayContaining([
      expect.objectContaining({ rule: 'what is not bought yet has a job that will buy it' }),
    ]),
  })
  await books.close()
})

test("turning the sandbox's clock turns the gateway's", async () => {
  const now = async () => {
    const { serverNow } = (await (await fetch(`${url}/healthz`)).json()) as { serverNow: string }
    return Date.parse(serverNow)
  }
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

test('a first start that was killed while it made its database is no obstacle to the next', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-killed-'))
  const port = await freePair()
  const variables = { PORT: String(port), XIAOPU_DATA: folder }
  const killed = spawnCommand(['dev'], variables)
  const unfinished = () => readdirSync(folder).find((name) => /^postgres\.\d+\.new$/.test(name))
  await eventually(async () => unfinished() && existsSync(join(folder, unfinished() ?? '', 'base')))
  killed.kill('SIGKILL')
  const next = await startCommand('dev', variables)
  expect(unfinished()).toBeUndefined()
  expect(await next.stop()).toBe(0)
  await rm(folder, { recursive: true, force: true })
})
