import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ListingView } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, start } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const command = ['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts', 'dev']

let data: string
let env: Record<string, string>
let url: string
let running: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-start-'))
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  env = { PORT: String(port), XIAOPU_DATA: data, DATABASE_URL: '', XIAOPU_OFFERS: '' }
  running = await open()
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

const open = () => start(command, { cwd: root, env, ready: /^ready http/ })

/** Starts a command that is expected to end by itself. */
async function run(more: Record<string, string>): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env, ...more },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  const [code] = await once(child, 'exit')
  return { code, printed }
}

async function cards(key: string): Promise<ListingView[]> {
  const response = await fetch(`${url}/v1/listings?shop=${key}`)
  const { items } = (await response.json()) as { items: ListingView[] }
  return items
}

/** The publishable key, as anyone reads it in the demo page. */
async function demoKey(): Promise<string> {
  const html = await (await fetch(`${url}/demo/`)).text()
  return /data-shop="(xpk_\w+)"/.exec(html)?.[1] ?? ''
}

test('one command prints ready and its links, and ten goods are on sale', async () => {
  expect(running.ready).toBe(`ready ${url}`)
  const printed = running.lines.join('\n')
  for (const link of [`${url}/shop/demo`, `${url}/demo/`, '/sandbox/', 'xsk_', '/s/']) {
    expect(printed).toContain(link)
  }
  const items = await cards(await demoKey())
  expect(items).toHaveLength(10)
  expect(items.every((item) => item.state === 'on-sale')).toBe(true)
  const picture = await fetch(items[0]?.imageUrl ?? '')
  expect(picture.headers.get('content-type')).toBe('image/png')
})

test('a second start on the same data says so and ends', async () => {
  const { code, printed } = await run({ PORT: String(await freePair()) })
  expect(code).toBe(1)
  expect(printed).toContain(`进程 ${running.pid}`)
})

test('a start on a port that is taken names the port', async () => {
  const other = await mkdtemp(join(tmpdir(), 'xiaopu-start-'))
  const { code, printed } = await run({ XIAOPU_DATA: other, XIAOPU_LANG: 'en' })
  await rm(other, { recursive: true, force: true })
  expect(code).toBe(1)
  expect(printed).toMatch(/port \d+/i)
})

test("turning the sandbox's clock turns the gateway's", async () => {
  const now = async () => {
    const { serverNow } = (await (await fetch(`${url}/healthz`)).json()) as { serverNow: string }
    return Date.parse(serverNow)
  }
  const before = await now()
  const sandbox = `http://127.0.0.1:${Number(env.PORT) + 1}/sandbox/api/clock`
  const day = 24 * 3_600_000
  await fetch(sandbox, { method: 'POST', body: JSON.stringify({ advanceMs: day }) })
  expect((await now()) - before).toBeGreaterThanOrEqual(day)
})

test('asked under another name of the machine, it answers with that name', async () => {
  const key = await demoKey()
  const other = url.replace('127.0.0.1', 'localhost')
  const response = await fetch(`${other}/v1/listings?shop=${key}`)
  const text = await response.text()
  expect(text).toContain(`${other}/img/`)
  expect(text).not.toContain(url)
})

test('after a stop and a start the shop is as it was', async () => {
  const key = await demoKey()
  const before = (await cards(key)).map((item) => item.id)
  await running.stop()
  expect(running.lines.at(-1)).toBe('已停止')
  running = await open()
  expect(await demoKey()).toBe(key)
  expect((await cards(key)).map((item) => item.id)).toEqual(before)
})
