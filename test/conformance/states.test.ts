import { calls } from '@xiaopu/alibaba'
import { fen, type MessageClaim } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bag, cup, Hands, offerIds } from './hands.ts'
import { asked, claimOn, toReturn } from './refund-scenes.ts'

let hands: Hands
beforeAll(async () => {
  hands = await Hands.open()
})
afterAll(() => hands.stage.close())

const stateOf = async (id: string) => (await hands.stage.platform.purchase(id)).state
const claimState = async (id: string) => (await hands.stage.platform.refund(id)).state
const day = 86_400

/** What the pushes since `from` claim, in the order in which they came. */
function claimsSince(from: number): (MessageClaim | undefined)[] {
  return hands.stage
    .pushes()
    .slice(from)
    .map((form) => hands.stage.platform.readMessage(form).claim)
}

test('a purchase goes from unpaid to done, and every step is told', async () => {
  const heard = hands.stage.pushes().length
  const id = await hands.unpaid([cup(2), bag()])
  expect(await stateOf(id)).toBe('unpaid')
  await hands.stage.platform.pay(id)
  expect(await stateOf(id)).toBe('paid')
  await hands.stage.ship(id, 'one')
  expect(await stateOf(id)).toBe('part_shipped')
  await hands.stage.ship(id, 'rest')
  expect(await stateOf(id)).toBe('shipped')
  await hands.stage.deliver(id)
  await hands.stage.platform.confirmReceipt(id)
  expect(['received', 'done']).toContain(await stateOf(id))
  await hands.later(15 * day)
  expect(await stateOf(id)).toBe('done')
  const orders = claimsSince(heard).flatMap((claim) => (claim?.about === 'order' ? [claim] : []))
  expect(orders.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['made', 'paid', 'part_shipped', 'shipped', 'done']),
  )
  const parcels = claimsSince(heard).flatMap((claim) => (claim?.about === 'parcel' ? [claim] : []))
  expect(parcels.map(({ state }) => state)).toContain('signed')
})

test.each([
  [
    'its buyer',
    async (id: string) => {
      await hands.later(11)
      await hands.stage.platform.cancel(id, 'buyerCancel')
    },
  ],
  ['its supplier', (id: string) => hands.stage.control(`/orders/${id}/close`, {})],
  ['time', () => hands.later(5 * day)],
])('an unpaid purchase is closed by %s, and closing it again is fine', async (_, close) => {
  const id = await hands.unpaid()
  await close(id)
  expect(await stateOf(id)).toBe('cancelled')
  await hands.stage.platform.cancel(id, 'other')
  expect(await hands.stage.platform.pay(id)).toBe(false)
})

test('a paid purchase that its supplier closes gives the money back', async () => {
  const id = await hands.paid()
  await hands.stage.control(`/orders/${id}/close`, {})
  const { state, goods, freight, refunded } = await hands.stage.platform.purchase(id)
  expect(state).toBe('cancelled')
  expect(refunded?.amount).toBe(goods.amount + freight.amount)
})

test('a price that the supplier changes is told and read', async () => {
  const id = await hands.unpaid()
  const heard = hands.stage.pushes().length
  await hands.stage.control(`/orders/${id}/price`, { totalFen: 2000 })
  expect(claimsSince(heard)).toContainEqual({
    about: 'order',
    event: 'price_changed',
    state: 'unpaid',
  })
  const { goods, freight } = await hands.stage.platform.purchase(id)
  expect(goods.amount + freight.amount).toBe(2000)
})

test('a claim before shipping that the supplier agrees to ends the purchase', async () => {
  const heard = hands.stage.pushes().length
  const refundId = await asked(hands)
  expect(await claimState(refundId)).toBe('asked')
  await hands.answer(refundId, 'agree')
  const refund = await hands.stage.platform.refund(refundId)
  expect(refund).toMatchObject({
    state: 'refunded',
    refundedGoods: fen(2589),
    refundedFreight: fen(601),
  })
  expect(await stateOf(refund.platformOrderId)).toBe('cancelled')
  const told = claimsSince(heard).flatMap((claim) => (claim?.about === 'refund' ? [claim] : []))
  expect(told.map(({ state, by }) => [state, by])).toEqual([
    ['asked', 'buyer'],
    ['refunded', 'supplier'],
  ])
})

test('a claim that was refused is changed, refused again, and lapses', async () => {
  const id = await hands.shipped()
  const claim = await claimOn(hands, id, { goods: 'on_the_way' })
  const { refundId } = await hands.api.run(calls.askRefund, claim)
  await hands.answer(refundId, 'reject')
  expect(await claimState(refundId)).toBe('refused')
  await hands.api.run(calls.changeRefund, { ...claim, refundId, askedGoods: fen(1000) })
  expect(await claimState(refundId)).toBe('asked')
  await hands.answer(refundId, 'reject')
  await hands.later(8 * day)
  expect(await claimState(refundId)).toBe('closed')
})

test('goods that go back are money when they have arrived', async () => {
  const refundId = await toReturn(hands)
  const { state, returnTo, dueAt } = await hands.stage.platform.refund(refundId)
  expect(state).toBe('to_return')
  expect(returnTo?.address).toMatch(/\S/)
  expect(dueAt).toBeDefined()
  const [carrier] = await hands.stage.platform.carriers()
  const parcel = { refundId, carrierCode: carrier?.code ?? '', number: '773112345678901' }
  await hands.stage.platform.returnGoods(parcel)
  expect(await claimState(refundId)).toBe('returning')
  await hands.answer(refundId, 'agree')
  expect(await claimState(refundId)).toBe('refunded')
})

test('a claim is withdrawn once and for all; a paid one cannot be', async () => {
  const refundId = await asked(hands)
  await hands.stage.platform.withdrawRefund(refundId)
  expect(await claimState(refundId)).toBe('closed')
  await hands.stage.platform.withdrawRefund(refundId)
  const paid = await asked(hands)
  await hands.answer(paid, 'agree')
  await expect(hands.stage.platform.withdrawRefund(paid)).rejects.toMatchObject({
    detail: { class: 'rule' },
  })
})

test('a silent supplier agrees in the end', async () => {
  const refundId = await asked(hands)
  await hands.later(6 * day)
  expect(await claimState(refundId)).toBe('refunded')
})

test('after the sale money comes back and the purchase stays done', async () => {
  const id = await hands.done()
  await hands.later(day)
  const { platform } = hands.stage
  const scope = { platformOrderId: id, received: false }
  const { reasons, mostGoods } = await platform.refundTerms(scope)
  const reason = reasons.find(({ needsEvidence }) => !needsEvidence)
  const { refundId } = await platform.askRefund({
    ...scope,
    reasonId: reason?.id ?? '',
    description: '一直没有送到',
    goods: mostGoods,
    freight: fen(0),
  })
  await hands.answer(refundId, 'agree')
  expect(await platform.refund(refundId)).toMatchObject({ state: 'refunded', afterSale: true })
  expect((await platform.refunds(id)).map((each) => each.refundId)).toEqual([refundId])
  const purchase = await platform.purchase(id)
  expect(purchase).toMatchObject({ state: 'done', refunded: mostGoods })
})

test('part of a purchase is given back by lines, and what was shipped needs its own claim', async () => {
  const { platform } = hands.stage
  const id = await hands.paid([cup(), bag()])
  await hands.stage.ship(id, 'one')
  const both = { platformOrderId: id, received: false }
  await expect(platform.refundTerms(both)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    detail: { field: 'lines' },
  })
  const unshipped = await platform.refundTerms({ ...both, lines: [bag()] })
  expect(unshipped.mostGoods.amount).toBe(507)
  const shipped = await platform.refundTerms({ ...both, lines: [cup()] })
  expect(shipped.mostGoods.amount).toBe(2589)
})

test('a picture is stored, and a claim that needs one takes it', async () => {
  const { platform } = hands.stage
  const id = await hands.shipped()
  await hands.stage.deliver(id)
  const scope = { platformOrderId: id, received: true }
  const { reasons, mostGoods } = await platform.refundTerms(scope)
  const reason = reasons.find(({ needsEvidence }) => needsEvidence)
  const request = {
    ...scope,
    reasonId: reason?.id ?? '',
    description: '杯口有裂纹',
    goods: mostGoods,
    freight: fen(0),
  }
  await expect(platform.askRefund(request)).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    detail: { platformCode: '5005' },
  })
  const jpeg = new Uint8Array([
    0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 0xff, 0xd9,
  ])
  const evidence = [await platform.uploadEvidence(jpeg)]
  const { refundId } = await platform.askRefund({ ...request, evidence })
  expect(await claimState(refundId)).toBe('asked')
})

test('messages that nobody took in are told once they are asked for, and then never again', async () => {
  const from = new Date(hands.stage.sandbox.clock.now()).toISOString()
  hands.stage.hear(false)
  const id = await hands.paid()
  await hands.later(3600)
  hands.stage.hear(true)
  const ids: (string | undefined)[] = []
  for await (const message of hands.stage.platform.missedMessages({ from })) {
    ids.push(message.platformOrderId)
    if (ids.length === 1) break
  }
  // The reader died before it was through: nothing was confirmed.
  const again: (string | undefined)[] = []
  for await (const message of hands.stage.platform.missedMessages({ from })) {
    again.push(message.platformOrderId)
  }
  expect(again).toContain(id)
  expect(again.length).toBeGreaterThanOrEqual(2)
  for await (const message of hands.stage.platform.missedMessages({ from })) {
    throw new Error(`told again: ${message.topic}`)
  }
})

test('an app that may not look without confirming gets its missed messages by the cursor', async () => {
  const from = new Date(hands.stage.sandbox.clock.now()).toISOString()
  hands.stage.hear(false)
  const id = await hands.paid()
  await hands.later(3600)
  hands.stage.hear(true)
  await hands.stage.control('/app', { denied: ['cn.alibaba.open:push.query.messageList'] })
  const told: (string | undefined)[] = []
  for await (const message of hands.stage.platform.missedMessages({ from })) {
    told.push(message.platformOrderId)
  }
  await hands.stage.control('/app', { denied: [] })
  expect(told).toContain(id)
})

test('a note replaces the one before; urging twice a day is no more than once', async () => {
  const { platform } = hands.stage
  const id = await hands.paid()
  await platform.note(id, '第一次')
  await platform.note(id, '第二次')
  const { orders } = await hands.api.run(calls.orders, {
    platformOrderIds: [id],
    withMemo: true,
    page: 1,
    pageSize: 10,
  })
  expect(orders[0]?.memo ?? '第二次').toBe('第二次')
  expect(await platform.urge(id)).toBe(true)
  expect(await platform.urge(id)).toBe(false)
  await hands.later(day + 1)
  expect(await platform.urge(id)).toBe(true)
})

test('three failed payments within an hour are enough: then the order alone is read', async () => {
  const { platform, sandbox } = hands.stage
  const id = await hands.unpaid()
  const pay = 'com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay'
  await hands.suffer(pay, { kind: 'business', code: '500', message: '余额不足', times: 9 })
  const tried = () => sandbox.calls.all().filter(({ api }) => api.startsWith(pay)).length
  const before = tried()
  for (let time = 0; time < 5; time++) expect(await platform.pay(id)).toBe(false)
  expect(tried() - before).toBe(3)
  await hands.heal()
  await hands.later(3601)
  expect(await platform.pay(id)).toBe(true)
})

test('offers that look alike are candidates, never the offer itself', async () => {
  const similar = await hands.stage.platform.similarOffers(offerIds.cup)
  expect(similar.map(({ offerId }) => offerId)).not.toContain(offerIds.cup)
  await expect(hands.stage.platform.similarOffers('999999999999')).rejects.toMatchObject({
    code: 'OFFER_NOT_FOUND',
  })
})
