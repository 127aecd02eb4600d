import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fixture, fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox } from './sandbox.ts'
import { call, control, home, tryControl } from './talk.test.fixture.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(dir, { recursive: true })
})

test('a buyer’s payment lives on the clock, in the journal and in the reset of the sandbox', async () => {
  const now = Date.UTC(2026, 10, 24, 8, 0, 0)
  const notices: string[] = []
  const open = () =>
    createSandbox({
      offers: fixtureOffers,
      dir,
      now: () => now,
      publicUrl: 'http://buyers.example',
      fetch: async (_url, init) => {
        notices.push(JSON.parse(String(init?.body)).type)
        return new Response(null, { status: notices.length === 1 ? 500 : 204 })
      },
    })
  const before = open()
  const request = (path: string, init?: RequestInit) =>
    before.fetch(new Request(new URL(path, 'http://sandbox'), init))
  const payment = {
    outTradeNo: 'pay_1',
    amount: 1990,
    currency: 'CNY',
    subject: '保温杯',
    expiresAt: '2026-11-24T08:15:00Z',
    notifyUrl: 'http://shop.example/notify',
    returnUrl: 'http://shop.example/back',
  }
  const made = await request('/cashier/v1/payments', signed(payment, now))
  const page = new URL(((await made.json()) as { cashierUrl: string }).cashierUrl)
  expect(page.origin).toBe('http://buyers.example')
  const paid = await request(`${page.pathname}/pay`, { method: 'POST' })
  expect(paid.status).toBe(303)
  await before.clock.advance(0)
  expect(notices).toEqual(['payment.succeeded'])

  const after = open()
  await after.clock.advance(60_000)
  expect(notices).toEqual(['payment.succeeded', 'payment.succeeded'])
  expect(Object.values(after.cashier.state().payments)).toMatchObject([{ state: 'success' }])
  await control(after, 'cashier-faults', { kind: 'drop', times: 2 })
  expect(Object.values(after.cashier.state().faults)).toMatchObject([{ kind: 'drop', times: 2 }])
  await tryControl(after, 'faults', {}, 'DELETE')
  expect(after.cashier.state().faults).toEqual({})
  await control(after, 'reset')
  expect(after.cashier.state().payments).toEqual({})
})

/** A signed call of the default merchant. */
function signed(body: object, now: number): RequestInit {
  const raw = JSON.stringify(body)
  const [timestamp, nonce] = [String(now / 1000), 'nonce-0123456789ab']
  const text = `POST\n/cashier/v1/payments\n${timestamp}\n${nonce}\n${raw}\n`
  return {
    method: 'POST',
    body: raw,
    headers: {
      'x-cashier-merchant': 'mch_sandbox',
      'x-cashier-timestamp': timestamp,
      'x-cashier-nonce': nonce,
      'x-cashier-signature': createHmac('sha256', 'cashier-secret').update(text).digest('hex'),
    },
  }
}

test('time that nobody turns passes too: an unpaid order closes after twelve real hours', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 8, 0, 0) })
  const sandbox = createSandbox({ offers: fixtureOffers })
  const { cup } = fixture
  await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
    flow: 'fenxiao',
  })
  const status = () => [...sandbox.world.orders.values()][0]?.status
  await vi.advanceTimersByTimeAsync(43_199_000)
  expect(status()).toBe('waitbuyerpay')
  await vi.advanceTimersByTimeAsync(1000)
  expect(status()).toBe('cancel')
  await sandbox.stop()
})

test('the sandbox serves the pictures it names', async () => {
  const sandbox = createSandbox({ offers: fixtureOffers })
  const picture = await sandbox.fetch(new Request(`http://sandbox/${fixture.cup.images[0]}`))
  expect(picture.headers.get('content-type')).toBe('image/png')
})
