import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { freePair } from '../bench/ports.ts'
import { buyer } from '../buyer-over-http.ts'
import { runCommandLine, startCommand } from '../command-line.ts'
import { smallDisk } from './small-disk.ts'

test('a shop whose disk is full keeps what it promised, shows its pages, refuses orders, and sells again by itself when there is room', {
  timeout: 240_000,
}, async () => {
  const disk = smallDisk()
  onTestFinished(disk.remove)
  if (!disk.isReal)
    console.log('no file system may be mounted here: only the log of PostgreSQL is full')
  const data = join(disk.path, 'data')
  const env = { PORT: String(await freePair()), XIAOPU_DATA: data }
  const shop = await startCommand('dev', env)
  onTestFinished(async () => {
    await shop.stop()
  })
  const origin = shop.ready.slice('ready '.length)
  const { publishable } = JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8'))
  const buys = buyer(origin, publishable)
  const status = async (path: string) => (await fetch(`${origin}${path}`)).status
  const told = (words: string) => shop.lines.filter((line) => line.includes(words)).length
  const before = await buys.placeOrder()
  await before.pay()
  await expect.poll(async () => (await before.read()).state, { timeout: 30_000 }).toBe('placed')
  expect(await status('/shop/demo')).toBe(200)

  disk.fill()
  await endDatabase(data)
  await expect.poll(() => status('/readyz')).toBe(503)
  expect(await status('/shop/demo')).toBe(200)
  await expect(buys.placeOrder()).rejects.toThrow(/503 .*MAINTENANCE/)
  // It is tried again and again, in vain.
  await expect.poll(() => told('数据库停了'), { timeout: 30_000 }).toBe(1)
  expect(await status('/readyz')).toBe(503)

  disk.free()
  await expect.poll(() => status('/readyz'), { timeout: 60_000, interval: 200 }).toBe(200)
  await expect.poll(() => told('数据库恢复了'), { timeout: 30_000 }).toBe(1)
  expect((await before.read()).state).toBe('placed')
  const after = await buys.placeOrder()
  await after.pay()
  await expect.poll(async () => (await after.read()).state, { timeout: 30_000 }).toBe('placed')
  const audit = await runCommandLine(['audit'], env)
  expect(audit).toMatchObject({ code: 0 })
})

/** Fills what is left of the database's log, so that it needs a new file; then it ends for good. */
async function endDatabase(data: string): Promise<void> {
  const [, , , port] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(data, 'postgres-password'), 'utf8').trim()
  const client = new pg.Client(`postgres://xiaopu:${password}@127.0.0.1:${port}/postgres`)
  client.on('error', () => {})
  await client.connect()
  const write = `select pg_logical_emit_message(false, 'filler', repeat('x', 200000))`
  await expect(async () => {
    for (let at = 0; at < 1000; at++) await client.query(write)
  }).rejects.toThrow()
  await client.end().catch(() => {})
}
