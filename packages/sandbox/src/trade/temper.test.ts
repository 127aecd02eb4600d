import { expect, test } from 'vitest'
import { buyer, oneCup, twoBags } from '../buyer.test.fixture.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox } from '../sandbox.ts'
import { control, tryControl } from '../talk.test.fixture.ts'
import { TEMPERAMENTS, type TemperamentChoice, temperamentOf } from '../world/temperament.ts'

const HOUR = 3_600_000
const start = Date.parse('2026-11-24T02:00:00Z')
const open = (temperament: TemperamentChoice, offers = fixtureOffers) => {
  const sandbox = createSandbox({ offers, now: () => start, temperament, callsPerMinute: 1e6 })
  return { sandbox, me: buyer(sandbox) }
}

test('a late supplier ships after its promise', async () => {
  const { sandbox, me } = open('late')
  const orderId = await me.create()
  await me.bring(orderId, 'paid')
  await sandbox.clock.advance(48 * HOUR)
  expect(me.order(orderId).status).toBe('waitsellersend')
  await sandbox.clock.advance(96 * HOUR)
  expect(me.order(orderId).shippedAt).toBeGreaterThan(me.order(orderId).shipBy ?? Infinity)
})

test('part by part: one parcel in time, the rest later', async () => {
  const { sandbox, me } = open('part-by-part')
  const orderId = await me.create([oneCup, twoBags])
  await me.bring(orderId, 'paid')
  await sandbox.clock.advance(48 * HOUR)
  expect(me.order(orderId)).toMatchObject({
    status: 'waitsellersend',
    parcels: [{ goods: [{ quantity: 1 }] }],
  })
  await sandbox.clock.advance(72 * HOUR)
  expect(me.order(orderId).parcels).toHaveLength(2)
  expect(me.order(orderId).shippedAt).toBeDefined()
})

test('a number that no carrier knows stands still', async () => {
  const { sandbox, me } = open('fake-tracking')
  const orderId = await me.create()
  await me.bring(orderId, 'paid')
  await sandbox.clock.advance(200 * HOUR)
  expect(me.order(orderId).parcels[0]?.nodes).toHaveLength(1)
})

test('refunds are refused twice, then agreed to', async () => {
  const { sandbox, me } = open('refuses-refunds')
  const orderId = await me.create()
  await control(sandbox, `orders/${orderId}/pay`)
  await control(sandbox, `orders/${orderId}/deliver`)
  const { body } = await me.ask('alibaba.trade.createRefund', {
    orderId,
    orderEntryIds: [BigInt(orderId)],
    goodsStatus: 'refundBuyerReceived',
    disputeRequest: 'refund',
    applyPayment: 500,
    applyCarriage: 0,
    applyReasonId: 20021,
    description: '颜色不对',
    vouchers: ['https://cbu01.alicdn.com/img/ibank/1.jpg'],
  })
  const { refundId } = (body.result as { result: { refundId: string } }).result
  const status = () => sandbox.world.refunds.get(refundId)?.status
  for (const left of [2, 1]) {
    await sandbox.clock.advance(24 * HOUR)
    expect([left, status()]).toEqual([left, 'waitbuyermodify'])
    await me.ask('alibaba.trade.modifyRefund', { refundId, description: '真的不对' })
  }
  await sandbox.clock.advance(24 * HOUR)
  expect(status()).toBe('refundsuccess')
})

test('a price rises while nobody has paid, and a supplier without goods closes', async () => {
  const dear = open('changes-price')
  const orderId = await dear.me.create()
  await dear.sandbox.clock.advance(5 * 60_000)
  expect(dear.me.order(orderId).totalFen).toBeGreaterThan(3190)
  const closing = open('closes')
  const lost = await closing.me.create()
  await closing.me.bring(lost, 'paid')
  await closing.sandbox.clock.advance(48 * HOUR)
  expect(closing.me.order(lost)).toMatchObject({
    status: 'terminated',
    closeReason: 'sellerGoodsLack',
  })
})

test('seeded: the same order meets the same mood, and every mood is met', async () => {
  const moods = Array.from({ length: 500 }, (_, i) => temperamentOf('a', String(i), 'seeded'))
  expect(new Set(moods)).toEqual(new Set(TEMPERAMENTS))
  expect(moods.filter((mood) => mood === 'none').length).toBeGreaterThan(250)
  expect(temperamentOf('a', '7', 'seeded')).toBe(moods[7])
  const { sandbox, me } = open('none')
  await control(sandbox, 'app', { temperament: 'closes' })
  expect(me.order(await me.create()).temperament).toBe('closes')
  expect((await tryControl(sandbox, 'app', { temperament: 'moody' })).status).toBe(400)
})
