import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { contentOf, newKeys, type Params, rsa2 } from './alipay/sign.ts'

const began = Date.UTC(2026, 10, 24, 8)
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const app = '2021000000000001'
const keys = newKeys()
const origin = 'http://127.0.0.1:8689'

/** What a merchant hears; it says that it has understood unless told otherwise. */
function merchant() {
  const heard: Params[] = []
  const says: string[] = []
  const send: typeof fetch = async (_, init) => {
    heard.push(Object.fromEntries(new URLSearchParams(String(init?.body))))
    return new Response(says.shift() ?? 'success')
  }
  return { heard, says, fetch: send }
}

async function control(sandbox: Sandbox, path: string, body?: unknown) {
  const request = new Request(`${origin}/sandbox/api/${path}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  return (await sandbox.fetch(request)).json() as Promise<Record<string, unknown>>
}

const register = (sandbox: Sandbox, settings: object = { publicKey: keys.publicKey }) =>
  control(sandbox, 'provider-accounts', { provider: 'alipay', app, settings })

const trade = {
  ...{ out_trade_no: 'T1', total_amount: '19.90', subject: '收纳盒 <1 件>' },
  ...{ time_expire: '2026-11-24 16:15:00', product_code: 'QUICK_WAP_WAY' },
}

/** An address that a merchant makes, signed. */
function addressOf(content: object, more: Params = {}, key = keys.privateKey): string {
  const params: Params = {
    ...{ app_id: app, method: 'alipay.trade.wap.pay', format: 'JSON', charset: 'utf-8' },
    ...{ sign_type: 'RSA2', timestamp: '2026-11-24 16:00:00', version: '1.0' },
    ...{ notify_url: 'http://shop.test/notify', return_url: 'http://shop.test/back?order=1' },
    biz_content: JSON.stringify(content),
    ...more,
  }
  const sign = rsa2(key, contentOf(params, ['sign'], false))
  return `${origin}/gateway.do?${new URLSearchParams({ ...params, sign })}`
}

const visit = (sandbox: Sandbox, url: string, init?: RequestInit) =>
  sandbox.fetch(new Request(new URL(url, origin), init))

async function opened(sandbox: Sandbox, content: object = trade): Promise<string> {
  return (await visit(sandbox, addressOf(content))).headers.get('location') ?? ''
}

test('Alipay’s page says what is paid, loads nothing but its style, and pays once', async () => {
  const { heard, fetch } = merchant()
  const sandbox = createSandbox({ now: () => began, fetch })
  await register(sandbox)
  const page = await opened(sandbox)
  const shown = await visit(sandbox, page)
  const text = await shown.text()
  for (const words of [
    '支付宝（沙箱）',
    '¥19.90',
    '收纳盒 &lt;1 件&gt;',
    '11-24 16:15',
    '确认付款',
    '取消',
  ])
    expect(text).toContain(words)
  expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  expect(shown.headers.get('content-security-policy')).toContain(
    "form-action 'self' http://shop.test",
  )
  const english = await visit(sandbox, page, { headers: { 'accept-language': 'en' } })
  expect(await english.text()).toContain('Confirm payment')
  for (let tap = 0; tap < 2; tap++) {
    const paid = await visit(sandbox, `${page}/pay`, { method: 'POST' })
    const back = new URL(paid.headers.get('location') ?? '')
    expect([paid.status, back.searchParams.get('order')]).toEqual([303, '1'])
    expect(back.searchParams.get('method')).toBe('alipay.trade.wap.pay.return')
  }
  await sandbox.clock.advance(0)
  expect(heard).toMatchObject([
    { out_trade_no: 'T1', trade_status: 'TRADE_SUCCESS', total_amount: '19.90' },
  ])
  expect(await (await visit(sandbox, page)).text()).toContain('付款成功')
})

test('who cancels is sent back, and nothing was paid', async () => {
  const sandbox = createSandbox({ now: () => began })
  await register(sandbox)
  const answer = await visit(sandbox, `${await opened(sandbox)}/cancel`, { method: 'POST' })
  expect(answer.headers.get('location')).toBe('http://shop.test/back?order=1')
  expect(await control(sandbox, 'providers')).toMatchObject({ trades: [{ state: 'open' }] })
})

test.each([
  [
    'another amount under the same number',
    addressOf({ ...trade, total_amount: '0.01' }),
    'ACQ.CONTEXT_INCONSISTENT',
  ],
  ['another key', addressOf(trade, {}, newKeys().privateKey), 'isv.invalid-signature'],
  ['another app', addressOf(trade, { app_id: '2021000000000009' }), 'isv.invalid-app-id'],
  ['SHA-1', addressOf(trade, { sign_type: 'RSA' }), 'isv.invalid-signature-type'],
  [
    'an hour of age',
    addressOf(trade, { timestamp: '2026-11-24 15:00:00' }),
    'isv.invalid-timestamp',
  ],
  ['GBK', addressOf(trade, { charset: 'GBK' }), 'isv.invalid-charset'],
  ['three decimals', addressOf({ ...trade, total_amount: '19.901' }), 'ACQ.INVALID_PARAMETER'],
  ['no subject', addressOf({ ...trade, subject: '' }), 'ACQ.INVALID_PARAMETER'],
])('a page with %s is refused in words', async (_, url, code) => {
  const sandbox = createSandbox({ now: () => began })
  await register(sandbox)
  await opened(sandbox)
  const answer = await visit(sandbox, url)
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(code)])
})

test('a notice is repeated after 4, 10 and 10 minutes, 1, 2, 6 and 15 hours, then given up', async () => {
  const { heard, says, fetch } = merchant()
  const sandbox = createSandbox({ now: () => began, fetch })
  await register(sandbox)
  says.push(...Array.from({ length: 8 }, () => 'fail'))
  await visit(sandbox, `${await opened(sandbox)}/pay`, { method: 'POST' })
  await sandbox.clock.advance(48 * 3_600_000)
  expect(heard.map((told) => told.notify_time)).toEqual([
    '2026-11-24 16:00:00',
    '2026-11-24 16:04:00',
    '2026-11-24 16:14:00',
    '2026-11-24 16:24:00',
    '2026-11-24 17:24:00',
    '2026-11-24 19:24:00',
    '2026-11-25 01:24:00',
    '2026-11-25 16:24:00',
  ])
  expect(new Set(heard.map((told) => told.notify_id)).size).toBe(1)
  const { notices } = await control(sandbox, 'providers')
  expect(notices).toMatchObject([{ state: 'given-up', attempts: 8, lastResult: '200 fail' }])
})

test('a restarted sandbox goes on where the last one stopped', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'xiaopu-providers-'))
  folders.push(dir)
  const { heard, says, fetch } = merchant()
  const first = createSandbox({ now: () => began, fetch, dir })
  await register(first)
  const page = await opened(first)
  says.push('fail')
  await visit(first, `${page}/pay`, { method: 'POST' })
  await first.clock.advance(0)
  await first.stop()
  const next = createSandbox({ now: () => began, fetch, dir })
  await next.clock.advance(4 * 60_000)
  expect(heard).toHaveLength(2)
  expect(await (await visit(next, page)).text()).toContain('付款成功')
  await next.stop()
})

test('a merchant without keys gets a pair, as from the key tool', async () => {
  const sandbox = createSandbox({ now: () => began })
  const { privateKey } = await register(sandbox, {})
  const answer = await visit(sandbox, addressOf(trade, {}, String(privateKey)))
  expect(answer.status).toBe(302)
  expect(await register(sandbox, { publicKey: 'none' })).toEqual({
    error: 'publicKey is no public key',
  })
})

test.each([
  ['provider-accounts', { provider: 'paypal', app }],
  ['provider-accounts', { provider: 'alipay', app: 'a b' }],
  ['provider-faults', { provider: 'alipay', kind: 'x' }],
  ['provider-faults', { provider: 'alipay', kind: 'drop', times: 0 }],
  ['provider-payments', { provider: 'alipay', app, outTradeNo: 'none' }],
])('%s refuses %j with its reason', async (path, body) => {
  const sandbox = createSandbox({ now: () => began })
  expect(await control(sandbox, path, body)).toEqual({ error: expect.any(String) })
})
