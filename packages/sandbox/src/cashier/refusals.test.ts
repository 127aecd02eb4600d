import { expect, test } from 'vitest'
import { openCashier, openOrder, order, start } from './merchant.test.fixture.ts'

const tampered = (raw: string) => raw.replace('1990', '1')

test.each([
  ['another secret', { secret: 'guess' }],
  ['a body changed on the way', { tamper: tampered }],
  ['an unknown merchant', { merchant: 'mch_other' }],
  ['a timestamp 301 s ago', { at: start - 301_000 }],
  ['a timestamp 301 s ahead', { at: start + 301_000 }],
  ['a short nonce', { nonce: 'short' }],
])('a call with %s is refused and opens nothing', async (_, how) => {
  const at = openCashier()
  expect(await at.call('payments', order, how)).toMatchObject({
    status: 401,
    body: { code: 'SIGN_ERROR' },
  })
  expect(at.cashier.state().payments).toEqual({})
})

test('a nonce is good once', async () => {
  const at = openCashier()
  const nonce = 'nonce-0123456789ab'
  expect((await at.call('payments', order, { nonce })).status).toBe(200)
  expect((await at.call('payments', order, { nonce })).body.code).toBe('SIGN_ERROR')
})

test('a merchant may stamp with real time or with the time of a turned sandbox', async () => {
  const at = openCashier()
  await at.turn(24 * 3_600_000)
  const query = { outTradeNo: 'none' }
  expect((await at.call('payments/query', query, { at: start })).status).toBe(404)
  const turned = await at.call('payments/query', query, { at: at.clock.time })
  expect([turned.status, turned.isGenuine]).toEqual([404, true])
})

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['no number', { ...order, outTradeNo: undefined }],
  ['a number with a blank', { ...order, outTradeNo: 'pay 1' }],
  ['an amount of nothing', { ...order, amount: 0 }],
  ['an amount in yuan', { ...order, amount: 19.9 }],
  ['an amount as text', { ...order, amount: '1990' }],
  ['another currency', { ...order, currency: 'USD' }],
  ['an empty subject', { ...order, subject: ' ' }],
  ['a time without a zone', { ...order, expiresAt: '2026-11-24 16:15:00' }],
  ['a script as return address', { ...order, returnUrl: 'javascript:alert(1)' }],
  ['a relative notice address', { ...order, notifyUrl: '/notify' }],
])('a payment with %s is refused', async (_, body) => {
  const at = openCashier()
  expect(await at.call('payments', body)).toMatchObject({
    status: 400,
    body: { code: 'PARAM_ERROR' },
  })
})

test('what does not exist is not found: payment, refund, operation, page', async () => {
  const at = openCashier()
  const refund = { outTradeNo: 'x', outRefundNo: 'r', amount: 1, total: 1, reason: 'x' }
  expect((await at.call('payments/query', { outTradeNo: 'x' })).status).toBe(404)
  expect((await at.call('payments/close', { outTradeNo: 'x' })).status).toBe(404)
  expect((await at.call('refunds/query', { outRefundNo: 'x' })).status).toBe(404)
  expect((await at.call('refunds', refund)).body.code).toBe('ORDER_NOT_EXIST')
  expect((await at.call('constructor', {})).body.code).toBe('PARAM_ERROR')
  expect((await at.visit('/cashier/none')).status).toBe(404)
  expect((await at.visit('/cashier/none/pay', { method: 'POST' })).status).toBe(404)
})

test('an unpaid or closed payment is not refunded, nor one of another total', async () => {
  const at = openCashier()
  const page = await openOrder(at)
  const refund = { outTradeNo: 'pay_1', outRefundNo: 'r', amount: 1, total: 1990, reason: 'x' }
  expect((await at.call('refunds', refund)).body.code).toBe('PARAM_ERROR')
  await at.visit(`${page}/pay`, { method: 'POST' })
  expect((await at.call('refunds', { ...refund, total: 5 })).body.code).toBe('AMOUNT_MISMATCH')
  await openOrder(at, { outTradeNo: 'pay_2' })
  await at.call('payments/close', { outTradeNo: 'pay_2' })
  expect((await at.call('refunds', { ...refund, outTradeNo: 'pay_2' })).body.code).toBe(
    'ORDER_CLOSED',
  )
})

test('a body over 64 kB is refused unread', async () => {
  const at = openCashier()
  const answer = await at.call('payments', { ...order, subject: 'x'.repeat(70_000) })
  expect(answer.body).toMatchObject({ code: 'PARAM_ERROR' })
})
