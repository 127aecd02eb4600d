import { fen, minute, type Reconciliation } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { books, inDatabase, quiet } from '../hooks/books.ts'
import { eventually } from '../shop.ts'
import { type BillShop, firstDay, openBillShop, secondDay } from './bill-shop.ts'

let shop: BillShop

beforeEach(async () => {
  shop = await openBillShop()
})
// Some of these tests write into the books by hand.
afterEach(() => shop.market.close({ audited: false }))

test('payments and refunds that stand on the bill as in the books are no difference, and looking again changes nothing', async () => {
  const { placed } = await shop.paid()
  const { placed: returned } = await shop.paid()
  await shop.giveBack(returned)
  await shop.until(secondDay, '10:29:00')
  expect(await shop.days()).toEqual([])
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const { items } = (await shop.market.sell<{ items: Reconciliation[] }>('/v1/seller/reconcile'))
    .json
  const all = (of: 'payments' | 'refunds') => items.reduce((sum, each) => sum + each[of], 0)
  expect([all('payments'), all('refunds')]).toEqual([2, 1])
  expect(await shop.differences('all')).toEqual([])
  expect(await shop.days()).toEqual([{ day: firstDay, state: 'compared', problem: null }])
  expect(await shop.paymentOf(placed)).toMatchObject({ state: 'succeeded', billed_on: firstDay })
  await quiet(shop.market)
  const but = ['reconciliations', 'idempotency', 'audit_log']
  const before = await books(shop.market, { but })
  expect(await shop.look()).toMatchObject({ state: 'done', payments: 0, refunds: 0, repaired: 0 })
  expect(await books(shop.market, { but })).toEqual(before)
})

test('the bill of a day is looked at by itself in the next morning', async () => {
  await shop.paid()
  await shop.until(secondDay, '10:30:00')
  await eventually(async () => {
    await shop.market.clock.advance(10 * minute)
    return (await shop.days()).length > 0
  })
  expect(await shop.days()).toEqual([{ day: firstDay, state: 'compared', problem: null }])
})

test('money that came in under a number that nobody here knows is listed with its number and amount', async () => {
  await shop.paidElsewhere('till-2026-0001')
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const [trade] = shop.market.sandbox.wechatPay.trades()
  const [found, ...more] = await shop.differences()
  expect([found, more]).toMatchObject([{ kind: 'missing_here', subject: trade?.transactionId }, []])
  expect(found?.detail).toEqual({
    ...{ provider: 'wechat', bill: firstDay, payment: 'till-2026-0001', amount: 6600 },
  })
  await shop.look()
  expect((await shop.differences('all')).map(({ id }) => id)).toEqual([found?.id])
})

test('what the seller has closed stays closed, while another difference of that bill is open', async () => {
  await shop.paidElsewhere('till-2026-0002')
  await shop.paidElsewhere('till-2026-0003')
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const [one, other] = await shop.differences()
  await shop.market.sell(`/v1/seller/differences/${one?.id}/resolve`, { body: { note: '门店' } })
  await shop.look()
  expect((await shop.differences()).map(({ id }) => id)).toEqual([other?.id])
})

test('a refund that somebody made by hand is shown at its order, and to no buyer', async () => {
  const { placed, number } = await shop.paid()
  const { total } = placed.order
  await shop.elsewhere.refund({
    ...{ outTradeNo: number, outRefundNo: 'by-hand-0001', reason: 'by hand' },
    ...{ amount: fen(100), total, notifyUrl: 'https://elsewhere.example/notify' },
  })
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const [refund] = shop.market.sandbox.wechatPay.refunds()
  const [found] = await shop.differences()
  expect(found).toMatchObject({
    ...{ kind: 'missing_here', subject: refund?.refundId, order: placed.order.id },
    detail: { bill: firstDay, refund: 'by-hand-0001', payment: number, amount: 100 },
  })
  expect((await placed.readAsSeller()).attention).toBe(true)
  const seen = JSON.stringify(await placed.read())
  for (const secret of ['by-hand-0001', refund?.refundId ?? '', number])
    expect(seen).not.toContain(secret)
  const refused = await shop.market.ask('/v1/seller/differences')
  expect([refused.status, refused.text.includes('by-hand')]).toEqual([401, false])
})

test('another amount on the bill than in the books is a difference of the payment, until they agree', async () => {
  const { placed } = await shop.paid()
  const { payment_id: id } = await shop.paymentOf(placed)
  const add = (more: number) =>
    inDatabase(
      shop.market,
      `update payments set amount = amount + ${more} where payment_id = '${id}'`,
    )
  await add(1)
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const [found] = await shop.differences()
  const there = placed.order.total.amount
  expect(found).toMatchObject({ kind: 'amount', subject: id, order: placed.order.id })
  expect(found?.detail).toMatchObject({ bill: firstDay, here: there + 1, there })
  await add(-1)
  await shop.look()
  expect(await shop.differences()).toEqual([])
  expect(await shop.differences('all')).toMatchObject([{ resolvedBy: 'reconciliation' }])
})

test('a payment that counts here and stands on no bill is listed, and what stands there instead', async () => {
  const { placed, number } = await shop.paid()
  const { payment_id: id } = await shop.paymentOf(placed)
  const call = (name: string) =>
    inDatabase(
      shop.market,
      `update payments set out_trade_no = '${name}' where payment_id = '${id}'`,
    )
  await call('lost-0001')
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const { amount } = placed.order.total
  const found = await shop.differences()
  expect(found).toHaveLength(2)
  expect(found.find(({ kind }) => kind === 'missing_there')).toMatchObject({
    ...{ subject: id, order: placed.order.id },
    detail: { payment: 'lost-0001', here: 'succeeded', amount },
  })
  expect(found.find(({ kind }) => kind === 'missing_here')?.detail).toMatchObject({
    ...{ payment: number, amount },
  })
  await call(number)
  await shop.look()
  expect(await shop.differences()).toEqual([])
})

test('a refund that counts here and stands on no bill is listed', async () => {
  const { placed } = await shop.paid()
  await shop.giveBack(placed)
  await inDatabase(shop.market, `update refunds set out_refund_no = 'lost-back'`)
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  const kinds = (await shop.differences()).map(({ kind, detail }) => [kind, detail.refund])
  expect(kinds).toHaveLength(2)
  expect(kinds).toContainEqual(['missing_there', 'lost-back'])
})

test('money on the bill for an attempt that was closed long ago is asked for, applied and given back', async () => {
  const { placed, number } = await shop.begin()
  await inDatabase(
    shop.market,
    `update payments set state = 'closed' where out_trade_no = '${number}'`,
  )
  await placed.tell('close')
  shop.market.sandbox.wechatPay.fault('drop', 20)
  expect(shop.market.sandbox.wechatPay.pay(number)).toBe(true)
  await shop.until(secondDay, '10:29:00')
  expect((await shop.paymentOf(placed)).state).toBe('closed')
  await shop.until(secondDay, '10:30:00')
  await shop.look()
  expect(await shop.differences()).toEqual([])
  expect(await shop.paymentOf(placed)).toMatchObject({
    ...{ state: 'late_success', billed_on: firstDay },
  })
})
