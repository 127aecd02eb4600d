import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, start } from './bench/child.ts'
import { freePair } from './bench/ports.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const run = promisify(execFile)

let data: string
let url: string
let shop: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-example-'))
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  shop = await start(['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts', 'dev'], {
    cwd: root,
    env: { PORT: String(port), XIAOPU_DATA: data, DATABASE_URL: '', XIAOPU_OFFERS: '' },
    ready: /^ready http/,
  })
}, 120_000)
afterAll(async () => {
  await shop.stop()
  await rm(data, { recursive: true, force: true })
})

test('node: an order is placed, paid and bought without a browser', async () => {
  const demo = await (await fetch(`${url}/demo/`)).text()
  const key = /data-shop="(xpk_\w+)"/.exec(demo)?.[1] ?? ''
  const example = ['--conditions=@xiaopu/source', 'examples/node/order.ts', key, url]
  const { stdout } = await run(process.execPath, example, { cwd: root, timeout: 60_000 })
  expect(stdout).toMatch(/^cart {3}.+ ×\d+$/m)
  expect(stdout).toMatch(/^quote {2}¥[\d,.]+, freight ¥[\d,.]+$/m)
  expect(stdout).toMatch(/^order {2}\d{18}$/m)
  expect(stdout).toMatch(/^state {2}(placing|placed|partly_shipped|shipped)$/m)
}, 90_000)
