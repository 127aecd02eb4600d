import { expect, test } from 'vitest'
import { openCashier, openOrder, order, start } from './merchant.test.fixture.ts'
import type { CashierFaultKind } from './state.ts'

async function paidWith(kind: CashierFaultKind, more = {}) {
  const at = openCashier()
  await at.cashier.addFault({ kind, ...more })
  await at.visit(`${await openOrder(at)}/pay`, { method: 'POST' })
  await at.turn(0)
  return at
}

test('a dropped notice comes with the next attempt', async () => {
  const at = await paidWith('drop', { times: 2 })
  expect(at.arrived).toEqual([])
  await at.turn(30_000)
  expect(at.arrived).toMatchObject([{ at: start + 30_000, isGenuine: true }])
})

test('a duplicated notice arrives as often as asked', async () => {
  const at = await paidWith('duplicate', { copies: 4 })
  expect(new Set(at.arrived.map(({ body }) => body.eventId)).size).toBe(1)
  expect(at.arrived).toHaveLength(5)
})

test('a late notice arrives after its delay, and then as usual', async () => {
  const at = await paidWith('late', { seconds: 90 })
  await at.turn(89_000)
  expect(at.arrived).toEqual([])
  await at.turn(1_000)
  expect(at.arrived).toMatchObject([{ at: start + 90_000, isGenuine: true }])
})

test('a wrong amount is signed as if it were right', async () => {
  const at = await paidWith('wrong-amount')
  expect(at.arrived).toMatchObject([{ isGenuine: true, body: { amount: 1991 } }])
})

test('a wrong signature says the truth', async () => {
  const at = await paidWith('wrong-signature')
  expect(at.arrived).toMatchObject([{ isGenuine: false, body: { amount: 1990 } }])
})

test('a busy cashier does nothing, a lost answer has done everything', async () => {
  const at = openCashier()
  await at.cashier.addFault({ kind: 'busy' })
  await at.cashier.addFault({ kind: 'lost-answer' })
  expect(await at.call('payments', order)).toMatchObject({
    status: 503,
    body: { code: 'SYSTEM_BUSY' },
  })
  expect(at.cashier.state().payments).toEqual({})
  expect((await at.call('payments', order)).status).toBe(503)
  expect(Object.keys(at.cashier.state().payments)).toEqual(['mch_sandbox/pay_1'])
  expect((await at.call('payments', order)).status).toBe(200)
})

test('a fault can be taken back, and a wrong one is not taken', async () => {
  const at = openCashier()
  const id = await at.cashier.addFault({ kind: 'drop', times: 5 })
  await at.cashier.removeFault(id)
  expect(at.cashier.state().faults).toEqual({})
  await expect(at.cashier.addFault({ kind: 'drop', times: 0 })).rejects.toThrow(RangeError)
})
