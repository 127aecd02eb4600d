import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CashierChange } from './index.ts'
import { openCashier, openOrder, order, start } from './merchant.test.fixture.ts'
import { requestSignature, signMessage } from './sign.ts'

const vectors: readonly {
  name: string
  kind: 'request' | 'answer' | 'notice'
  operation?: string
  secret: string
  timestamp: string
  nonce: string
  body: string
  signature: string
}[] = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/cashier.json', import.meta.url), 'utf8'),
).vectors

test.each(vectors)('golden vector $name of a $kind is signed as written', (vector) => {
  const { secret, timestamp, nonce, body, operation, signature } = vector
  const signed = operation
    ? requestSignature(secret, `/cashier/v1/${operation}`, { timestamp, nonce }, body)
    : signMessage(secret, { timestamp, nonce }, body)
  expect(signed).toBe(signature)
})

test('a payment is opened, paid on its page, told to the merchant and found by query', async () => {
  const at = openCashier()
  const opened = await at.call('payments', order)
  expect(opened).toMatchObject({
    status: 200,
    isGenuine: true,
    body: { outTradeNo: 'pay_1', state: 'notpay' },
  })
  const page = new URL(String(opened.body.cashierUrl))
  expect(page.href).toMatch(/^http:\/\/localhost\/cashier\/[\w-]{24}$/)
  const paid = await at.visit(`${page.pathname}/pay`, { method: 'POST' })
  expect([paid.status, paid.headers.get('location')]).toEqual([303, order.returnUrl])
  await at.turn(0)
  expect(at.arrived).toMatchObject([
    {
      isGenuine: true,
      body: { type: 'payment.succeeded', outTradeNo: 'pay_1', amount: 1990, state: 'success' },
    },
  ])
  expect((await at.call('payments/query', { outTradeNo: 'pay_1' })).body).toMatchObject({
    ...{ outTradeNo: 'pay_1', state: 'success', amount: 1990, currency: 'CNY' },
    transactionId: at.arrived[0]?.body.transactionId,
    paidAt: new Date(start).toISOString(),
  })
})

test('a second tap on pay pays once and leads to the shop all the same', async () => {
  const at = openCashier()
  const page = await openOrder(at)
  await at.visit(`${page}/pay`, { method: 'POST' })
  const again = await at.visit(`${page}/pay`, { method: 'POST' })
  expect(again.headers.get('location')).toBe(order.returnUrl)
  await at.turn(0)
  expect(at.arrived).toHaveLength(1)
})

test('the same number and amount opens the same payment, another amount is refused', async () => {
  const at = openCashier()
  const first = await at.call('payments', order)
  expect((await at.call('payments', order)).body).toEqual(first.body)
  expect(await at.call('payments', { ...order, amount: 1991 })).toMatchObject({
    status: 400,
    body: { code: 'AMOUNT_MISMATCH' },
  })
})

test('a notice is repeated after 15 s, 15 s, 30 s, 3, 10, 20 and 30 min, then given up', async () => {
  const at = openCashier()
  at.answers.push(500, 404, new TypeError('refused'), 302, 500, 500, 500, 500)
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  await at.turn(48 * 3_600_000)
  expect(at.arrived.map((notice) => (notice.at - start) / 1000)).toEqual([
    0, 15, 30, 60, 240, 840, 2040, 3840,
  ])
  expect(new Set(at.arrived.map((notice) => notice.body.eventId)).size).toBe(1)
  expect(Object.values(at.cashier.state().notices)).toMatchObject([
    { state: 'given-up', attempts: 8, lastResult: '500' },
  ])
})

test('a due item that is handed over twice tells the merchant once', async () => {
  const at = openCashier()
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  const [due] = at.clock.dues
  await at.turn(0)
  await at.cashier.due(due?.name ?? '', due?.data)
  expect(at.arrived).toHaveLength(1)
})

test('a payment that expired or was closed cannot be paid, and its page says so', async () => {
  const at = openCashier()
  const page = await openOrder(at)
  await at.turn(15 * 60_000)
  const tapped = await at.visit(`${page}/pay`, { method: 'POST' })
  expect(tapped.headers.get('location')).toBe(page)
  expect(await (await at.visit(page)).text()).toContain('支付已超时')
  expect((await at.call('payments/query', { outTradeNo: 'pay_1' })).body.state).toBe('closed')

  const other = await openOrder(at, { outTradeNo: 'pay_2', expiresAt: '2026-11-25T08:00:00Z' })
  await at.call('payments/close', { outTradeNo: 'pay_2' })
  expect((await at.call('payments/close', { outTradeNo: 'pay_2' })).body.state).toBe('closed')
  await at.visit(`${other}/pay`, { method: 'POST' })
  expect(await (await at.visit(other)).text()).toContain('订单已关闭')
  await at.turn(60_000)
  expect(at.arrived).toEqual([])
})

test('a paid payment is not closed', async () => {
  const at = openCashier()
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  expect(await at.call('payments/close', { outTradeNo: 'pay_1' })).toMatchObject({
    status: 400,
    body: { code: 'ORDER_PAID' },
  })
})

test('refunds add up to the payment and no further, each told once', async () => {
  const at = openCashier()
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  await at.turn(0)
  const refund = (outRefundNo: string, amount: number) =>
    at.call('refunds', { outTradeNo: 'pay_1', outRefundNo, amount, total: 1990, reason: '缺货' })
  const first = await refund('ref_1', 990)
  expect(first.body).toMatchObject({ outRefundNo: 'ref_1', state: 'processing' })
  expect((await refund('ref_1', 990)).body).toEqual(first.body)
  expect((await refund('ref_1', 991)).body.code).toBe('AMOUNT_MISMATCH')
  expect((await refund('ref_2', 1001)).body.code).toBe('REFUND_EXCEEDS')
  expect((await refund('ref_2', 1000)).body.state).toBe('processing')
  await at.turn(1_000)
  expect((await at.call('refunds/query', { outRefundNo: 'ref_1' })).body).toMatchObject({
    ...{ outTradeNo: 'pay_1', state: 'success', amount: 990, refundId: first.body.refundId },
    refundedAt: new Date(start + 1_000).toISOString(),
  })
  expect((await at.call('payments/query', { outTradeNo: 'pay_1' })).body.state).toBe('refund')
  expect(at.arrived.slice(1).map(({ body }) => [body.type, body.outRefundNo, body.amount])).toEqual(
    [
      ['refund.succeeded', 'ref_1', 990],
      ['refund.succeeded', 'ref_2', 1000],
    ],
  )
})

test('a refund is told by the clock that its merchant goes by now, not by that of the payment', async () => {
  const at = openCashier()
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  await at.turn(24 * 3_600_000)
  const wanted = { outTradeNo: 'pay_1', outRefundNo: 'ref_1', amount: 1990, total: 1990 }
  await at.call('refunds', { ...wanted, reason: '缺货' }, { at: at.clock.time })
  await at.turn(1_000)
  expect(at.arrived.map(({ body, stamped }) => [body.type, stamped])).toEqual([
    ['payment.succeeded', start / 1000],
    ['refund.succeeded', at.clock.time / 1000],
  ])
})

test('a restarted cashier goes on where the last one stopped', async () => {
  const at = openCashier()
  at.answers.push(500)
  const page = await openOrder(at)
  await at.visit(`${page}/pay`, { method: 'POST' })
  await at.turn(0)
  const kept = JSON.parse(JSON.stringify(at.cashier.state()))
  const next = openCashier({ state: kept })
  next.clock.dues.push(...at.clock.dues)
  await next.turn(15_000)
  expect(next.arrived).toMatchObject([{ body: { outTradeNo: 'pay_1' }, isGenuine: true }])
  expect(await (await next.visit(page)).text()).toContain('支付成功')
})

test('the changes that it tells, put together, are its state', async () => {
  const rows: Record<string, Record<string, unknown>> = {
    ...{ payments: {}, refunds: {}, notices: {}, faults: {} },
  }
  const keep = (changes: readonly CashierChange[]) => {
    for (const [table, id, row] of changes) {
      if (row === null) delete rows[table]?.[id]
      else rows[table] = { ...rows[table], [id]: row }
    }
  }
  const at = openCashier({ onChange: keep })
  await at.cashier.addFault({ kind: 'duplicate', times: 1, copies: 2 })
  await at.cashier.addFault({ kind: 'drop', times: 3 })
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  await at.turn(20_000)
  expect(rows).toEqual(at.cashier.state())
})
