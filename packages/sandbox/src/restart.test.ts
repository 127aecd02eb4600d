import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogue } from './catalogue/index.ts'
import { fixture, fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { call, control, home, signedRequest } from './talk.test.fixture.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

let dir: string
let running: ChildProcess | undefined
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) {
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
  rmSync(dir, { recursive: true })
})

const start = Date.parse('2026-11-24T02:00:00Z')
const open = () => createSandbox({ offers: fixtureOffers, dir, now: () => start })
const { cup } = fixture
const createApi = 'com.alibaba.trade:alibaba.trade.fastCreateOrder'
const orderOf = (outOrderId: string) => ({
  addressParam: home,
  cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
  flow: 'fenxiao',
  outOrderId,
})
const place = async (sandbox: Pick<Sandbox, 'fetch'>, outOrderId: string) =>
  ((await call(sandbox, createApi, orderOf(outOrderId))).body.result as { orderId: string }).orderId

const tablesOf = ({ world }: Sandbox) => JSON.parse(JSON.stringify(world.store.snapshot()))

test('what was answered is there after a stop that never came, and time goes on', async () => {
  const before = open()
  const orderId = await place(before, 'sup_1')
  await control(before, `orders/${orderId}/pay`)
  await before.clock.advance(3_600_000)
  await control(before, 'faults', { kind: 'qos' })
  const after = open()
  expect(tablesOf(after)).toEqual(tablesOf(before))
  expect(after.clock.now()).toBe(before.clock.now())
  expect((await call(after, createApi, orderOf('sup_1'))).body.error_code).toMatch('Qos')
  expect(await place(after, 'sup_1')).toBe(orderId)
})

test('a planned thing happens after the restart', async () => {
  const before = open()
  const orderId = await place(before, 'sup_1')
  await before.stop()
  const after = open()
  await after.clock.advance(43_200_000)
  expect(after.world.orders.get(orderId)?.status).toBe('cancel')
  await after.stop()
})

test('what could not be kept is refused, and kept as soon as it can be, also when nothing more is bought', async () => {
  const before = open()
  await place(before, 'sup_1')
  await before.stop()
  const during = open()
  renameSync(dir, `${dir}-away`)
  await expect(place(during, 'sup_2')).rejects.toThrow('ENOENT')
  renameSync(`${dir}-away`, dir)
  const read = await call(during, 'com.alibaba.trade:alibaba.createOrder.preview', orderOf('sup_3'))
  expect(read.status).toBe(200)
  expect(tablesOf(open())).toEqual(tablesOf(during))
})

test('a line that was cut off by a power cut is as if it had never been', async () => {
  const before = open()
  await place(before, 'sup_1')
  const journal = readdirSync(dir).find((name) => name.endsWith('.ndjson')) ?? ''
  appendFileSync(join(dir, journal), '[["orders","1",{"id":"1"')
  const after = open()
  expect([...after.world.orders.values()].map(({ outOrderId }) => outOrderId)).toEqual(['sup_1'])
  await place(after, 'sup_2')
  const again = open()
  expect(again.world.orders.size).toBe(2)
})

test('stopping leaves one snapshot and no journal', async () => {
  const sandbox = open()
  await place(sandbox, 'sup_1')
  await sandbox.stop()
  expect(readdirSync(dir)).toEqual(['world.json'])
})

test('the program survives being killed at any moment: what it answered is still true', async () => {
  const offer = catalogue().find(
    (each) =>
      each.dropship && each.skus.some((sku) => sku.stock >= 40) && each.dropshipMinimum === 1,
  )
  const sku = offer?.skus.find(({ stock }) => stock >= 40)
  const request = (outOrderId: string) => ({
    ...orderOf(outOrderId),
    cargoParamList: [{ offerId: offer?.offerId, specId: sku?.specId, quantity: 1 }],
  })
  const first = await run()
  const answered: string[] = []
  const asked = { count: 0 }
  const ended = once(first.child, 'exit')
  const buyer = async (): Promise<void> => {
    for (;;) {
      const outOrderId = `sup_${asked.count++}`
      try {
        await (
          await fetch(signedRequest(createApi, request(outOrderId), { origin: first.url }))
        ).text()
        answered.push(outOrderId)
      } catch {
        return
      }
      if (answered.length === 9) first.child.kill('SIGKILL')
    }
  }
  await Promise.all([buyer(), buyer(), buyer(), ended])

  const second = await run()
  const state = await fetch(`${second.url}/sandbox/api/orders`)
  const kept = (await state.json()) as { outOrderId: string }[]
  expect(kept.map(({ outOrderId }) => outOrderId)).toEqual(expect.arrayContaining(answered))
  // At most what was asked and never answered is there besides.
  expect(kept.length).toBeLessThanOrEqual(asked.count)
  second.child.kill('SIGTERM')
  const [code] = await once(second.child, 'exit')
  expect(code).toBe(0)
})

/** Starts the program as `pnpm sandbox` does and waits for its ready line. */
async function run(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--conditions=@xiaopu/source', main], {
    env: { ...process.env, PORT: '0', XIAOPU_DATA: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running = child
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (http:\/\/\S+)$/.exec(line)
    if (ready?.[1]) return { child, url: ready[1] }
  }
  throw new Error('The program ended before it was ready')
}

test('a second program on the same data or port says so and ends', async () => {
  const { child, url } = await run()
  const second = await end({ PORT: '0', XIAOPU_DATA: dir })
  expect(second).toMatchObject({ code: 1, told: expect.stringContaining(`process ${child.pid}`) })
  const elsewhere = await end({ PORT: new URL(url).port })
  expect(elsewhere).toMatchObject({ code: 1, told: expect.stringContaining('is in use') })
})

async function end(env: NodeJS.ProcessEnv): Promise<{ code: number; told: string }> {
  const child = spawn(process.execPath, ['--conditions=@xiaopu/source', main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const [code] = await once(child, 'close')
  return { code: Number(code), told }
}
