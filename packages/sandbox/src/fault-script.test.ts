import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { at, buyer } from './buyer.test.fixture.ts'
import { readFaultScript } from './fault-script.ts'
import { FAULT_KINDS } from './faults.ts'
import { type JsonObject, readJson } from './json.ts'
import { fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { call, control, signedRequest, tryControl } from './talk.test.fixture.ts'

const basic = 'com.alibaba.account:alibaba.account.basic'
const start = Date.parse('2026-11-24T02:00:00Z')
let sandbox: Sandbox
let me: ReturnType<typeof buyer>
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start, callsPerMinute: 1e6 })
  me = buyer(sandbox)
})
const order = (fault: object) => control(sandbox, 'faults', { api: '*', ...fault })
const put = async (script: unknown) => {
  const answer = await sandbox.fetch(
    new Request('http://sandbox/sandbox/api/faults', {
      method: 'PUT',
      body: JSON.stringify(script),
    }),
  )
  return { status: answer.status, body: readJson(await answer.text()) as JsonObject }
}
/** Which of the next calls were refused, as a row of letters. */
async function play(calls: number): Promise<string> {
  let row = ''
  for (let i = 0; i < calls; i += 1) row += (await call(sandbox, basic)).body.success ? '.' : 'x'
  return row
}

test('the example of the guide is a script that loads', async () => {
  const guide = readFileSync(
    fileURLToPath(new URL('../../../docs/faults.md', import.meta.url)),
    'utf8',
  )
  const text = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  expect(readFaultScript(text)).toMatchObject({ seed: 'monday', messages: [{}, {}] })
  const loaded = await put(JSON.parse(text))
  expect(loaded.status).toBe(200)
  expect(loaded.body.faults).toHaveLength(4)
  // What waits, read back, orders the same again.
  expect((await put(loaded.body)).body).toEqual(loaded.body)
  const dir = mkdtempSync(join(tmpdir(), 'faults-'))
  writeFileSync(join(dir, 'monday.json'), text)
  const opened = createSandbox({ offers: fixtureOffers, faultsFile: join(dir, 'monday.json') })
  expect(opened.world.faults.size).toBe(4)
  rmSync(dir, { recursive: true })
})

test('a fault waits for some calls, strikes some, and is gone', async () => {
  await put([{ api: 'alibaba.account.basic', kind: 'qos', after: 2, times: 3 }])
  expect(await play(8)).toBe('..xxx...')
})

test('a chance is drawn from a seed: the same script plays the same way twice', async () => {
  const script = { seed: 'monday', faults: [{ api: '*', kind: 'qos', probability: 0.4 }] }
  await put(script)
  const first = await play(40)
  expect(first).toMatch(/x.*\..*x/)
  await put(script)
  expect(await play(40)).toBe(first)
  await put({ ...script, seed: 'tuesday' })
  expect(await play(40)).not.toBe(first)
})

test.each([
  ['no list', { faults: 1 }],
  ['an unknown kind', [{ api: '*', kind: 'flood' }]],
  ['no api', [{ kind: 'qos' }]],
  ['a misspelt member', [{ api: '*', kind: 'qos', tiems: 2 }]],
  ['a chance of two', [{ api: '*', kind: 'qos', probability: 2 }]],
  ['half a time', [{ api: '*', kind: 'qos', times: 0.5 }]],
  ['an unknown message fault', { messages: [{ kind: 'qos' }] }],
  ['a number', 7],
])('a script with %s is refused and nothing changes', async (_title, script) => {
  await order({ kind: 'qos' })
  const answer = await put(script)
  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual(expect.any(String))
  expect(sandbox.world.faults.size).toBe(1)
})

test('the schema names every kind', async () => {
  const { body } = await tryControl(sandbox, 'faults/schema', {}, 'GET')
  expect(at(body, 'properties', 'faults', 'items', 'properties', 'kind', 'enum')).toEqual(
    FAULT_KINDS,
  )
})

test('permission withdrawn passes, a cancelled token does not come back', async () => {
  await order({ kind: 'permission' })
  expect((await call(sandbox, basic)).body.error_code).toBe('gw.APIACLDecline')
  await order({ kind: 'token-cancelled' })
  expect((await call(sandbox, basic)).status).toBe(401)
  expect((await call(sandbox, basic)).status).toBe(401)
  const fresh = await call(sandbox, 'system.oauth2:getToken', {
    grant_type: 'refresh_token',
    client_id: '1000000',
    client_secret: 'sandbox-secret',
    refresh_token: 'rt-0001',
  })
  const token = String(fresh.body.access_token)
  expect((await call(sandbox, basic, {}, { token })).body.success).toBe(true)
})

test('a stale read answers what was true minutes ago, and the truth afterwards', async () => {
  const orderId = await me.create()
  await sandbox.clock.advance(600_000)
  await control(sandbox, `orders/${orderId}/pay`)
  const status = async () => at(await me.read(orderId), 'baseInfo', 'status')
  await order({ api: 'alibaba.trade.get.buyerView', kind: 'stale-read', ms: 300_000 })
  expect(await status()).toBe('waitbuyerpay')
  expect(await status()).toBe('waitsellersend')
  await order({ api: 'alibaba.trade.get.buyerView', kind: 'stale-read', ms: 3_600_000 })
  const before = await me.ask('alibaba.trade.get.buyerView', { orderId, webSite: '1688' })
  expect(before.body.errorCode).toBe('ORDER_NOT_EXIST')
})

test('a call that writes is done although a stale read was ordered', async () => {
  await order({ kind: 'stale-read', ms: 300_000 })
  expect(me.order(await me.create()).status).toBe('waitbuyerpay')
})

test('a clock ahead shows in every time and refuses a timestamp', async () => {
  const orderId = await me.create()
  await order({ kind: 'clock-skew', ms: 3_600_000 })
  expect(at(await me.read(orderId), 'baseInfo', 'createTime')).toBe('20261124110000000+0800')
  await order({ kind: 'clock-skew', ms: 3_600_000 })
  const late = await me.ask('system:currentTime', { _aop_timestamp: start })
  expect(late.body.error_code).toBe('gw.TimestampInvalid')
})

test('one money field in the other unit: fen as yuan, yuan as fen', async () => {
  const orderId = await me.create()
  await order({ kind: 'wrong-unit' })
  const fees = await me.ask('alibaba.trade.payWay.query', { orderId })
  expect(at(fees, 'resultList', 'payFee')).toBe(31.9)
  await order({ kind: 'wrong-unit', field: 'totalAmount' })
  const info = await me.read(orderId)
  expect(at(info, 'baseInfo')).toMatchObject({ totalAmount: 3190, shippingFee: 6 })
})

test('flags as text, members nobody knows, members that are gone', async () => {
  const orderId = await me.create()
  await order({ kind: 'string-booleans' })
  expect(at(await me.read(orderId), 'baseInfo', 'overSeaOrder')).toBe('false')
  await order({ kind: 'extra-fields' })
  expect(at(await me.read(orderId), 'baseInfo')).toMatchObject({
    idOfStr: orderId,
    newInThisRelease: { code: 'X1' },
  })
  await order({ kind: 'missing-fields', field: 'idOfStr' })
  expect(at(await me.read(orderId), 'baseInfo')).not.toHaveProperty('idOfStr')
  const whole = Object.keys(at(await me.read(orderId), 'baseInfo') as object).length
  await order({ kind: 'missing-fields' })
  const left = Object.keys((at(await me.read(orderId), 'baseInfo') ?? {}) as object).length
  expect(left).toBeLessThan(whole)
  expect(left).toBeGreaterThan(whole / 2)
})

test('half an answer and a slow one over real HTTP', async () => {
  const { url } = await sandbox.start()
  try {
    const ask = () => fetch(signedRequest(basic, {}, { origin: url }))
    await order({ kind: 'half-answer' })
    const broken = await ask()
    await expect(broken.text()).rejects.toThrow()
    await order({ kind: 'slow-stream', ms: 64 })
    const slow = await ask()
    let pieces = 0
    for await (const piece of slow.body ?? []) pieces += piece.byteLength > 0 ? 1 : 0
    expect(pieces).toBeGreaterThan(3)
    await order({ kind: 'http-500', code: '503' })
    expect((await ask()).status).toBe(503)
  } finally {
    await sandbox.stop()
  }
})

test('pushes are lost by chance, the same ones every time', async () => {
  const lost = async () => {
    const world = createSandbox({
      offers: fixtureOffers,
      now: () => start,
      callbackUrl: 'http://app/push',
      fetch: async () => new Response(''),
    })
    await control(world, 'message-faults', { kind: 'drop', probability: 0.5 })
    for (let i = 0; i < 12; i += 1) await buyer(world).create()
    return [...world.world.messages.values()].map(({ state }) => state)
  }
  const first = await lost()
  expect(first).toContain('dropped')
  expect(first).toContain('delivered')
  expect(await lost()).toEqual(first)
})
